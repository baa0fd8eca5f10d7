using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Ready">When the parcels are ready, in the local time of the place with its offset.</param>
/// <param name="Closes">Until when somebody is there, on the same day.</param>
/// <param name="Note">Where the parcels stand, for the driver; or null.</param>
/// <param name="Key">Made when the form is opened: sent twice, it is one collection.</param>
public sealed record PickupWish(IReadOnlyList<ParcelId> Parcels, DateTimeOffset Ready, DateTimeOffset Closes, string? Note, PickupId Key);

/// <summary>Asks a carrier to collect parcels of one account. The question is written down and committed before the carrier is called, and asked once: without an answer somebody may come. A driver fetches all that stands there,
/// so there is one collection of an account at an address on a day.</summary>
public sealed class BookPickup(MarketDb db, IDbContextFactory<MarketDb> contexts, MerchantCarriers carriers, CarrierDirectory directory, TimeProvider clock)
{
    /// <summary>So far ahead at most.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(30);

    /// <returns>The collection; it stays <see cref="PickupStatus.Booking"/> when the carrier has not answered.</returns>
    public async Task<Outcome<PickupId>> RunAsync(MerchantId merchant, PickupWish wish, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        if (await db.Pickups.AsNoTracking().SingleOrDefaultAsync(p => p.Id == wish.Key && p.Merchant == merchant, cancel) is { } asked) return asked.RefusalCode is { } no ? new Refusal(no).With("carrier", directory.NameOf(asked.Carrier)).With("reason", asked.RefusalReason ?? "") : asked.Id;
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
        var record = PickupRecord.Booking(wish.Key, merchant, parcels[0].Carrier, account, from, parcels, wish.Ready, wish.Closes, note, now.UtcDateTime);
        if (await StandingAsync(record, cancel) is { } standing) return standing;
        db.Pickups.Add(record);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // A colleague asked at the same moment; anything else is thrown on.
            db.ChangeTracker.Clear();
            if (await StandingAsync(record, cancel) is not { } meanwhile) throw;
            return meanwhile;
        }

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

    /// <summary>The same form sent twice, or the refusal of a second collection; null where nobody comes yet.</summary>
    private async Task<Outcome<PickupId>?> StandingAsync(PickupRecord wanted, CancellationToken cancel)
    {
        if (await db.Pickups.AsNoTracking().Where(p => p.Turn == wanted.Turn).SingleOrDefaultAsync(cancel) is not { } standing) return null;
        return standing.Id == wanted.Id ? Outcome<PickupId>.Of(standing.Id) : BatchRefusals.PickupStands(standing.Booked?.Confirmation ?? standing.Reference);
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
