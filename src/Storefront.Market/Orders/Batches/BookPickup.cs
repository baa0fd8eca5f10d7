using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Ready">When the parcels are ready, in the local time of the place with its offset.</param>
/// <param name="Closes">Until when somebody is there, on the same day.</param>
/// <param name="Note">Where the parcels stand, for the driver; or null.</param>
public sealed record PickupWish(IReadOnlyList<ParcelId> Parcels, DateTimeOffset Ready, DateTimeOffset Closes, string? Note);

/// <summary>Asks a carrier to collect parcels of one account. The question is written down and committed before the carrier is called, and asked once: without an answer somebody may come.</summary>
public sealed class BookPickup(MarketDb db, IDbContextFactory<MarketDb> contexts, MerchantCarriers carriers, TimeProvider clock)
{
    /// <summary>So far ahead at most.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(30);

    /// <returns>The collection; it stays <see cref="PickupStatus.Booking"/> when the carrier has not answered.</returns>
    public async Task<Outcome<PickupId>> RunAsync(MerchantId merchant, PickupWish wish, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        if (wish.Parcels.Count == 0) return PaperRefusals.NothingChosen;
        if (wish.Parcels.Count > QuoteManyLabels.Most) return BatchRefusals.TooMany(QuoteManyLabels.Most);
        var (ids, now, note) = (wish.Parcels, clock.GetUtcNow(), string.IsNullOrWhiteSpace(wish.Note) ? null : wish.Note.Trim());
        if (wish.Closes <= wish.Ready || wish.Closes.Date != wish.Ready.Date || wish.Closes <= now || wish.Ready > now + Farthest) return BatchRefusals.PickupTimes;
        if (note is { Length: > PickupRecord.LongestNote }) return BatchRefusals.PickupNoteLong(PickupRecord.LongestNote);
        var parcels = await db.Parcels.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Merchant == merchant).OrderBy(p => p.Reference).ToListAsync(cancel);
        if (parcels.Count < ids.Distinct().Count()) return OrderRefusals.NotFound;
        if (parcels.Exists(p => p.Carrier != parcels[0].Carrier || p.Account != parcels[0].Account)) return BatchRefusals.AccountsMixed;
        if (parcels.Select(p => p.WhyNotUsable()).OfType<Refusal>().FirstOrDefault() is { } unusable) return unusable;
        if (await carriers.ForAsync(parcels[0], cancel) is not { Account: { } account } found || found.As<IBookPickups>(CarrierAbility.Pickup) is not { } carrier) return BatchRefusals.NoPickup;

        var from = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Address).SingleAsync(cancel);
        var record = PickupRecord.Booking(merchant, parcels[0].Carrier, account, parcels, wish.Ready, wish.Closes, note, now.UtcDateTime);
        db.Pickups.Add(record);
        await db.SaveChangesAsync(cancel);
        try
        {
            var booked = await carrier.BookAsync(new PickupRequest(record.Reference, from, wish.Ready, wish.Closes, [.. parcels.Select(p => p.Handle)], record.Weight, note), cancel);
            await SettleAsync(record.Id, p => Note(p, booked), cancel);
            return booked.Succeeded ? record.Id : booked.Refusal;
        }
        catch (CarrierOutcomeUnknownException e) when (e.NothingWasSent)
        {
            var silent = CarrierRefusals.Silent(found.Carrier.Name);
            await SettleAsync(record.Id, p => p.Refused(silent), cancel);
            return silent;
        }
        catch (CarrierOutcomeUnknownException)
        {
            // Booked or not, nobody knows: it stays as it was written, and the merchant is told what to do.
            return record.Id;
        }
    }

    private static void Note(PickupRecord pickup, Outcome<BookedPickup> booked)
    {
        if (booked.Succeeded) pickup.IsBooked(booked.Value);
        else pickup.Refused(booked.Refusal);
    }

    private async Task SettleAsync(PickupId id, Action<PickupRecord> settle, CancellationToken cancel)
    {
        await using var own = await contexts.CreateDbContextAsync(cancel);
        await own.AtomicallyAsync<Done>(async () =>
        {
            var pickup = await own.Pickups.SingleAsync(p => p.Id == id, cancel);
            if (pickup.Status == PickupStatus.Booking) settle(pickup);
            return Done.Ok;
        }, cancel);
    }
}
