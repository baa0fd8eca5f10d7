namespace Storefront.Shipping;

/// <summary>What a carrier does for others: it brings parcels to their sorting warehouses.</summary>
/// <param name="Within">The country that it does not leave.</param>
/// <param name="Services">Keys of the services that do, the usual one first.</param>
public sealed record FirstMileOffer(Country Within, IReadOnlyList<string> Services);
