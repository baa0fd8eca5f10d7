namespace Storefront.Addresses;

/// <summary>The parts of an address, as they are stored and as form fields are named (<see cref="AddressParts.FieldName"/>).</summary>
public enum AddressPart
{
    Country,
    Name,
    Company,
    Street,

    /// <summary>Building, village, landmark or second line.</summary>
    Street2,

    /// <summary>District, neighbourhood or village below the city.</summary>
    District,
    City,

    /// <summary>State, province, prefecture or emirate.</summary>
    Region,
    Postcode,
    Phone,
    TaxId,
}

public static class AddressParts
{
    /// <summary>The name of the form field: <c>street2</c>, <c>taxId</c>.</summary>
    public static string FieldName(this AddressPart part)
    {
        var name = part.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
