using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>A listing as its merchant works on it: the draft that would leave it as it is, its stock, and what keeps it out of the shop.</summary>
/// <param name="WhyNot">Everything that is missing, in the order of the form; empty when it could be published.</param>
public sealed record ListingSheet(
    MerchantId Merchant, string Slug, string Title, ListingStatus Status, string? StatusReason, DateTime ChangedAtUtc, ListingDraft Draft, IReadOnlyDictionary<VariantId, StockOnHand> Stock, IReadOnlyList<Refusal> WhyNot);

/// <param name="Promised">Units reserved for unpaid or committed to paid orders; stock cannot be set below them.</param>
/// <param name="Bin">Shelf or bin where they lie, or null.</param>
public sealed record StockOnHand(int OnHand, int Promised, string? Bin = null);

/// <summary>Opens a listing for its merchant.</summary>
public sealed class ListingOnDesk(MarketDb db)
{
    public async Task<Outcome<ListingSheet>> OpenAsync(ListingId id, Actor actor, CancellationToken cancel)
    {
        var listing = await db.Listings.AsNoTracking().Include(l => l.Variants.OrderBy(v => v.Position)).SingleOrDefaultAsync(l => l.Id == id, cancel);
        if (listing is null || !await actor.WorksForAsync(listing.Merchant, db, cancel)) return CatalogRefusals.NotYours;
        var ids = listing.Variants.Select(v => v.Id).ToList();
        var stock = await db.Stock.AsNoTracking().Where(s => ids.Contains(s.Variant)).ToDictionaryAsync(s => s.Variant, s => new StockOnHand(s.OnHand, s.Reserved + s.Committed, s.Bin), cancel);
        return new ListingSheet(listing.Merchant, listing.Slug, listing.Title, listing.Status, listing.StatusReason, listing.ChangedAtUtc, ListingDraft.Of(listing), stock, [.. listing.WhatIsMissing()]);
    }
}
