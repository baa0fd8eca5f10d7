using Storefront.Catalog;
using Storefront.Discounts;
using Storefront.Fees;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Checkout;

/// <summary>The landed-cost quote that a shopper sees at checkout, kept whole so that it is charged as shown until it expires.</summary>
/// <param name="Fingerprint">What it was made for: variants, quantities, merchants' prices, destination, methods. Another fingerprint needs another quote.</param>
public sealed record AcceptedQuote(Currency Currency, DateTime ExpiresAtUtc, string Fingerprint, Money Total, IReadOnlyList<QuotedConsignment> Consignments)
{
    /// <summary>The methods chosen, by merchant.</summary>
    public IReadOnlyDictionary<MerchantId, string> Methods() => Consignments.ToDictionary(c => c.Merchant, c => c.DeliveryMethod);

    /// <summary>The pickup points chosen, by merchant.</summary>
    public IReadOnlyDictionary<MerchantId, PickupPoint> Points() => Consignments.Where(c => c.Point is not null).ToDictionary(c => c.Merchant, c => c.Point!);
}

/// <summary>One merchant's part. Amounts are in the charge currency but for <see cref="MerchantGoods"/> and <see cref="MerchantDelivery"/>, which are in the merchant's.</summary>
public sealed record QuotedConsignment
{
    public required MerchantId Merchant { get; init; }

    public required string MerchantName { get; init; }

    public required Country ShipsFrom { get; init; }

    /// <summary>Days before hand-over by the chosen method: those of the card where it states some, else the merchant's.</summary>
    public required int HandlingDays { get; init; }

    /// <summary>Tax on the commission, as a share of it.</summary>
    public PartsPerMillion FeeTax { get; init; }

    /// <summary>Whose tax that is; null where none is charged.</summary>
    public Country? FeeTaxCountry { get; init; }

    public required string DeliveryMethod { get; init; }

    /// <summary>The rate card by which delivery was priced, as it was; null for the platform's own tariff.</summary>
    public BuyerCard? Card { get; init; }

    /// <summary>The pickup point that the buyer chose, as its carrier described it; null for a delivery to the buyer's own address.</summary>
    public PickupPoint? Point { get; init; }

    public required int DaysMin { get; init; }

    public required int DaysMax { get; init; }

    /// <summary>Every method that reaches the address, cheapest first.</summary>
    public required IReadOnlyList<QuotedMethod> Methods { get; init; }

    /// <summary>After <see cref="Discount"/>, as is <see cref="MerchantGoods"/>.</summary>
    public required Money Goods { get; init; }

    /// <summary>What the merchant's code took off the goods; null where none counts.</summary>
    public QuotedDiscount? Discount { get; init; }

    /// <summary>A code that the basket carries and that does not count here; null for none.</summary>
    public string? IdleCode { get; init; }

    public required Money Delivery { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money Fees { get; init; }

    public required OrderTerms Terms { get; init; }

    /// <summary>The number that the destination's customs asks of the addressee, or null.</summary>
    public string? BuyerId { get; init; }

    public required IReadOnlyList<QuotedLine> Lines { get; init; }

    public required Money MerchantGoods { get; init; }

    public required Money MerchantDelivery { get; init; }

    public Money Total => Goods + Delivery + Duty + Tax + Fees;
}

/// <param name="Amount">Off the goods, in the charge currency.</param>
/// <param name="MerchantAmount">The same, in the merchant's.</param>
public sealed record QuotedDiscount(DiscountCodeId Id, string Code, Money Amount, Money MerchantAmount);

/// <param name="Price">All of it, surcharge included.</param>
public sealed record QuotedMethod(string Key, Money Price, int DaysMin, int DaysMax, bool Remote)
{
    /// <summary>The part of <see cref="Price"/> that the place causes, in the charge currency; null where it causes none.</summary>
    public Money? RemoteSurcharge { get; init; }

    /// <summary>The name of the merchant's rate card that prices it; null for a method of the platform.</summary>
    public string? Card { get; init; }

    /// <summary>Days before hand-over by this method; null in quotes of before 2026-12, where those of the consignment hold.</summary>
    public int? HandlingDays { get; init; }
}

/// <summary>A line with the listing as it was when quoted; it goes into the order unchanged.</summary>
public sealed record QuotedLine
{
    public required VariantId Variant { get; init; }

    public required ListingId Listing { get; init; }

    public required string Slug { get; init; }

    public required string Sku { get; init; }

    public required string Title { get; init; }

    public string? Options { get; init; }

    public string? PictureUrl { get; init; }

    public required int Quantity { get; init; }

    public required Money UnitPrice { get; init; }

    /// <summary>The units at <see cref="UnitPrice"/>, less <see cref="Discount"/>.</summary>
    public required Money LineTotal { get; init; }

    /// <summary>This line's share of the code's discount, in the charge currency; null for none.</summary>
    public Money? Discount { get; init; }

    /// <summary>The same, in the merchant's currency.</summary>
    public Money? MerchantDiscount { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money MerchantUnitPrice { get; init; }

    /// <summary>As the destination is told.</summary>
    public required HsCode HsCode { get; init; }

    public BatteryContent Battery { get; init; }

    public IReadOnlyList<SensitiveGoods> Sensitive { get; init; } = [];

    public required Country Origin { get; init; }

    public required string CustomsDescription { get; init; }

    /// <summary>See <see cref="Orders.OrderLine.LocalName"/>.</summary>
    public string? LocalName { get; init; }

    public required Weight UnitWeight { get; init; }

    public required Dimensions UnitSize { get; init; }

    /// <summary>The platform's commission on the line's goods and delivery.</summary>
    public PartsPerMillion Fee { get; init; } = FeeSchedule.Standard;
}
