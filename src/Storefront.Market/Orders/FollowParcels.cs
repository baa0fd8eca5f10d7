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
        var due = await db.Parcels.AsNoTracking().Where(p => p.TrackNextAtUtc != null && p.TrackNextAtUtc <= now).OrderBy(p => p.TrackNextAtUtc).Take(100).Select(p => p.Id).ToListAsync(cancel);
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            await FollowAsync(id, now, cancel);
        }

        return due.Count;
    }

    private async Task FollowAsync(ParcelId id, DateTime now, CancellationToken cancel)
    {
        var parcel = await db.Parcels.SingleAsync(p => p.Id == id, cancel);
        if (carriers.Find(parcel.Carrier) is not ITrackParcels carrier || parcel.TrackingNumber is not { } number) return;
        var told = await carrier.TrackAsync(number, cancel);
        var known = (await db.ParcelScans.AsNoTracking().Where(s => s.Parcel == id).Select(s => s.Code).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var news = told.Where(e => e.AtUtc <= now && !known.Contains(CodeOf(e))).ToList();
        foreach (var scan in news) db.ParcelScans.Add(ParcelScan.Of(id, CodeOf(scan), scan.Status.ToString(), scan.Country, scan.Place, scan.AtUtc));

        var final = told.LastOrDefault(e => e.AtUtc <= now && e.Status.IsFinal());
        if (final is { Status: TrackingStatus.Delivered }) await DeliveredAsync(parcel, final.AtUtc, now, cancel);
        else parcel.TrackAgain(final is null ? now + Every : null);
        await db.SaveOrStaleAsync(cancel);
    }

    private async Task DeliveredAsync(Parcel parcel, DateTime atUtc, DateTime now, CancellationToken cancel)
    {
        parcel.Delivered();
        var order = await db.Orders.Include(o => o.Consignments).SingleAsync(o => o.Id == parcel.Order, cancel);
        var consignment = order.Consignments.Single(c => c.Id == parcel.Consignment);
        // The buyer may have confirmed receipt before the carrier's scan came in.
        if (!consignment.Status.MayBecome(ConsignmentStatus.Delivered)) return;
        consignment.Delivered(atUtc);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.Delivered, "carrier", now, parcel.TrackingNumber));
        db.TellBuyer(order, "delivered", parcel.Id.Value.ToString("N"), now, ("merchant", consignment.MerchantName));
    }

    private static string CodeOf(TrackingEvent scan) => $"{scan.Code}@{scan.AtUtc:yyyyMMddHHmmss}";
}
