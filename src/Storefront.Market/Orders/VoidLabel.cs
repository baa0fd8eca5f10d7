using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Gives an unused label back to the carrier and the cost back to the merchant.</summary>
public sealed class VoidLabel(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var known = await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        return known is null || !await actor.WorksForAsync(known.Merchant, db, cancel) ? OrderRefusals.NotFound : await RunAsync(known, "merchant", cancel);
    }

    /// <summary>A label that nobody will use any more.</summary>
    internal async Task<Outcome<Done>> UnneededAsync(ParcelId id, CancellationToken cancel) => await RunAsync(await db.EveryParcel.AsNoTracking().SingleAsync(p => p.Id == id, cancel), "timer", cancel);

    /// <summary>A label with an address that the buyer has corrected.</summary>
    internal Task<Outcome<Done>> MisaddressedAsync(Parcel label, CancellationToken cancel) => RunAsync(label, "buyer", cancel);

    /// <summary>A label with which nothing was sent in time.</summary>
    internal Task<Outcome<Done>> NeverSentAsync(Parcel label, string by, CancellationToken cancel) => RunAsync(label, by, cancel);

    /// <summary>Why a label with which nothing seems to have been sent is kept: its carrier has seen the parcel, or may have, or does not take it back; other orders lie in it too; it goes by way of a warehouse. Null where it may be given back.</summary>
    internal async Task<Refusal?> WhyKeptAsync(Parcel label, CancellationToken cancel)
    {
        if (label.Load == ParcelLoad.Joint || label.FirstMile is not null || await WhyNotAsync(label, cancel) is not null) return OrderRefusals.LabelStandsInTheWay;
        if ((await carriers.ForAsync(label, cancel))?.As<ITrackParcels>(CarrierAbility.Track) is not { } tracker) return OrderRefusals.LabelStandsInTheWay;
        var told = await directory.AskAsync(label.Carrier, async () => Outcome<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>>.Of(await tracker.TrackAsync([label.Handle], cancel)));
        if (!told.Succeeded) return told.Refusal;
        return told.Value.GetValueOrDefault(label.Reference, []).Any(e => e.Status != TrackingStatus.LabelMade) ? OrderRefusals.AlreadyOnItsWay : null;
    }

    /// <summary>Why a label cannot be given back; null where its carrier may be asked. Nobody is asked yet.</summary>
    internal async Task<Refusal?> WhyNotAsync(Parcel known, CancellationToken cancel)
    {
        if (known.WhyNotUsable() is { } refusal) return refusal;
        if (known.Status != ParcelStatus.Labelled) return CarrierRefusals.AlreadyHandedOver;
        var manifest = known.Manifest is { } on ? await db.Manifests.AsNoTracking().SingleAsync(m => m.Id == on, cancel) : null;
        // What the carrier has closed, or may have, it does not take back. Our own list is a paper of ours: the label is taken off it.
        if (manifest is { IsOurs: false }) return CarrierRefusals.OnManifest(manifest.Number ?? manifest.Reference);
        // Made when this way was there already: its number may have been told with the manifest, and no carrier takes another one.
        if (known.IsFirstMile && await db.Manifests.AsNoTracking().Where(m => !m.IsOurs && m.CreatedAtUtc > known.CreatedAtUtc && db.Parcels.Any(p => p.FirstMile == known.Id && p.Manifest == m.Id)).Select(m => m.Number ?? m.Reference).FirstOrDefaultAsync(cancel) is { } told) return CarrierRefusals.OnManifest(told);
        return (await carriers.ForAsync(known, cancel))?.As<IVoidLabels>(CarrierAbility.Void) is null ? CarrierRefusals.ServiceUnavailable(known.Service) : null;
    }

    private async Task<Outcome<Done>> RunAsync(Parcel known, string by, CancellationToken cancel)
    {
        var id = known.Id;
        if (known.Status == ParcelStatus.Voided) return default(Done);
        if (await WhyNotAsync(known, cancel) is { } why) return why;
        var carrier = (await carriers.ForAsync(known, cancel))!.As<IVoidLabels>(CarrierAbility.Void)!;

        // Voiding at the carrier may be repeated; should we stop before writing it down, the next try finds it voided and goes on.
        var voided = await directory.AskAsync(known.Carrier, () => carrier.VoidAsync(known.Handle, cancel));
        if (!voided.Succeeded) return voided.Refusal;
        return await db.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await db.EveryParcel.SingleAsync(p => p.Id == id, cancel);
            if (parcel.Status == ParcelStatus.Voided) return default(Done);
            var now = clock.GetUtcNow().UtcDateTime;
            var key = $"label:{parcel.Id.Value:N}";
            List<JournalEntry> bought = parcel.Account is not null ? [] : await db.JournalEntries.AsNoTracking().Include(e => e.Postings).Where(e => e.Key.StartsWith(key)).ToListAsync(cancel);
            parcel.Voided();
            if (parcel.Manifest is not null) parcel.StandsOn(null);
            await db.UnlabelledAsync(parcel, by, now, cancel);
            db.JournalEntries.AddRange(bought.Select(b => Fulfilment.LabelVoided(b, now)));
            return default(Done);
        }, cancel);
    }
}
