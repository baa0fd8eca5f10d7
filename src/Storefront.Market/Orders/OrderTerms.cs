using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Which import rule and which rates the accepted quote used, frozen for label, invoice and dispute.</summary>
/// <param name="NothingDueAtDoor">True when the quote promised that nothing is payable on delivery.</param>
/// <param name="Scheme">The tax collection scheme, for example IOSS, or null.</param>
/// <param name="Rates">Each exchange used, as text: <c>CNY→EUR 0.1253 of 2026-04-13 (ECB)</c>.</param>
/// <param name="Incoterm">DDP or DAP.</param>
public sealed record OrderTerms(string RuleId, string? Scheme, bool NothingDueAtDoor, Money? EstimateAtDoor, string Incoterm, IReadOnlyList<string> Rates)
{
    /// <summary>Where duty, tax and delivery were quoted for; null in orders of before 2026-12.</summary>
    public AcceptedPlace? Place { get; init; }
}

/// <summary>The part of an address that decides duty, tax and the price of delivery.</summary>
/// <param name="Town">As <see cref="PostalAddress.Places"/> gives it; null in orders of before towns were compared.</param>
public sealed record AcceptedPlace(Country Country, string? Postcode, string? Town = null)
{
    public static AcceptedPlace Of(PostalAddress address) => new(address.Country, address.Postcode, address.Places());

    public override string ToString() => Postcode is { Length: > 0 } postcode ? $"{Country.Code} {postcode}" : Town is { Length: > 0 } town ? $"{Country.Code} {town}" : Country.Code;
}
