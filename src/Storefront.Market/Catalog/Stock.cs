namespace Storefront.Catalog;

/// <summary>Units of a variant. On hand = available + reserved + committed, none negative; held so by a check constraint.
/// It moves only through <see cref="StockKeeping"/>, by conditional updates.</summary>
public sealed class Stock
{
    public const int LongestBin = 40;

    private Stock()
    {
    }

    public VariantId Variant { get; private set; }

    /// <summary>Units in the merchant's hands.</summary>
    public int OnHand { get; private set; }

    /// <summary>Units promised to orders that are not paid yet.</summary>
    public int Reserved { get; private set; }

    /// <summary>Units of paid orders that have not left.</summary>
    public int Committed { get; private set; }

    /// <summary>Shelf or bin where the units lie, in the merchant's own words; null where none is named.</summary>
    public string? Bin { get; private set; }

    public int Available => OnHand - Reserved - Committed;

    public static Stock Of(VariantId variant) => new() { Variant = variant };
}
