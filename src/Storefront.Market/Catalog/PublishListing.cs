using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Trust;

namespace Storefront.Catalog;

/// <summary>Puts a listing into the shop, or takes it out.</summary>
public sealed class PublishListing(MarketDb db, TimeProvider clock)
{
    public async Task<Outcome<Done>> PublishAsync(ListingId id, Actor actor, CancellationToken cancel)
    {
        if (await db.Listings.Include(l => l.Variants).SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } listing || !await actor.WorksForAsync(listing.Merchant, db, cancel)) return CatalogRefusals.NotYours;
        if (!await db.Merchants.AnyAsync(m => m.Id == listing.Merchant && m.Status == MerchantStatus.Approved, cancel)) return MerchantRefusals.NotApproved;
        if (listing.WhyNotPublishable() is { } refusal) return refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        listing.Publish(now);
        db.Tell(new ListingTouched(id), now);
        return await db.SaveOrStaleAsync(cancel);
    }

    public async Task<Outcome<Done>> WithdrawAsync(ListingId id, Actor actor, CancellationToken cancel)
    {
        if (await db.Listings.SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } listing || !await actor.WorksForAsync(listing.Merchant, db, cancel)) return CatalogRefusals.NotYours;
        if (listing.Status == ListingStatus.Blocked) return CatalogRefusals.Blocked;
        return await TakeDownAsync(listing, ListingStatus.Withdrawn, null, cancel);
    }

    /// <summary>An admin hides a listing; only an admin can bring it back.</summary>
    public async Task<Outcome<Done>> BlockAsync(ListingId id, Actor actor, string reason, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Listings.SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } listing) return CatalogRefusals.NotYours;
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500) return CatalogRefusals.Missing("reason");
        db.AuditLog.Add(AuditEntry.Of(actor.User, "BlockListing", $"listing {listing.Slug}", reason.Trim(), clock.GetUtcNow().UtcDateTime));
        return await TakeDownAsync(listing, ListingStatus.Blocked, reason.Trim(), cancel);
    }

    /// <summary>An admin takes a block back: the listing is in its merchant's hands again, who may publish it.</summary>
    public async Task<Outcome<Done>> UnblockAsync(ListingId id, Actor actor, string reason, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Listings.SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } listing) return CatalogRefusals.NotYours;
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500) return CatalogRefusals.Missing("reason");
        if (listing.Status != ListingStatus.Blocked) return default(Done);
        db.AuditLog.Add(AuditEntry.Of(actor.User, "UnblockListing", $"listing {listing.Slug}", reason.Trim(), clock.GetUtcNow().UtcDateTime));
        return await TakeDownAsync(listing, ListingStatus.Withdrawn, null, cancel);
    }

    private async Task<Outcome<Done>> TakeDownAsync(Listing listing, ListingStatus status, string? reason, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        listing.TakeDown(status, reason, now);
        db.Tell(new ListingTouched(listing.Id), now);
        return await db.SaveOrStaleAsync(cancel);
    }
}
