using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Asks carriers where the parcels on their way are, and writes down each new scan once.</summary>
public sealed class FollowParcels(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, TimeProvider clock)
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    /// <summary>The number of parcels asked about. Any node may run it; scans are unique and the parcel's version lets one win.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.EveryParcel.AsNoTracking().Where(p => p.TrackNextAtUtc != null && p.TrackNextAtUtc <= now).OrderBy(p => p.TrackNextAtUtc).Take(100)
            .ToListAsync(cancel);
        foreach (var ofCarrier in due.GroupBy(p => (p.Carrier, p.Account)))
        {
            if ((await carriers.ForAsync(ofCarrier.First(), cancel))?.As<ITrackParcels>(CarrierAbility.Track) is not { } carrier)
            {
                // Nobody can be asked, now: credentials may come back, and then the parcel is followed again.
                foreach (var parcel in ofCarrier) await db.AtomicallyAsync(() => WaitAsync(parcel.Id, now, cancel), cancel);
                continue;
            }

            foreach (var parcels in ofCarrier.Chunk(carrier.MostNumbers))
            {
                var told = await directory.AskAsync(ofCarrier.Key.Carrier, async () => Outcome<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>>.Of(await carrier.TrackAsync([.. parcels.Select(p => p.Handle)], cancel)));
                foreach (var parcel in parcels)
                {
                    db.ChangeTracker.Clear();
                    // One silent carrier must not keep the other parcels waiting: this one waits its turn again.
                    await db.AtomicallyAsync(() => told.Succeeded ? WriteAsync(parcel.Id, told.Value.GetValueOrDefault(parcel.Reference, []), now, cancel) : WaitAsync(parcel.Id, now, cancel), cancel);
                }
            }
        }

        return due.Count;
    }

    private async Task<Outcome<Done>> WaitAsync(ParcelId id, DateTime now, CancellationToken cancel)
    {
        (await db.EveryParcel.SingleAsync(p => p.Id == id, cancel)).TrackAgain(now + Every);
        return default(Done);
    }

    private async Task<Outcome<Done>> WriteAsync(ParcelId id, IReadOnlyList<TrackingEvent> told, DateTime now, CancellationToken cancel)
    {
        await db.WriteScansAsync(id, told, now + Every, now, cancel);
        return default(Done);
    }
}
