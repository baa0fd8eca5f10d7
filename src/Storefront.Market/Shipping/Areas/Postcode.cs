namespace Storefront.Shipping.Areas;

/// <summary>Postcodes as the tables compare them: capital letters and digits only.</summary>
public static class Postcode
{
    /// <summary>The longest postcode that is looked at; what a person typed beyond is no postcode.</summary>
    public const int Longest = 12;

    private static readonly Country Britain = new("GB");

    /// <summary>Capitals and digits of <paramref name="text"/>, without spaces and hyphens; empty when there is none.</summary>
    /// <remarks>A British code is cut to its outward part with the district in two digits, <c>PH1 2AB</c> to <c>PH01</c>, because
    /// without the space PH1 and PH12 look alike.</remarks>
    public static string Normalise(Country country, string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        Span<char> kept = stackalloc char[Longest];
        var length = 0;
        foreach (var c in text)
        {
            if (length == Longest) break;
            if (char.IsAsciiLetterOrDigit(c)) kept[length++] = char.ToUpperInvariant(c);
        }

        ReadOnlySpan<char> code = kept[..length];
        return country == Britain ? Outward(code) : code.Length == text.Length && code.SequenceEqual(text) ? text : code.ToString();
    }

    private static string Outward(ReadOnlySpan<char> code)
    {
        // The inward part is a digit and two letters; a bare outward code is taken as it is.
        if (code.Length >= 5 && char.IsAsciiDigit(code[^3]) && char.IsAsciiLetter(code[^2]) && char.IsAsciiLetter(code[^1])) code = code[..^3];
        var letters = 0;
        while (letters < code.Length && char.IsAsciiLetter(code[letters])) letters++;
        var digits = letters;
        while (digits < code.Length && char.IsAsciiDigit(code[digits])) digits++;
        return digits - letters == 1 ? $"{code[..letters]}0{code[letters..]}" : code.ToString();
    }
}
