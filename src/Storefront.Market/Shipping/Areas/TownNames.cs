using System.Globalization;
using System.Text;

namespace Storefront.Shipping.Areas;

/// <summary>Towns, islands and rural routes as the tables compare them: whole names, whatever their capitals, accents, hyphens and apostrophes.</summary>
public static class TownNames
{
    /// <summary>In a table: any number, as in <c>RD #</c> for New Zealand's rural deliveries. Such a name may stand at the end of a line.</summary>
    private const char AnyNumber = '#';

    private const int Longest = 1_000;

    /// <summary>The names in an address's words, one for each part between commas; empty when there is none.</summary>
    /// <param name="text">Town, district and region as a person writes them, separated by commas or line breaks.</param>
    public static IReadOnlyList<string> In(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var names = new List<string>(3);
        foreach (var part in (text.Length <= Longest ? text : text[..Longest]).Split([',', ';', '\n', '，', '、'], StringSplitOptions.RemoveEmptyEntries))
            if (Plain(part) is { Length: > 0 } name) names.Add(name);
        return names;
    }

    /// <summary>A name as it is compared: small letters without marks, one space between words.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        var gap = false;
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is '.' or '\'' or '’') continue;
            if (!char.IsLetterOrDigit(c) && c != AnyNumber)
            {
                gap = plain.Length > 0;
                continue;
            }

            if (gap) plain.Append(' ');
            gap = false;
            plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    /// <param name="pattern">A name of a table, plain.</param>
    internal static bool Names(IReadOnlyList<string> names, string pattern)
    {
        for (var i = 0; i < names.Count; i++)
            if (pattern[^1] == AnyNumber ? EndsInNumber(names[i], pattern.AsSpan(0, pattern.Length - 1).TrimEnd()) : names[i] == pattern) return true;
        return false;
    }

    private static bool EndsInNumber(string name, ReadOnlySpan<char> word)
    {
        var rest = name.AsSpan().TrimEnd("0123456789");
        if (rest.Length == name.Length) return false;
        rest = rest.TrimEnd();
        return rest.EndsWith(word) && (rest.Length == word.Length || rest[^(word.Length + 1)] == ' ');
    }
}
