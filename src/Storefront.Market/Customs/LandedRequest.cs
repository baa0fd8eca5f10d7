using Storefront.Shipping;

namespace Storefront.Customs;

/// <summary>One merchant's parcel, as it would be sold now.</summary>
public sealed record LandedRequest
{
    public required Country ShipsFrom { get; init; }

    public required Country Destination { get; init; }

    /// <summary>As the shopper typed it, or null while it is not known; decides remote areas, special territories and provinces.</summary>
    public string? Postcode { get; init; }

    /// <summary>Town, district and region as <see cref="PostalAddress.Places"/> gives them, or null while they are not known; decides areas and zones where no postcode does.</summary>
    public string? Town { get; init; }

    /// <summary>The currency in which the shopper is charged.</summary>
    public required Currency ChargeCurrency { get; init; }

    /// <summary>The moment of the quote: which rules hold, and when it expires.</summary>
    public required DateTime AtUtc { get; init; }

    public required IReadOnlyList<LandedItem> Items { get; init; }

    /// <summary>Key of a delivery method, or null for the cheapest that reaches the address.</summary>
    public string? DeliveryMethod { get; init; }

    /// <summary>The merchant's rate cards by which buyers pay in the destination; each is a delivery method beside the platform's.</summary>
    public IReadOnlyList<BuyerCard> Cards { get; init; } = [];
}

/// <param name="UnitPrice">In the merchant's currency, without the destination's taxes, before <see cref="Discount"/>.</param>
/// <param name="Weight">Of one packed unit.</param>
/// <param name="Size">Of one packed unit.</param>
public sealed record LandedItem(HsCode HsCode, Country Origin, int Quantity, Money UnitPrice, Weight Weight, Dimensions Size, bool HasBattery)
{
    /// <summary>Off all units together, in the currency of <see cref="UnitPrice"/>: from nothing to what they cost. Null for none.</summary>
    public Money? Discount { get; init; }

    /// <summary>What carriers want to know of it beside batteries.</summary>
    public IReadOnlyList<SensitiveGoods> Sensitive { get; init; } = [];
}
