using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>A listing's standing by itself, whatever is looked for: quality of the listing, sales that count, rating and freshness.</summary>
/// <remarks>It depends on the document alone, not on today, so that every node ranks alike: a newer listing gains by its date instead of an older
/// one losing by its age. One point is worth 2.7 times the sales, half a star of well-founded rating, or a quarter of a year of freshness.</remarks>
internal static class ListingStanding
{
    private static readonly DateTime Origin = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static float Of(ListingCopy copy)
    {
        // Ten invented reviews of 4.0 stars keep a single enthusiastic one from counting for much.
        var rating = ((copy.RatingHundredths * (double)copy.RatingCount) + 4_000) / (copy.RatingCount + 10) / 100;
        var quality = (Math.Min(copy.Pictures.Count, 4) * 0.25) + (Math.Min(copy.Texts.Count, 4) * 0.25) + (copy.Brand is null ? 0 : 0.25);
        var text = copy.Texts.TryGetValue(copy.Language, out var own) ? own : null;
        if (text is { Description.Length: >= 200 }) quality += 0.5;
        if (text is { Traits.Count: >= 3 }) quality += 0.25;
        var freshness = (copy.PublishedAtUtc - Origin).TotalDays / 90;
        var standing = Math.Log(1 + Math.Max(0, copy.Sold)) + ((rating - 4) * 2) + quality + freshness;
        return (float)(copy.Variants.Any(v => v.Available > 0) ? standing : standing - 8);
    }
}
