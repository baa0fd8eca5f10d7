using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>The shelves on which a merchant finds its listings.</summary>
public enum ListingShelf
{
    All,
    InShop,

    /// <summary>In the shop without a unit to sell.</summary>
    SoldOut,
    Drafts,

    /// <summary>Withdrawn by the merchant or taken down by the market.</summary>
    Away,
}

/// <param name="Find">Part of a text of the listing in any language, or the start of an SKU; null for all.</param>
public sealed record MerchantListingQuery(ListingShelf Shelf, string? Find = null, string? After = null);

/// <param name="From">Lowest price of the active variants; null where there are none.</param>
/// <param name="Available">Units that can be sold now, over all active variants.</param>
public sealed record MerchantListingRow(
    ListingId Id, string Slug, string Title, string? PictureUrl, ListingStatus Status, string Category, int Variants, Money? From, Money? To, int Available, DateTime ChangedAtUtc);

/// <summary>A merchant's listings with price and stock, the last changed first.</summary>
public sealed class MerchantListings(MarketDb db)
{
    public async Task<Outcome<Page<MerchantListingRow>>> ListAsync(MerchantId merchant, Actor actor, MerchantListingQuery query, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return CatalogRefusals.NotYours;
        var rows = On(query.Shelf, db.Listings.AsNoTracking().Where(l => l.Merchant == merchant));
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var text = query.Find.Trim();
            var words = text.ToLowerInvariant();
            // Texts lie in one JSON column; a merchant's own rows are few enough to be looked through.
#pragma warning disable CA1304, CA1310, CA1311, CA1862 // The database compares; it knows no .NET culture.
            rows = rows.Where(l => ((string)(object)l.Texts).ToLower().Contains(words) || l.Variants.Any(v => v.Sku.StartsWith(text)));
#pragma warning restore CA1304, CA1310, CA1311, CA1862
        }

        if (PageKey.Parse(query.After) is { } after)
            rows = rows.Where(l => l.ChangedAtUtc < after.AtUtc || (l.ChangedAtUtc == after.AtUtc && l.Slug.CompareTo(after.Name) > 0));
        var found = await rows.OrderByDescending(l => l.ChangedAtUtc).ThenBy(l => l.Slug).Take(PageKey.Size + 1)
            .Select(l => new { l.Id, l.Slug, l.Texts, l.Language, l.Pictures, l.Status, l.Category, l.ChangedAtUtc }).ToListAsync(cancel);
        var ids = found.ConvertAll(l => l.Id);
        var variants = (await db.Variants.AsNoTracking().Where(v => ids.Contains(v.Listing) && v.IsActive)
            .Join(db.Stock, v => v.Id, s => s.Variant, (v, s) => new { v.Listing, v.Price, Available = s.OnHand - s.Reserved - s.Committed }).ToListAsync(cancel)).ToLookup(v => v.Listing);
        return PageKey.Cut(
            found.ConvertAll(l =>
            {
                var own = variants[l.Id].ToList();
                return new MerchantListingRow(
                    l.Id, l.Slug, l.Texts.TryGetValue(l.Language, out var text) ? text.Title : l.Slug, l.Pictures.Count > 0 ? l.Pictures[0].Url : null, l.Status, l.Category, own.Count,
                    own.Count == 0 ? null : own.Min(v => v.Price), own.Count == 0 ? null : own.Max(v => v.Price), own.Sum(v => v.Available), l.ChangedAtUtc);
            }),
            l => new PageKey(l.ChangedAtUtc, l.Slug));
    }

    /// <summary>How many listings stand on each shelf.</summary>
    public async Task<Outcome<IReadOnlyDictionary<ListingShelf, int>>> CountAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return CatalogRefusals.NotYours;
        var own = db.Listings.AsNoTracking().Where(l => l.Merchant == merchant);
        var counts = new Dictionary<ListingShelf, int>();
        foreach (var shelf in Enum.GetValues<ListingShelf>()) counts[shelf] = await On(shelf, own).CountAsync(cancel);
        return counts;
    }

    private IQueryable<Listing> On(ListingShelf shelf, IQueryable<Listing> listings) => shelf switch
    {
        ListingShelf.All => listings,
        ListingShelf.InShop => listings.Where(l => l.Status == ListingStatus.Published),
        ListingShelf.SoldOut => listings.Where(l => l.Status == ListingStatus.Published
            && !l.Variants.Any(v => v.IsActive && db.Stock.Any(s => s.Variant == v.Id && s.OnHand - s.Reserved - s.Committed > 0))),
        ListingShelf.Drafts => listings.Where(l => l.Status == ListingStatus.Draft),
        ListingShelf.Away => listings.Where(l => l.Status == ListingStatus.Withdrawn || l.Status == ListingStatus.Blocked),
    };
}
