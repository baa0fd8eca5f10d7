namespace Storefront.Merchants;

/// <summary>A merchant's standing choice for parcels that come back: for which of them a label is bought by itself, at the merchant's cost, when a return is approved.</summary>
public enum ReturnPostage
{
    /// <summary>For none. Where the goods are not what was bought, the buyer's own postage is paid back with them.</summary>
    Buyer,

    /// <summary>For goods that are not what was bought.</summary>
    FaultyGoods,

    /// <summary>For all: a change of mind costs the buyer nothing either.</summary>
    AllGoods,
}
