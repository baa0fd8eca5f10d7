using Storefront.Catalog;

namespace Storefront.Search;

internal static class CheapestVariant
{
    /// <summary>The cheapest variant that can be bought, or of all when none can; the earlier one when prices are equal. Variants in another
    /// currency than the first one's are passed over, since a listing has one currency.</summary>
    public static ListingVariant Of(ListingCopy copy)
    {
        var inStock = copy.Variants.Any(v => v.Available > 0);
        ListingVariant? cheapest = null;
        foreach (var variant in copy.Variants)
        {
            if ((inStock && variant.Available <= 0) || variant.Price.Currency != copy.Variants[0].Price.Currency) continue;
            if (cheapest is null || variant.Price < cheapest.Price) cheapest = variant;
        }

        return cheapest ?? copy.Variants[0];
    }
}
