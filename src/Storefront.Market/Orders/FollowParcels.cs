using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Asks carriers where the parcels on their way are, and writes down each new scan once. A delivery scan starts the buyer's clock.</summary>
public sealed class FollowParcels(MarketDb db, CarrierDirectory carriers, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    /// <summary>The number of parcels asked about. Any node may run it; scans are unique and the parcel's version lets one win.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Parcels.AsNoTracking().Where(p => p.TrackNextAtUtc != null && p.TrackNextAtUtc <= now).OrderBy(p => p.TrackNextAtUtc).Take(100)
            .ToListAsync(cancel);
        foreach (var ofCarrier in due.GroupBy(p => p.Carrier))
        {
            if (carriers.Find(ofCarrier.Key) is not ITrackParcels carrier) continue;
            foreach (var parcels in ofCarrier.Chunk(carrier.MostNumbers))
            {
                var told = await carriers.AskAsync(ofCarrier.Key, async () => Outcome<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>>.Of(await carrier.TrackAsync([.. parcels.Select(p => p.Handle)], cancel)));
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
        (await db.Parcels.SingleAsync(p => p.Id == id, cancel)).TrackAgain(now + Every);
        return default(Done);
    }

    /// <summary>Writes down what is new. Carriers tell things twice and late, so neither the order nor the number of tellings matters.</summary>
    private async Task<Outcome<Done>> WriteAsync(ParcelId id, IReadOnlyList<TrackingEvent> told, DateTime now, CancellationToken cancel)
    {
        var parcel = await db.Parcels.SingleAsync(p => p.Id == id, cancel);
        if (parcel.TrackNextAtUtc is null) return default(Done);
        var known = (await db.ParcelScans.AsNoTracking().Where(s => s.Parcel == id).Select(s => s.Code).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var past = told.Where(e => e.AtUtc <= now).ToList();
        foreach (var scan in past.DistinctBy(CodeOf).Where(e => !known.Contains(CodeOf(e))))
            db.ParcelScans.Add(ParcelScan.Of(id, CodeOf(scan), scan.Status.ToString(), scan.Country, scan.Place, scan.AtUtc));

        var final = past.Where(e => e.Status.IsFinal()).MaxBy(e => e.AtUtc);
        if (final is { Status: TrackingStatus.Delivered }) await DeliveredAsync(parcel, final.AtUtc, now, cancel);
        else parcel.TrackAgain(final is null ? now + Every : null);
        return default(Done);
    }

    private async Task DeliveredAsync(Parcel parcel, DateTime atUtc, DateTime now, CancellationToken cancel)
    {
        parcel.Delivered();
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == parcel.Order, cancel);
        var consignment = order.Consignments.Single(c => c.Id == parcel.Consignment);
        // The buyer may have confirmed receipt before the carrier's scan came in.
        if (!consignment.Status.MayBecome(ConsignmentStatus.Delivered)) return;
        consignment.Delivered(atUtc);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.Delivered, "carrier", now, parcel.TrackingNumber));
        db.TellBuyer(order, "delivered", parcel.Id.Value.ToString("N"), now, ("merchant", consignment.MerchantName));
    }

    private static string CodeOf(TrackingEvent scan) => $"{scan.Code}@{scan.AtUtc:yyyyMMddHHmmss}";
}
