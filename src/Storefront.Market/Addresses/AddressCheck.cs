using System.Globalization;
using System.Text;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Addresses;

/// <summary>What was found in an address. Errors must be mended; warnings are asked about once and may stay.</summary>
public sealed record AddressFindings(IReadOnlyList<Refusal> Errors, IReadOnlyList<Refusal> Warnings)
{
    public bool IsAcceptable => Errors.Count == 0;
}

/// <summary>Checks an address gently: only what cannot be delivered or printed is refused. A street number is never asked for, a name may be
/// of one letter or one word, and no postcode is refused for its looks.</summary>
public static class AddressCheck
{
    private static readonly AddressPart[] Texts = [.. Enum.GetValues<AddressPart>().Except([AddressPart.Country])];

    /// <summary>Each finding names its field (<see cref="AddressParts.FieldName"/>). Run <see cref="AddressForm.Tidy(PostalAddress)"/> before.</summary>
    public static AddressFindings Check(PostalAddress address)
    {
        if (!Countries.TryFind(address.Country, out _)) return new AddressFindings([AddressRefusals.UnknownCountry], []);
        var form = AddressForm.For(address.Country);
        var errors = new List<Refusal>();
        foreach (var part in Texts)
        {
            var text = address.Part(part);
            if (string.IsNullOrWhiteSpace(text))
            {
                if (form.Requires(part)) errors.Add(AddressRefusals.Missing(part));
            }
            else if (text.Length > Longest(part)) errors.Add(AddressRefusals.TooLong(part, Longest(part)));
            else if (!IsPrintable(text)) errors.Add(AddressRefusals.ControlCharacters(part));
        }

        var warnings = new List<Refusal>();
        CheckTaxId(address, errors, warnings);
        if (errors.Count == 0) Warn(address, form, warnings);
        return new AddressFindings(errors, warnings);
    }

    private static void CheckTaxId(PostalAddress address, List<Refusal> errors, List<Refusal> warnings)
    {
        if (BuyerTaxId.For(address.Country) is not { } asked) return;
        if (string.IsNullOrWhiteSpace(address.TaxId))
        {
            if (asked.IsRequired) errors.Add(AddressRefusals.TaxIdMissing(address.Country));
        }
        else if (!asked.Accepts(address.TaxId)) (asked.IsRequired ? errors : warnings).Add(AddressRefusals.TaxIdUnusual(asked.Example));
    }

    private static void Warn(PostalAddress address, AddressForm form, List<Refusal> warnings)
    {
        if (!string.IsNullOrWhiteSpace(address.Postcode) && !form.IsUsualPostcode(address.Postcode))
            warnings.Add(AddressRefusals.PostcodeUnusual(address.Country, form.PostcodeExample));
        if (form.Regions.Count > 0 && !string.IsNullOrWhiteSpace(address.Region) && form.FindRegion(address.Region) is null) warnings.Add(AddressRefusals.RegionUnknown);
        if (!string.IsNullOrWhiteSpace(address.Phone) && !LooksLikePhone(address.Phone)) warnings.Add(AddressRefusals.PhoneUnusual);
    }

    private static int Longest(AddressPart part) => part switch
    {
        AddressPart.Postcode => AddressForm.LongestPostcode,
        AddressPart.Phone => AddressForm.LongestPhone,
        AddressPart.TaxId => AddressForm.LongestTaxId,
        _ => PostalAddress.LongestPart,
    };

    /// <summary>No control characters, line ends, lone halves of pairs, unassigned code points, or marks that turn the direction of what follows.
    /// Joiners stay: Persian and the Indian scripts need them.</summary>
    private static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) return false;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse) return false;
        }

        return true;
    }

    private static bool LooksLikePhone(string text) =>
        text.Count(char.IsAsciiDigit) is >= 5 and <= 20 && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '(' or ')' or '.' or '/' or ' ' or 'x' or '#');
}
