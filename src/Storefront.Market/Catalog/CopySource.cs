using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Everything that the copies of some listings are made of, read in a fixed number of queries.</summary>
internal sealed class CopySource
{
    private readonly Dictionary<ListingId, Listing> listings;
    private readonly Dictionary<MerchantId, Merchant> merchants;
    private readonly Dictionary<VariantId, int> available;
    private readonly Dictionary<string, Category> categories;
    private readonly IReadOnlyDictionary<ListingId, ListingOpinion> opinions;
    private readonly Dictionary<VariantId, int> sent;

    private CopySource(
        Dictionary<ListingId, Listing> listings,
        Dictionary<MerchantId, Merchant> merchants,
        Dictionary<VariantId, int> available,
        Dictionary<string, Category> categories,
        IReadOnlyDictionary<ListingId, ListingOpinion> opinions,
        Dictionary<VariantId, int> sent)
    {
        (this.listings, this.merchants, this.available, this.categories) = (listings, merchants, available, categories);
        (this.opinions, this.sent) = (opinions, sent);
    }

    public static async Task<CopySource> LoadAsync(MarketDb db, ITellOpinions opinions, IReadOnlyCollection<ListingId> ids, CancellationToken cancel)
    {
        var listings = await db.Listings.AsNoTracking().Include(l => l.Variants.OrderBy(v => v.Position)).Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancel);
        var merchantIds = listings.Values.Select(l => l.Merchant).Distinct().ToList();
        var merchants = await db.Merchants.AsNoTracking().Where(m => merchantIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        var variantIds = listings.Values.SelectMany(l => l.Variants).Select(v => v.Id).ToList();
        var available = await db.Stock.AsNoTracking().Where(s => variantIds.Contains(s.Variant))
            .ToDictionaryAsync(s => s.Variant, s => s.OnHand - s.Reserved - s.Committed, cancel);
        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Key, cancel);
        var said = await opinions.OfAsync(db, ids, cancel);
        var sent = await db.StockMovements.AsNoTracking().Where(m => variantIds.Contains(m.Variant) && m.Kind == StockMovementKind.Shipped)
            .GroupBy(m => m.Variant).Select(g => new { g.Key, Units = g.Sum(m => m.Units) }).ToDictionaryAsync(x => x.Key, x => x.Units, cancel);
        return new CopySource(listings, merchants, available, categories, said, sent);
    }

    /// <summary>The copy, or null when the listing is not to be seen: withdrawn, blocked, without active variants, or its merchant may not sell.</summary>
    public ListingCopy? CopyOf(ListingId id, ITellDestinations destinations, DateOnly today)
    {
        if (!listings.TryGetValue(id, out var listing) || listing.Status != ListingStatus.Published) return null;
        var merchant = merchants[listing.Merchant];
        var variants = listing.Variants.Where(v => v.IsActive).Select(Copy).ToList();
        if (!merchant.MaySell || variants.Count == 0 || listing.HsCode is not { } hs || listing.Origin is not { } origin) return null;
        var opinion = opinions.GetValueOrDefault(id, ListingOpinion.None);
        var rated = opinion.StarCounts.Sum();
        return new ListingCopy
        {
            Id = id,
            Slug = listing.Slug,
            Merchant = merchant.Id,
            MerchantSlug = merchant.Slug,
            MerchantName = merchant.Name,
            ShipsFrom = merchant.ShipsFrom,
            HandlingDays = merchant.HandlingDays,
            Categories = PathTo(listing.Category),
            Brand = listing.Brand,
            HsCode = hs,
            Origin = origin,
            NationalCodes = listing.NationalCodes,
            Sensitive = listing.Sensitive,
            Maker = listing.Maker,
            ResponsiblePerson = listing.ResponsiblePerson,
            ClosedTo = destinations.ClosedTo(listing, merchant.ShipsFrom, today),
            Texts = listing.Texts,
            Language = listing.Language,
            Pictures = listing.Pictures,
            Options = listing.Options,
            Variants = variants,
            RatingCount = rated,
            RatingHundredths = rated == 0 ? 0 : (int)(opinion.StarCounts.Select((n, i) => (long)n * (i + 1) * 100).Sum() / rated),
            StarCounts = opinion.StarCounts,
            Reviews = opinion.Newest,
            Sold = listing.Variants.Sum(v => sent.GetValueOrDefault(v.Id)),
            PublishedAtUtc = listing.PublishedAtUtc!.Value,
        };
    }

    private ListingVariant Copy(Variant v) =>
        new(v.Id, v.Sku, v.Values, v.Price, v.ListPrice, v.Weight, v.Size, Math.Max(0, available.GetValueOrDefault(v.Id)), v.HasBattery, v.Barcode, v.PartNumber);

    private List<string> PathTo(string category)
    {
        var path = new List<string>();
        for (var key = category; key is not null && path.Count < 10 && categories.TryGetValue(key, out var found); key = found.ParentKey) path.Insert(0, key);
        return path;
    }
}
