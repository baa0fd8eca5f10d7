using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>One thing that can be bought: a listing in one colour and size, with its own price, weight and stock.</summary>
public sealed class Variant
{
    private Variant()
    {
    }

    public VariantId Id { get; private set; }

    public ListingId Listing { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>The merchant's own article number, unique in its shop.</summary>
    public string Sku { get; private set; } = "";

    public IReadOnlyDictionary<string, string> Values { get; private set; } = new Dictionary<string, string>();

    public Money Price { get; private set; }

    /// <summary>An earlier, higher price in minor units of <see cref="Price"/>'s currency; 0 for none.</summary>
    public long ListPriceMinor { get; private set; }

    /// <summary>Of the packed item.</summary>
    public Weight Weight { get; private set; }

    public Dimensions Size { get; private set; }

    public string? Barcode { get; private set; }

    /// <summary>The maker's own part number, or null.</summary>
    public string? PartNumber { get; private set; }

    /// <summary>True also where the merchant has not said yet which: then <see cref="Battery"/> is none.</summary>
    public bool HasBattery { get; private set; }

    public BatteryContent Battery { get; private set; }

    public bool IsActive { get; private set; }

    public int Position { get; private set; }

    public int Version { get; private set; }

    public Money? ListPrice => ListPriceMinor == 0 ? null : new Money(ListPriceMinor, Price.Currency);

    public void Change(VariantFacts facts)
    {
        (Values, Price, ListPriceMinor) = (facts.Values, facts.Price, facts.ListPrice?.Minor ?? 0);
        (Weight, Size, Barcode, PartNumber, IsActive) = (facts.Weight, facts.Size, facts.Barcode, facts.PartNumber, facts.IsActive);
        (Battery, HasBattery) = (facts.Battery, facts.HasBattery || facts.Battery != BatteryContent.None);
        Version++;
    }

    internal static Variant Of(ListingId listing, MerchantId merchant, string sku, VariantFacts facts, int position)
    {
        var variant = new Variant { Id = Storefront.Id.New<VariantId>(), Listing = listing, Merchant = merchant, Sku = sku, Position = position };
        variant.Change(facts);
        return variant;
    }
}

/// <param name="Values">Option key to value key.</param>
/// <param name="Price">In the merchant's currency.</param>
/// <param name="HasBattery">Said alone, the kind is not known yet; a kind implies it.</param>
/// <param name="PartNumber">The maker's own, at most 70 letters.</param>
public sealed record VariantFacts(
    IReadOnlyDictionary<string, string> Values,
    Money Price,
    Money? ListPrice,
    Weight Weight,
    Dimensions Size,
    string? Barcode = null,
    bool HasBattery = false,
    bool IsActive = true,
    BatteryContent Battery = BatteryContent.None,
    string? PartNumber = null);
