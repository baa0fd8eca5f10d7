using Storefront.Catalog;
using Storefront.Discounts;

namespace Storefront.Web.Shop.Basket;

/// <summary>A basket as its page shows it: by merchant, priced to the visitor's door.</summary>
public sealed record BasketView
{
    public static readonly BasketView Empty = new() { Parcels = [], Gone = [] };

    public required IReadOnlyList<BasketParcel> Parcels { get; init; }

    /// <summary>What is not sold any more and so has neither title nor price.</summary>
    public required IReadOnlyList<VariantId> Gone { get; init; }

    /// <summary>What everything that can be had costs; null where nothing can be, or a parcel cannot be delivered.</summary>
    public LandedFigures? Figures { get; init; }

    public bool IsEmpty => Parcels.Count == 0 && Gone.Count == 0;

    public int Units => Parcels.Sum(p => p.Lines.Sum(l => l.Quantity));

    /// <summary>Something in it cannot be had, or not as many.</summary>
    public bool HasShortage => Gone.Count > 0 || Parcels.Any(p => p.Lines.Any(l => l.IsShort));

    public bool CanBeBought => Figures is not null && !HasShortage;
}

/// <summary>What one merchant would send.</summary>
/// <param name="Figures">Null where nothing of it can be had or delivered.</param>
/// <param name="Refusal">Why it cannot be delivered, or null.</param>
public sealed record BasketParcel(string MerchantSlug, string MerchantName, Country ShipsFrom, IReadOnlyList<BasketEntry> Lines, LandedFigures? Figures, Refusal? Refusal)
{
    public (DateOnly Earliest, DateOnly Latest)? Arrival { get; init; }

    /// <summary>The discount code of this merchant that the basket carries, or null.</summary>
    public BasketCode? Code { get; init; }
}

/// <param name="WhyNot">Why it does not count, or null.</param>
public sealed record BasketCode(DiscountCodeId Id, string Code, Refusal? WhyNot);

public sealed record BasketEntry
{
    public required VariantId Variant { get; init; }

    public required string Slug { get; init; }

    /// <summary>The variant's key in its product page's address, or null for the only one.</summary>
    public string? Choice { get; init; }

    public required string Title { get; init; }

    /// <summary>Where the title is in another language than the page.</summary>
    public string? TitleLanguage { get; init; }

    public string? Options { get; init; }

    public ListingPicture? Picture { get; init; }

    public required int Quantity { get; init; }

    /// <summary>Units that can be sold now.</summary>
    public required int Available { get; init; }

    /// <summary>In the visitor's currency, as is the line's total; goods alone.</summary>
    public required Money UnitPrice { get; init; }

    public required Money LineTotal { get; init; }

    /// <summary>The price when it was put there, in the visitor's currency at today's rate; null where it is the same.</summary>
    public Money? PriceBefore { get; init; }

    /// <summary>Why it is not sold to the visitor's country, or null.</summary>
    public Refusal? WhyNotSent { get; init; }

    /// <summary>What is sent there instead; only beside <see cref="WhyNotSent"/>.</summary>
    public IReadOnlyList<PricedCard> Instead { get; init; } = [];

    /// <summary>Where sellers of the visitor's own country have such goods; only beside <see cref="WhyNotSent"/>.</summary>
    public NearbyShelf? Nearby { get; init; }

    public bool IsSoldOut => Available <= 0;

    public bool IsShort => Available < Quantity;

    public int CanBeHad => Math.Clamp(Quantity, 0, Math.Max(Available, 0));
}
