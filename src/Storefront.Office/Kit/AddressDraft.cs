using Storefront.Addresses;
using Storefront.Shipping;

namespace Storefront.Office.Kit;

/// <summary>An address while it is typed.</summary>
public sealed class AddressDraft
{
    private readonly Dictionary<AddressPart, string?> parts = [];

    public AddressDraft(Country country) => Country = country;

    public Country Country { get; set; }

    public string? this[AddressPart part]
    {
        get => parts.GetValueOrDefault(part);
        set => parts[part] = value;
    }

    public static AddressDraft Of(PostalAddress address)
    {
        var draft = new AddressDraft(address.Country);
        foreach (var part in Enum.GetValues<AddressPart>().Where(p => p != AddressPart.Country)) draft[part] = address.Part(part);
        return draft;
    }

    public PostalAddress ToAddress() => AddressForm.For(Country).Tidy(new PostalAddress
    {
        Country = Country, Name = this[AddressPart.Name] ?? "", Company = this[AddressPart.Company], Street = this[AddressPart.Street] ?? "", Street2 = this[AddressPart.Street2],
        District = this[AddressPart.District], City = this[AddressPart.City], Region = this[AddressPart.Region], Postcode = this[AddressPart.Postcode], Phone = this[AddressPart.Phone], TaxId = null,
    });
}
