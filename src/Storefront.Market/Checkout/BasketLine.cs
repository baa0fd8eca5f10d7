using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Checkout;

/// <summary>Units of one variant in a basket, with the merchant's price when it was put there, so that a change can be told.</summary>
public sealed class BasketLine
{
    private BasketLine()
    {
    }

    public BasketId Basket { get; private set; }

    public VariantId Variant { get; private set; }

    public ListingId Listing { get; private set; }

    public MerchantId Merchant { get; private set; }

    public int Quantity { get; private set; }

    /// <summary>In the merchant's currency.</summary>
    public Money SeenPrice { get; private set; }

    public DateTime AddedAtUtc { get; private set; }

    public static BasketLine Of(BasketId basket, VariantId variant, ListingId listing, MerchantId merchant, int quantity, Money price, DateTime nowUtc) =>
        new() { Basket = basket, Variant = variant, Listing = listing, Merchant = merchant, Quantity = quantity, SeenPrice = price, AddedAtUtc = nowUtc };

    /// <summary>The line of a variant by its key alone, to be removed.</summary>
    internal static BasketLine In(BasketId basket, VariantId variant) => new() { Basket = basket, Variant = variant };

    public void Set(int quantity, Money price) => (Quantity, SeenPrice) = (quantity, price);
}
