using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The accepted quote of one consignment.</summary>
internal sealed record ConsignmentFacts
{
    public required MerchantId Merchant { get; init; }

    public required string MerchantName { get; init; }

    public required Country ShipsFrom { get; init; }

    public required string DeliveryMethod { get; init; }

    public BuyerCard? Card { get; init; }

    public PickupPoint? Point { get; init; }

    public required Money Goods { get; init; }

    public string? DiscountCode { get; init; }

    public long DiscountMinor { get; init; }

    public required Money Delivery { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money Fees { get; init; }

    public required Money MerchantGoods { get; init; }

    public required Money MerchantDelivery { get; init; }

    public required PartsPerMillion FeeTax { get; init; }

    public required Country? FeeTaxCountry { get; init; }

    public required OrderTerms Terms { get; init; }

    public required int HandlingDays { get; init; }

    public required int DaysMin { get; init; }

    public required int DaysMax { get; init; }
}
