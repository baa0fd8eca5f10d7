using System.Text.RegularExpressions;

namespace Storefront.Shipping;

/// <summary>How one kind of seller's number is built.</summary>
/// <param name="Key">Names the kind on forms and in the messages, for example <c>gb-vat</c>.</param>
/// <param name="Country">Whose authority gives it; null where the number itself says so.</param>
/// <param name="Pattern">Of the number as it is kept: capitals and digits alone.</param>
/// <param name="Example">A number that holds, to show on the form.</param>
/// <param name="Scheme">The collection scheme of the import rules under which it is declared, or null.</param>
public sealed record TaxNumberRule(string Key, TaxRegistrationKind Kind, Country? Country, string Pattern, TaxNumberCheck Check, string Example, string? Scheme, string Source)
{
    private readonly Regex pattern = new(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Reads a number as people write it, with spaces, dots and hyphens, in any case.</summary>
    /// <returns>Null when it is no such number.</returns>
    public TaxRegistration? Read(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        var number = string.Concat(typed.Where(c => c is not (' ' or '.' or '-' or '/' or '\u00A0'))).ToUpperInvariant();
        foreach (var word in Unneeded) number = number.StartsWith(word, StringComparison.Ordinal) ? number[word.Length..] : number.EndsWith(word, StringComparison.Ordinal) ? number[..^word.Length] : number;
        if (!pattern.IsMatch(number) || !Check.Holds(number)) return null;
        return (Country ?? CountryIn(number)) is { } country ? new TaxRegistration(Kind, number, country) : null;
    }

    /// <summary>Words that people write with the number and that are no part of it.</summary>
    private static readonly string[] Unneeded = ["VOEC", "ABN", "ARN", "MWST", "TVA", "IVA"];

    private Country? CountryIn(string number) => Kind switch
    {
        TaxRegistrationKind.Ioss => MemberStates.ByNumber(number[2..5]),
        TaxRegistrationKind.Eori => new Country(number[..2] == "XI" ? "GB" : number[..2]),
        // Greece writes EL, Northern Ireland XI.
        TaxRegistrationKind.Vat => new Country(number[..2] switch { "EL" => "GR", "XI" => "GB", var code => code }),
        TaxRegistrationKind.Voec or TaxRegistrationKind.Gst => null,
    };
}
