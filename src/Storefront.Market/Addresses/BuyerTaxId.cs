using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefront.Addresses;

/// <summary>The number that a destination's customs asks of the addressee. Source and date are in <c>Data/address-tax-ids.csv</c>.</summary>
public sealed class BuyerTaxId
{
    private static readonly FrozenDictionary<Country, BuyerTaxId> ByCountry =
        EmbeddedFile.Rows("Addresses.Data.address-tax-ids.csv").ToFrozenDictionary(r => new Country(r["country"]), r => new BuyerTaxId(r));

    private readonly Regex pattern;
    private readonly bool hasBrazilianDigits;

    private BuyerTaxId(IReadOnlyDictionary<string, string> row)
    {
        LabelKey = $"address.tax-id.{row["key"]}";
        IsRequired = row["required"] == "yes";
        Example = row["example"];
        pattern = AddressForm.Whole(row["pattern"]);
        hasBrazilianDigits = row["check"] == "brazil";
    }

    /// <summary>The label among the messages, for example <c>address.tax-id.cpf</c>; the reason is <c>address.tax-id.why</c>.</summary>
    public string LabelKey { get; }

    /// <summary>Parcels are held or sent back without it.</summary>
    public bool IsRequired { get; }

    public string Example { get; }

    /// <summary>What the country asks for, or null.</summary>
    public static BuyerTaxId? For(Country country) => ByCountry.GetValueOrDefault(country);

    /// <summary>The right form and, where there are check digits, the right ones.</summary>
    public bool Accepts(string number)
    {
        number = number.Trim().ToUpperInvariant();
        return number.Length <= 30 && pattern.IsMatch(number) && (!hasBrazilianDigits || HasBrazilianDigits(number));
    }

    /// <summary>Two check digits modulo 11 at the end of a CPF (weights 10, 9 ... and 11, 10 ...) or a CNPJ (weights 2 to 9 from the right, again and again).
    /// Letters of a CNPJ count as their code less 48.</summary>
    private static bool HasBrazilianDigits(string number)
    {
        var values = number.Where(char.IsAsciiLetterOrDigit).Select(c => c - '0').ToArray();
        if (values.Distinct().Count() == 1) return false;
        var highestWeight = values.Length == 11 ? 11 : 9;
        return Enumerable.Range(values.Length - 2, 2).All(at =>
        {
            var sum = 0;
            for (var i = 0; i < at; i++) sum += values[i] * (2 + ((at - 1 - i) % (highestWeight - 1)));
            return values[at] == (sum % 11 < 2 ? 0 : 11 - (sum % 11));
        });
    }
}
