using Storefront.Catalog;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Checkout;

/// <summary>The landed-cost quote that a shopper sees at checkout, kept whole so that it is charged as shown until it expires.</summary>
/// <param name="Fingerprint">What it was made for: variants, quantities, merchants' prices, destination, methods. Another fingerprint needs another quote.</param>
public sealed record AcceptedQuote(Currency Currency, DateTime ExpiresAtUtc, string Fingerprint, Money Total, IReadOnlyList<QuotedConsignment> Consignments);

/// <summary>One merchant's part, all amounts in the charge currency but the last two, which are in the merchant's.</summary>
public sealed record QuotedConsignment
{
    public required MerchantId Merchant { get; init; }

    public required string MerchantName { get; init; }

    public required Country ShipsFrom { get; init; }

    public required int HandlingDays { get; init; }

    public required string DeliveryMethod { get; init; }

    public required int DaysMin { get; init; }

    public required int DaysMax { get; init; }

    /// <summary>Every method that could carry it, cheapest first, with what the whole consignment would cost.</summary>
    public required IReadOnlyList<QuotedMethod> Methods { get; init; }

    public required Money Goods { get; init; }

    public required Money Delivery { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money Fees { get; init; }

    public required OrderTerms Terms { get; init; }

    public required IReadOnlyList<QuotedLine> Lines { get; init; }

    public required Money MerchantGoods { get; init; }

    public required Money MerchantDelivery { get; init; }

    public Money Total => Goods + Delivery + Duty + Tax + Fees;
}

public sealed record QuotedMethod(string Key, Money Price, int DaysMin, int DaysMax, bool Remote);

public sealed record QuotedLine(VariantId Variant, int Quantity, Money UnitPrice, Money LineTotal, Money Duty, Money Tax, Money MerchantUnitPrice);
