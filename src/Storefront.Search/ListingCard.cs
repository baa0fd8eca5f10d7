using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Search;

/// <summary>A listing as a list shows it, in one language, with what a landed-cost quote of its cheapest variant needs.</summary>
public sealed record ListingCard
{
    public required ListingId Id { get; init; }

    public required string Slug { get; init; }

    public required string Title { get; init; }

    /// <summary>The tag of the language that <see cref="Title"/> really is in.</summary>
    public required string TitleLanguage { get; init; }

    public required CardPicture? Picture { get; init; }

    public required MerchantId Merchant { get; init; }

    public required string MerchantSlug { get; init; }

    public required string MerchantName { get; init; }

    public required string? Brand { get; init; }

    /// <summary>The listing's own, lowest category.</summary>
    public required string? Category { get; init; }

    public required Country ShipsFrom { get; init; }

    /// <summary>Average stars times 100, 0 without reviews.</summary>
    public required int RatingHundredths { get; init; }

    public required int RatingCount { get; init; }

    public required int Sold { get; init; }

    /// <summary>The cheapest variant's price in the merchant's currency, of those in stock if any is; without destination taxes.</summary>
    public required Money PriceFrom { get; init; }

    /// <summary>The dearest variant's price in the same currency; equal to <see cref="PriceFrom"/> when there is one price.</summary>
    public required Money PriceTo { get; init; }

    /// <summary>The cheapest variant's earlier, higher price, or null.</summary>
    public required Money? ListPrice { get; init; }

    /// <summary>The variant whose price, weight and size this card gives.</summary>
    public required VariantId CheapestVariant { get; init; }

    public required HsCode HsCode { get; init; }

    /// <summary>Codes of single destinations, each as country and digits with a blank behind: <c>US6911100010 </c>.</summary>
    public required string NationalCodes { get; init; }

    public required Country Origin { get; init; }

    public required Weight Weight { get; init; }

    public required Dimensions Size { get; init; }

    public required bool HasBattery { get; init; }

    public IReadOnlyList<SensitiveGoods> Sensitive { get; init; } = [];

    /// <summary>Countries to which it is not sold, two letters each without anything between.</summary>
    public required string ClosedTo { get; init; }

    public required int HandlingDays { get; init; }

    public required StockState Stock { get; init; }

    /// <summary>The code that is declared in a destination: its own, else the six digits that all countries share.</summary>
    public HsCode CodeIn(Country destination)
    {
        if (NationalCodes.Length == 0) return HsCode.ToInternational();
        var at = NationalCodes.IndexOf(destination.Code, StringComparison.Ordinal);
        return at < 0 ? HsCode.ToInternational() : new HsCode(NationalCodes[(at + 2)..NationalCodes.IndexOf(' ', at)]);
    }

    public bool IsClosedTo(Country country)
    {
        for (var i = 0; i + 1 < ClosedTo.Length; i += 2)
            if (ClosedTo.AsSpan(i, 2).SequenceEqual(country.Code)) return true;
        return false;
    }
}

/// <param name="Alt">In the card's language, else in the listing's own.</param>
public sealed record CardPicture(string Url, int Width, int Height, string Alt);

public enum StockState
{
    InStock,

    /// <summary>Five units or fewer over all variants.</summary>
    Low,

    SoldOut,
}
