using System.Collections.Frozen;
using System.Globalization;

namespace Storefront.Languages;

/// <summary>Language, destination and currency for a visitor who has chosen nothing yet, from the Accept-Language header alone.</summary>
/// <remarks>
/// Language: the best-liked one that the shop speaks (any Chinese reads <c>zh-Hans</c>), else English.
/// Destination: the region of the best-liked tag that names a known one, else the country with most online buyers of the best-liked
/// language (below), else the United States. Currency: that of the destination if it can be traded, else the US dollar.
/// </remarks>
public sealed record Guess(Language Language, Country ShipTo, Currency Currency)
{
    /// <summary>Characters and entries of a header that are read; a browser sends far fewer.</summary>
    private const int LongestHeader = 500;
    private const int MostEntries = 20;

    private static readonly Country Fallback = new("US");

    private static readonly FrozenDictionary<string, Country> CountryByLanguage = new Dictionary<string, string>
    {
        ["en"] = "US", ["zh"] = "CN", ["zh-hant"] = "TW", ["fr"] = "FR", ["ar"] = "SA", ["de"] = "DE", ["es"] = "ES", ["pt"] = "BR", ["ja"] = "JP", ["ko"] = "KR",
        ["it"] = "IT", ["nl"] = "NL", ["pl"] = "PL", ["tr"] = "TR", ["ru"] = "RU", ["uk"] = "UA", ["sv"] = "SE", ["da"] = "DK", ["no"] = "NO", ["nb"] = "NO",
        ["nn"] = "NO", ["fi"] = "FI", ["is"] = "IS", ["cs"] = "CZ", ["sk"] = "SK", ["hu"] = "HU", ["ro"] = "RO", ["bg"] = "BG", ["el"] = "GR", ["hr"] = "HR",
        ["sl"] = "SI", ["sr"] = "RS", ["et"] = "EE", ["lv"] = "LV", ["lt"] = "LT", ["he"] = "IL", ["th"] = "TH", ["vi"] = "VN", ["id"] = "ID", ["ms"] = "MY",
        ["fil"] = "PH", ["tl"] = "PH", ["hi"] = "IN", ["kk"] = "KZ", ["ca"] = "ES", ["ga"] = "IE", ["mt"] = "MT",
    }.ToFrozenDictionary(p => p.Key, p => new Country(p.Value), StringComparer.OrdinalIgnoreCase);

    /// <param name="acceptLanguage">The header as it came, or null. Anything in it that is not well formed is passed over.</param>
    /// <param name="tradable">Currencies that have a rate.</param>
    public static Guess From(string? acceptLanguage, IReadOnlySet<Currency> tradable)
    {
        var wishes = Wishes(acceptLanguage);
        var language = wishes.Select(w => Spoken(w.Tag)).FirstOrDefault(l => l is not null) ?? Language.English;
        var shipTo = wishes.Select(w => Region(w.Tag)).FirstOrDefault(c => c is not null)
            ?? wishes.Select(w => Usual(w.Tag)).FirstOrDefault(c => c is not null)
            ?? Fallback;
        return new Guess(language, shipTo, CurrencyOf(shipTo, tradable));
    }

    /// <summary>The currency of a destination if it can be traded, else the US dollar, and where that cannot be traded either the euro.</summary>
    public static Currency CurrencyOf(Country country, IReadOnlySet<Currency> tradable) =>
        Countries.TryFind(country, out var facts) && facts.Currency is { } currency && tradable.Contains(currency) ? currency : tradable.Contains(Currency.Usd) ? Currency.Usd : Currency.Eur;

    /// <summary>Tags by falling weight, those of equal weight as they came. Weight 0 means "not this one".</summary>
    private static List<(string Tag, int Weight)> Wishes(string? header)
    {
        var wishes = new List<(string Tag, int Weight)>();
        var rest = header.AsSpan();
        if (rest.Length > LongestHeader) rest = rest[..LongestHeader];
        foreach (var range in rest.Split(','))
        {
            if (wishes.Count == MostEntries) break;
            var entry = rest[range];
            var semicolon = entry.IndexOf(';');
            var tag = (semicolon < 0 ? entry : entry[..semicolon]).Trim();
            var weight = semicolon < 0 ? 1000 : WeightOf(entry[(semicolon + 1)..].Trim());
            if (weight > 0 && IsTag(tag)) wishes.Add((tag.ToString(), weight));
        }

        // A stable sort: OrderBy keeps the order of equal weights.
        return [.. wishes.OrderByDescending(w => w.Weight)];
    }

    /// <summary><c>q=0.8</c> as thousandths; 0 for anything else.</summary>
    private static int WeightOf(ReadOnlySpan<char> text) =>
        text.Length is > 2 and <= 7 && text[0] is 'q' or 'Q' && text[1] == '='
            && decimal.TryParse(text[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight <= 1
            ? (int)(weight * 1000)
            : 0;

    /// <summary>Letters and digits in parts of 1 to 8, the first of 2 or 3 letters; <c>*</c> says nothing and is passed over.</summary>
    private static bool IsTag(ReadOnlySpan<char> tag)
    {
        if (tag.Length is < 2 or > 35) return false;
        var first = true;
        foreach (var range in tag.Split('-'))
        {
            var part = tag[range];
            if (part.Length is 0 or > 8) return false;
            foreach (var c in part)
            {
                if (!char.IsAsciiLetterOrDigit(c) || (first && !char.IsAsciiLetter(c))) return false;
            }

            if (first && part.Length is < 2 or > 3) return false;
            first = false;
        }

        return true;
    }

    private static Language? Spoken(string tag)
    {
        var primary = tag.Split('-')[0];
        return Language.All.FirstOrDefault(l => l.Tag.Split('-')[0].Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The first part of two letters after the language is the region. Parts after a single letter are extensions.</summary>
    private static Country? Region(string tag)
    {
        foreach (var part in tag.Split('-').Skip(1))
        {
            if (part.Length == 1) return null;
            if (part.Length == 2 && Country.TryParse(part, out var country) && Countries.TryFind(country, out _)) return country;
        }

        return null;
    }

    private static Country? Usual(string tag)
    {
        var parts = tag.Split('-');
        if (parts.Length > 1 && CountryByLanguage.TryGetValue($"{parts[0]}-{parts[1]}", out var withScript)) return withScript;
        return CountryByLanguage.TryGetValue(parts[0], out var country) ? country : null;
    }
}
