using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <param name="Missing">What keeps it from being published; null for one that only lacks stock.</param>
public sealed record ListingToDo(ListingId Id, string Title, Refusal? Missing);

/// <param name="SoldOut">Published, and no active variant has a unit to sell.</param>
/// <param name="Drafts">Not published yet.</param>
public sealed record ListingWork(int SoldOutCount, IReadOnlyList<ListingToDo> SoldOut, int DraftCount, IReadOnlyList<ListingToDo> Drafts, int PublishedCount);

/// <summary>What a merchant has to do with its listings today.</summary>
public sealed class ListingsToday(MarketDb db)
{
    private const int Shown = 6;

    public async Task<Outcome<ListingWork>> ForAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return CatalogRefusals.NotYours;
        var own = db.Listings.AsNoTracking().Where(l => l.Merchant == merchant);
        var soldOut = own.Where(l => l.Status == ListingStatus.Published
            && !l.Variants.Any(v => v.IsActive && db.Stock.Any(s => s.Variant == v.Id && s.OnHand - s.Reserved - s.Committed > 0)));
        var drafts = own.Where(l => l.Status == ListingStatus.Draft);
        return new ListingWork(
            await soldOut.CountAsync(cancel),
            [.. (await soldOut.OrderBy(l => l.ChangedAtUtc).ThenBy(l => l.Id).Take(Shown).ToListAsync(cancel)).Select(l => new ListingToDo(l.Id, l.Title, null))],
            await drafts.CountAsync(cancel),
            [.. (await drafts.Include(l => l.Variants).OrderByDescending(l => l.ChangedAtUtc).ThenBy(l => l.Id).Take(Shown).ToListAsync(cancel)).Select(l => new ListingToDo(l.Id, l.Title, l.WhyNotPublishable()))],
            await own.CountAsync(l => l.Status == ListingStatus.Published, cancel));
    }
}
