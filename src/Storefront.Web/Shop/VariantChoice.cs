using Storefront.Catalog;

namespace Storefront.Web.Shop;

/// <summary>Which variant a product page shows, and where its choices lead. The address names it by its values, <c>?v=woad.m</c>.</summary>
public sealed class VariantChoice
{
    private readonly ListingCopy listing;

    public VariantChoice(ListingCopy listing, string? asked)
    {
        this.listing = listing;
        Chosen = listing.Variants.FirstOrDefault(v => asked is not null && KeyOf(v) == asked)
            ?? listing.Variants.Where(v => v.Available > 0).MinBy(v => v.Price)
            ?? listing.Variants[0];
    }

    public ListingVariant Chosen { get; }

    public bool IsChosen(ListingOption option, ListingOptionValue value) => Chosen.Values.GetValueOrDefault(option.Key) == value.Key;

    /// <summary>The variant that choosing a value leads to: with the other values kept if there is one, else the first that has the value.</summary>
    public ListingVariant? With(ListingOption option, ListingOptionValue value) =>
        listing.Variants
            .Where(v => v.Values.GetValueOrDefault(option.Key) == value.Key)
            .MaxBy(v => listing.Options.Count(o => o != option && v.Values.GetValueOrDefault(o.Key) == Chosen.Values.GetValueOrDefault(o.Key)));

    /// <summary>Whether choosing a value keeps the others and can be bought.</summary>
    public bool IsAvailable(ListingOption option, ListingOptionValue value) =>
        With(option, value) is { Available: > 0 } v
        && listing.Options.All(o => o == option || v.Values.GetValueOrDefault(o.Key) == Chosen.Values.GetValueOrDefault(o.Key));

    public string KeyOf(ListingVariant variant) => string.Join('.', listing.Options.Select(o => variant.Values.GetValueOrDefault(o.Key, "")));

    /// <summary>Pictures with the one that shows the chosen variant first.</summary>
    public IReadOnlyList<ListingPicture> Pictures() =>
        [.. listing.Pictures.OrderByDescending(p => p.Shows is not null && Chosen.Values.Values.Contains(p.Shows))];
}
