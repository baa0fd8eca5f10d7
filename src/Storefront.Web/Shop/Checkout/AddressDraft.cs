using Storefront.Addresses;
using Storefront.Shipping;

namespace Storefront.Web.Shop.Checkout;

/// <summary>An address while it is being typed: the parts of one country's form as text, whatever they hold.</summary>
public sealed class AddressDraft
{
    private static readonly AddressPart[] Texts = [.. Enum.GetValues<AddressPart>().Except([AddressPart.Country])];

    private readonly Dictionary<AddressPart, string> parts = [];

    private AddressDraft(Country country) => Country = country;

    public Country Country { get; }

    public string? this[AddressPart part] => parts.GetValueOrDefault(part);

    public static AddressDraft Empty(Country country, string? postcode) => new(country) { parts = { [AddressPart.Postcode] = postcode ?? "" } };

    public static AddressDraft Of(PostalAddress address)
    {
        var draft = new AddressDraft(address.Country);
        foreach (var part in Texts) draft.parts[part] = address.Part(part) ?? "";
        return draft;
    }

    public static AddressDraft Typed(IFormCollection form, Country country)
    {
        var draft = new AddressDraft(country);
        foreach (var part in Texts) draft.parts[part] = form[part.FieldName()].ToString();
        return draft;
    }

    /// <summary>Parts that the country's form does not have are left out, so that nothing hidden gets onto a label.</summary>
    public PostalAddress ToAddress()
    {
        var form = AddressForm.For(Country);
        var asked = form.Fields.Select(f => f.Part).Append(AddressPart.Phone).ToHashSet();
        if (BuyerTaxId.For(Country) is not null) asked.Add(AddressPart.TaxId);
        string? Part(AddressPart part) => asked.Contains(part) ? this[part] : null;
        return form.Tidy(new PostalAddress
        {
            Country = Country,
            Name = Part(AddressPart.Name) ?? "",
            Company = Part(AddressPart.Company),
            Street = Part(AddressPart.Street) ?? "",
            Street2 = Part(AddressPart.Street2),
            District = Part(AddressPart.District),
            City = Part(AddressPart.City),
            Region = Part(AddressPart.Region),
            Postcode = Part(AddressPart.Postcode),
            Phone = Part(AddressPart.Phone),
            TaxId = Part(AddressPart.TaxId),
        });
    }
}
