namespace Storefront.Orders;

public static class FirstMileRefusals
{
    /// <summary>The carrier of the parcels takes none over at a warehouse. Argument: <c>carrier</c>.</summary>
    public static Refusal NoWarehouse(string carrier) => new Refusal("shipping.first-mile-no-warehouse").With("carrier", carrier);

    /// <summary>One of the two does not do it: the carrier of the parcels takes none over at a warehouse, or the other brings none there.</summary>
    public static Refusal NotBrought(string carrier, string by) => new Refusal("shipping.first-mile-not-brought").With("carrier", carrier).With("by", by);

    /// <summary>One of the parcels goes to the warehouse already. Argument: <c>number</c>, ours where the carrier has given none yet.</summary>
    public static Refusal Stands(string number) => new Refusal("shipping.first-mile-stands").With("number", number);

    /// <summary>Argument: <c>country</c>, which the carrier does not leave.</summary>
    public static Refusal Elsewhere(Country country) => new Refusal("shipping.first-mile-elsewhere", "country").With("country", country);
}
