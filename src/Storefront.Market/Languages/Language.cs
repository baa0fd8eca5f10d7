using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Storefront.Languages;

/// <summary>A language that the shop speaks completely. Its words are the files under <c>Languages/Data/(tag)</c>.</summary>
public sealed class Language
{
    private readonly Lazy<Formatter> format;

    private Language(string tag, string nativeName, string culture, bool isRightToLeft = false)
    {
        Tag = tag;
        NativeName = nativeName;
        IsRightToLeft = isRightToLeft;
        Culture = Gregorian(culture);
        Plurals = PluralRules.For(tag);
        format = new Lazy<Formatter>(() => new Formatter(this));
    }

    /// <summary>International English: day before month, 24 hours.</summary>
    public static Language English { get; } = new("en", "English", "en-GB");

    public static Language Chinese { get; } = new("zh-Hans", "简体中文", "zh-Hans-CN");

    public static Language French { get; } = new("fr", "Français", "fr-FR");

    /// <summary>Modern standard Arabic with Latin digits and the Gregorian calendar.</summary>
    public static Language Arabic { get; } = new("ar", "العربية", "ar-AE", isRightToLeft: true);

    /// <summary>In the order in which choices list them; the first is the one that others fall back to.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Chinese, French, Arabic];

    private static readonly FrozenDictionary<string, Language> ByTag = All.ToFrozenDictionary(l => l.Tag, StringComparer.OrdinalIgnoreCase);

    /// <summary>BCP 47, as in the first segment of the shop's paths and in <c>lang</c>.</summary>
    public string Tag { get; }

    public string NativeName { get; }

    public bool IsRightToLeft { get; }

    /// <summary>The value of <c>dir</c>: <c>rtl</c> or <c>ltr</c>.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>For sorting, month and weekday names. Its calendar is Gregorian. Amounts, numbers and dates come from <see cref="Format"/>.</summary>
    public CultureInfo Culture { get; }

    public PluralRules Plurals { get; }

    public Formatter Format => format.Value;

    /// <summary>The language with this tag, in any case.</summary>
    public static bool TryFind(string? tag, [NotNullWhen(true)] out Language? language) => ByTag.TryGetValue(tag ?? "", out language);

    /// <summary>The language that a reader of this tag, which is none of ours but has a region, script or nothing more, reads best: <c>zh-Hans</c> for
    /// <c>zh</c> and <c>zh-CN</c>; null for a tag of another language and for what is no tag.</summary>
    public static Language? Nearest(string tag)
    {
        var end = tag.IndexOf('-');
        var primary = end < 0 ? tag : tag[..end];
        string[] rest = end < 0 ? [] : tag[(end + 1)..].Split('-');
        if (rest.Length > 2 || !Array.TrueForAll(rest, r => r.Length is >= 2 and <= 4 && r.All(char.IsAsciiLetterOrDigit))) return null;
        return All.FirstOrDefault(l => l.Culture.TwoLetterISOLanguageName.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The language with this tag, for tags that we wrote ourselves.</summary>
    /// <exception cref="KeyNotFoundException">The shop does not speak it.</exception>
    public static Language Of(string tag) => ByTag[tag];

    public override string ToString() => Tag;

    private static CultureInfo Gregorian(string name)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.DateTimeFormat.Calendar = new GregorianCalendar(GregorianCalendarTypes.Localized);
        return CultureInfo.ReadOnly(culture);
    }
}
