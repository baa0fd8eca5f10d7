using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What a carrier tells of a parcel, asked or unasked, is written down here. Carriers tell things twice and late, so neither the order nor the number of tellings matters.</summary>
internal static class ParcelScans
{
    /// <summary>Writes down what is new, inside the caller's transaction. A delivery scan starts the buyer's clock.</summary>
    /// <param name="askAgainAtUtc">When the carrier is asked next, unless nothing more is expected.</param>
    public static async Task WriteScansAsync(this MarketDb db, ParcelId id, IReadOnlyList<TrackingEvent> told, DateTime askAgainAtUtc, DateTime now, CancellationToken cancel)
    {
        var parcel = await db.EveryParcel.SingleAsync(p => p.Id == id, cancel);
        // One that was given up may turn up after all.
        if (parcel.Status != ParcelStatus.HandedOver && !(!parcel.IsToBuyer && parcel.Status == ParcelStatus.Labelled)) return;
        var known = await db.ParcelScans.AsNoTracking().Where(s => s.Parcel == id).Select(s => new { s.Code, s.Status, s.AtUtc }).ToListAsync(cancel);
        var codes = known.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var past = told.Where(e => e.AtUtc <= now).ToList();
        var fresh = past.DistinctBy(CodeOf).Where(e => !codes.Contains(CodeOf(e))).ToList();
        foreach (var scan in fresh) db.ParcelScans.Add(ParcelScan.Of(id, CodeOf(scan), scan.Status.ToString(), scan.Country, scan.Place, scan.AtUtc));

        var all = known.ConvertAll(s => (Enum.Parse<TrackingStatus>(s.Status), s.AtUtc)).Concat(fresh.Select(e => (e.Status, e.AtUtc))).ToList();
        if (!parcel.IsToBuyer)
        {
            db.ByItsScans(parcel, all, askAgainAtUtc, now);
            return;
        }

        await db.MeetTroubleAsync(parcel, await db.TroubleOfAsync(parcel, all, now, cancel), now, cancel);
        var final = past.Where(e => e.Status.IsFinal()).MaxBy(e => e.AtUtc);
        if (final is { Status: TrackingStatus.Delivered }) await db.DeliveredAsync(parcel, final.AtUtc, now, cancel);
        else parcel.TrackAgain(final is null ? askAgainAtUtc : null);
        if (parcel.CameInTime(final is { Status: TrackingStatus.Delivered } ? final.AtUtc : null, now) is { } inTime) await db.CountAsync(parcel, inTime, now, cancel);
    }

    /// <summary>A parcel of goods that come back: the first scan says that the buyer handed it over, the last that it is with its merchant. The rest is the return's to say. A first mile goes in
    /// the same way to the warehouse, and moves no order.</summary>
    private static void ByItsScans(this MarketDb db, Parcel parcel, List<(TrackingStatus Status, DateTime AtUtc)> all, DateTime askAgainAtUtc, DateTime now)
    {
        var before = parcel.Status;
        var scans = all.Where(e => e.Status != TrackingStatus.LabelMade).ToList();
        if (before == ParcelStatus.Labelled && scans.Count > 0) parcel.HandOver(scans.Min(e => e.AtUtc));
        var final = scans.Where(e => e.Status.IsFinal()).OrderBy(e => e.AtUtc).LastOrDefault();
        if (parcel.Status == ParcelStatus.HandedOver)
        {
            parcel.Meets(ParcelTroubles.Of(all, parcel.HandedOverAtUtc ?? now, now));
            if (final.Status == TrackingStatus.Delivered) parcel.Delivered(final.AtUtc);
        }

        if (parcel.Status != ParcelStatus.Delivered) parcel.TrackAgain(final == default ? askAgainAtUtc : null);
        if (parcel.Return is not null && parcel.Status != before) db.Tell(new ReturnParcelMoved(parcel.Id), now);
    }

    /// <summary>While another carrier brings a parcel to its own carrier's warehouse, that one has nothing to tell: what the other saw counts as seen. It is looked for only where nobody else has seen the parcel for so long.</summary>
    private static async Task<ParcelTrouble?> TroubleOfAsync(this MarketDb db, Parcel parcel, IReadOnlyCollection<(TrackingStatus Status, DateTime AtUtc)> all, DateTime now, CancellationToken cancel)
    {
        var from = parcel.HandedOverAtUtc ?? now;
        var trouble = ParcelTroubles.Of(all, from, now);
        if (trouble != ParcelTrouble.NoScan || parcel.FirstMile is not { } mile) return trouble;
        var seen = await db.ParcelScans.Where(s => s.Parcel == mile).MaxAsync(s => (DateTime?)s.AtUtc, cancel);
        return seen > from ? ParcelTroubles.Of(all, seen.Value, now) : trouble;
    }

    /// <summary>A parcel that got into trouble is a task for its merchant; where it will not arrive, the buyer hears what to do. Of several parcels the worst counts.</summary>
    private static async Task MeetTroubleAsync(this MarketDb db, Parcel parcel, ParcelTrouble? trouble, DateTime now, CancellationToken cancel)
    {
        if (parcel.Trouble == trouble) return;
        parcel.Meets(trouble);
        var load = await db.LoadOfAsync(parcel, cancel);
        foreach (var (order, consignment) in load.Goods)
        {
            if (consignment.Status != ConsignmentStatus.HandedOver && !consignment.IsPartlySent) continue;
            consignment.Meets(parcel.Load == ParcelLoad.Whole ? trouble : await db.WorstTroubleAsync(order, consignment, cancel), now);
            if (trouble is { } met && met.WillNotArrive())
                db.TellBuyer(order, met == ParcelTrouble.Lost ? "parcel-lost" : "parcel-returned", load.KeyFor(consignment), now, ("merchant", consignment.MerchantName));
        }
    }

    private static async Task<ParcelTrouble?> WorstTroubleAsync(this MarketDb db, Order order, Consignment consignment, CancellationToken cancel) =>
        (await db.PackingAsync(order, consignment, cancel)).Parcels.Where(p => p.Parcel.Status == ParcelStatus.HandedOver).Select(p => p.Parcel.Trouble).Max();

    private static async Task DeliveredAsync(this MarketDb db, Parcel parcel, DateTime atUtc, DateTime now, CancellationToken cancel)
    {
        parcel.Delivered(atUtc);
        var load = await db.LoadOfAsync(parcel, cancel);
        foreach (var (order, consignment) in load.Goods)
        {
            // The buyer may have confirmed receipt before the carrier's scan came in.
            if (consignment.Status != ConsignmentStatus.HandedOver && !consignment.IsPartlySent) continue;
            if (parcel.Load == ParcelLoad.Whole) consignment.Delivered(atUtc);
            else await db.FollowParcelsAsync(order, consignment, now, endsNow: false, cancel);
            db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.Delivered, "carrier", now, parcel.TrackingNumber));
            var all = consignment.Status == ConsignmentStatus.Delivered;
            db.TellBuyer(order, all ? "delivered" : "delivered-part", load.KeyFor(consignment), now, ("merchant", consignment.MerchantName), ("contents", load.Says(order)));
        }
    }

    private static string CodeOf(TrackingEvent scan)
    {
        // Room for the time; some carriers' codes are sentences.
        var code = scan.Code.Length > 40 ? scan.Code[..40] : scan.Code;
        return $"{code}@{scan.AtUtc:yyyyMMddHHmmss}";
    }
}
