using Storefront.Catalog;

namespace Storefront.Orders;

/// <summary>A listing as it was when bought, with the figures that the buyer accepted.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    public Guid Id { get; private set; }

    public ConsignmentId Consignment { get; private set; }

    public ListingId Listing { get; private set; }

    public VariantId Variant { get; private set; }

    public string Slug { get; private set; } = "";

    public string Sku { get; private set; } = "";

    /// <summary>In the buyer's language.</summary>
    public string Title { get; private set; } = "";

    public string? Options { get; private set; }

    public string? PictureUrl { get; private set; }

    public int Quantity { get; private set; }

    /// <summary>In the charge currency.</summary>
    public Money UnitPrice { get; private set; }

    public Money LineTotal { get; private set; }

    public Money Duty { get; private set; }

    public Money Tax { get; private set; }

    /// <summary>In the merchant's currency.</summary>
    public Money MerchantUnitPrice { get; private set; }

    public HsCode HsCode { get; private set; }

    public Country Origin { get; private set; }

    public string CustomsDescription { get; private set; } = "";

    public Weight UnitWeight { get; private set; }

    public Dimensions UnitSize { get; private set; }

    internal static OrderLine Of(ConsignmentId consignment, OrderLineFacts facts) => new()
    {
        Id = Guid.CreateVersion7(), Consignment = consignment, Listing = facts.Listing, Variant = facts.Variant, Slug = facts.Slug, Sku = facts.Sku,
        Title = facts.Title, Options = facts.Options, PictureUrl = facts.PictureUrl, Quantity = facts.Quantity, UnitPrice = facts.UnitPrice,
        LineTotal = facts.LineTotal, Duty = facts.Duty, Tax = facts.Tax, MerchantUnitPrice = facts.MerchantUnitPrice, HsCode = facts.HsCode,
        Origin = facts.Origin, CustomsDescription = facts.CustomsDescription, UnitWeight = facts.UnitWeight, UnitSize = facts.UnitSize,
    };
}

internal sealed record OrderLineFacts
{
    public required ListingId Listing { get; init; }

    public required VariantId Variant { get; init; }

    public required string Slug { get; init; }

    public required string Sku { get; init; }

    public required string Title { get; init; }

    public string? Options { get; init; }

    public string? PictureUrl { get; init; }

    public required int Quantity { get; init; }

    public required Money UnitPrice { get; init; }

    public required Money LineTotal { get; init; }

    public required Money Duty { get; init; }

    public required Money Tax { get; init; }

    public required Money MerchantUnitPrice { get; init; }

    public required HsCode HsCode { get; init; }

    public required Country Origin { get; init; }

    public required string CustomsDescription { get; init; }

    public required Weight UnitWeight { get; init; }

    public required Dimensions UnitSize { get; init; }
}
