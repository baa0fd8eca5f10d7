using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Everything that the copies of some listings are made of, read in a fixed number of queries.</summary>
internal sealed class CopySource
{
    private const int ReviewsShown = 20;

    private readonly Dictionary<ListingId, Listing> listings;
    private readonly Dictionary<MerchantId, Merchant> merchants;
    private readonly Dictionary<VariantId, int> available;
    private readonly Dictionary<string, Category> categories;
    private readonly ILookup<ListingId, (int Stars, int Count)> stars;
    private readonly ILookup<ListingId, ListingReview> reviews;
    private readonly Dictionary<ListingId, int> sold;

    private CopySource(
        Dictionary<ListingId, Listing> listings,
        Dictionary<MerchantId, Merchant> merchants,
        Dictionary<VariantId, int> available,
        Dictionary<string, Category> categories,
        ILookup<ListingId, (int Stars, int Count)> stars,
        ILookup<ListingId, ListingReview> reviews,
        Dictionary<ListingId, int> sold)
    {
        (this.listings, this.merchants, this.available, this.categories) = (listings, merchants, available, categories);
        (this.stars, this.reviews, this.sold) = (stars, reviews, sold);
    }

    public static async Task<CopySource> LoadAsync(MarketDb db, IReadOnlyCollection<ListingId> ids, CancellationToken cancel)
    {
        var listings = await db.Listings.AsNoTracking().Include(l => l.Variants.OrderBy(v => v.Position)).Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancel);
        var merchantIds = listings.Values.Select(l => l.Merchant).Distinct().ToList();
        var merchants = await db.Merchants.AsNoTracking().Where(m => merchantIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        var variantIds = listings.Values.SelectMany(l => l.Variants).Select(v => v.Id).ToList();
        var available = await db.Stock.AsNoTracking().Where(s => variantIds.Contains(s.Variant))
            .ToDictionaryAsync(s => s.Variant, s => s.OnHand - s.Reserved - s.Committed, cancel);
        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Key, cancel);
        var stars = (await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.Listing)).GroupBy(r => new { r.Listing, r.Stars })
            .Select(g => new { g.Key.Listing, g.Key.Stars, Count = g.Count() }).ToListAsync(cancel)).ToLookup(x => x.Listing, x => (x.Stars, x.Count));
        var reviewed = stars.Select(g => g.Key).ToList();
        var newest = new List<(ListingId, ListingReview)>();
        foreach (var id in reviewed)
        {
            var some = await db.Reviews.AsNoTracking().Where(r => r.Listing == id).OrderByDescending(r => r.WrittenAtUtc).ThenByDescending(r => r.Id).Take(ReviewsShown).ToListAsync(cancel);
            newest.AddRange(some.Select(r => (id, new ListingReview(r.Stars, r.Language, r.Text, r.Country, r.WrittenAtUtc, r.Variant))));
        }

        var sold = await db.OrderLines.AsNoTracking().Where(l => ids.Contains(l.Listing))
            .Join(db.Consignments.Where(c => c.Status == Orders.ConsignmentStatus.Received || c.Status == Orders.ConsignmentStatus.Delivered), l => l.Consignment, c => c.Id, (l, c) => new { l.Listing, l.Quantity })
            .GroupBy(x => x.Listing).Select(g => new { g.Key, Units = g.Sum(x => x.Quantity) }).ToDictionaryAsync(x => x.Key, x => x.Units, cancel);
        return new CopySource(listings, merchants, available, categories, stars, newest.ToLookup(x => x.Item1, x => x.Item2), sold);
    }

    /// <summary>The copy, or null when the listing is not to be seen: withdrawn, blocked, without active variants, or its merchant may not sell.</summary>
    public ListingCopy? CopyOf(ListingId id)
    {
        if (!listings.TryGetValue(id, out var listing) || listing.Status != ListingStatus.Published) return null;
        var merchant = merchants[listing.Merchant];
        var variants = listing.Variants.Where(v => v.IsActive).Select(Copy).ToList();
        if (!merchant.MaySell || variants.Count == 0 || listing.HsCode is not { } hs || listing.Origin is not { } origin) return null;
        var counts = new int[5];
        foreach (var (star, count) in stars[id]) counts[star - 1] = count;
        var rated = counts.Sum();
        return new ListingCopy
        {
            Id = id,
            Slug = listing.Slug,
            Merchant = merchant.Id,
            MerchantSlug = merchant.Slug,
            MerchantName = merchant.Name,
            ShipsFrom = merchant.Address.Country,
            HandlingDays = merchant.HandlingDays,
            Categories = PathTo(listing.Category),
            Brand = listing.Brand,
            HsCode = hs,
            Origin = origin,
            Texts = listing.Texts,
            Language = listing.Language,
            Pictures = listing.Pictures,
            Options = listing.Options,
            Variants = variants,
            RatingCount = rated,
            RatingHundredths = rated == 0 ? 0 : (int)(counts.Select((n, i) => (long)n * (i + 1) * 100).Sum() / rated),
            StarCounts = counts,
            Reviews = [.. reviews[id]],
            Sold = sold.GetValueOrDefault(id),
            PublishedAtUtc = listing.PublishedAtUtc!.Value,
        };
    }

    private ListingVariant Copy(Variant v) =>
        new(v.Id, v.Sku, v.Values, v.Price, v.ListPrice, v.Weight, v.Size, Math.Max(0, available.GetValueOrDefault(v.Id)), v.HasBattery);

    private List<string> PathTo(string category)
    {
        var path = new List<string>();
        for (var key = category; key is not null && path.Count < 10 && categories.TryGetValue(key, out var found); key = found.ParentKey) path.Insert(0, key);
        return path;
    }
}
