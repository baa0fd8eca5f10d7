using Storefront.Shipping;

namespace Storefront.Addresses;

public static class PostalAddressParts
{
    /// <summary>The text of one part as it is stored; the code for the country.</summary>
    public static string? Part(this PostalAddress address, AddressPart part) => part switch
    {
        AddressPart.Country => address.Country.ToString(),
        AddressPart.Name => address.Name,
        AddressPart.Company => address.Company,
        AddressPart.Street => address.Street,
        AddressPart.Street2 => address.Street2,
        AddressPart.District => address.District,
        AddressPart.City => address.City,
        AddressPart.Region => address.Region,
        AddressPart.Postcode => address.Postcode,
        AddressPart.Phone => address.Phone,
        AddressPart.TaxId => address.TaxId,
    };
}
