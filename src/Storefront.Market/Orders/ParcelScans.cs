using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What a carrier tells of a parcel, asked or unasked, is written down here. Carriers tell things twice and late, so neither the order nor the number of tellings matters.</summary>
internal static class ParcelScans
{
    /// <summary>Writes down what is new, inside the caller's transaction. A delivery scan starts the buyer's clock.</summary>
    /// <param name="askAgainAtUtc">When the carrier is asked next, unless nothing more is expected.</param>
    public static async Task WriteScansAsync(this MarketDb db, ParcelId id, IReadOnlyList<TrackingEvent> told, DateTime askAgainAtUtc, DateTime now, CancellationToken cancel)
    {
        var parcel = await db.Parcels.SingleAsync(p => p.Id == id, cancel);
        if (parcel.TrackNextAtUtc is null) return;
        var known = (await db.ParcelScans.AsNoTracking().Where(s => s.Parcel == id).Select(s => s.Code).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var past = told.Where(e => e.AtUtc <= now).ToList();
        foreach (var scan in past.DistinctBy(CodeOf).Where(e => !known.Contains(CodeOf(e))))
            db.ParcelScans.Add(ParcelScan.Of(id, CodeOf(scan), scan.Status.ToString(), scan.Country, scan.Place, scan.AtUtc));

        var final = past.Where(e => e.Status.IsFinal()).MaxBy(e => e.AtUtc);
        if (final is { Status: TrackingStatus.Delivered }) await db.DeliveredAsync(parcel, final.AtUtc, now, cancel);
        else parcel.TrackAgain(final is null ? askAgainAtUtc : null);
    }

    private static async Task DeliveredAsync(this MarketDb db, Parcel parcel, DateTime atUtc, DateTime now, CancellationToken cancel)
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

    private static string CodeOf(TrackingEvent scan)
    {
        // Room for the time; some carriers' codes are sentences.
        var code = scan.Code.Length > 40 ? scan.Code[..40] : scan.Code;
        return $"{code}@{scan.AtUtc:yyyyMMddHHmmss}";
    }
}
