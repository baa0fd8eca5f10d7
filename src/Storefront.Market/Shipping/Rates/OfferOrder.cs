namespace Storefront.Shipping;

/// <summary>How offers of carriers are put in order; a merchant's choice is remembered.</summary>
public enum OfferOrder
{
    /// <summary>Cheapest first.</summary>
    Price,

    /// <summary>Fastest first, by the latest day.</summary>
    Speed,

    /// <summary>Most often in time first.</summary>
    Reliability,
}
