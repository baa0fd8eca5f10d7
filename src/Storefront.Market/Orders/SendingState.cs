using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>How far a consignment is, by its parcels: labelled when nothing that is to be sent lacks a labelled parcel, handed over when all of these have left, delivered when
/// all have arrived. So no clock of the buyer's money starts while a part is still to come.</summary>
internal static class SendingState
{
    /// <summary>A parcel has its label. A case may have given the money back before the carrier answered; then the label waits to be voided. What comes back moves its return and no consignment.</summary>
    /// <returns>What it carries; null where that is all of one consignment.</returns>
    public static async Task<Load?> LabelledAsync(this MarketDb db, Parcel parcel, DateTime nowUtc, CancellationToken cancel)
    {
        if (parcel.IsFirstMile) return null;
        if (parcel.Return is not null)
        {
            db.Tell(new ReturnParcelMoved(parcel.Id), nowUtc);
            db.Happened(parcel, null, OrderEventKind.ReturnLabelBought, "merchant", nowUtc);
            return null;
        }

        var load = await db.MoveAsync(parcel, ConsignmentStatus.ToPack, ConsignmentStatus.LabelBought, nowUtc, cancel);
        db.Happened(parcel, load, OrderEventKind.LabelBought, "merchant", nowUtc);
        return load;
    }

    /// <summary>Its label was given back: what lay in it is to be packed again. Nothing of what comes back is.</summary>
    /// <param name="by">Who gave it back: <c>merchant</c>, <c>timer</c>, <c>carrier</c> or, by correcting the address, <c>buyer</c>.</param>
    public static async Task UnlabelledAsync(this MarketDb db, Parcel parcel, string by, DateTime nowUtc, CancellationToken cancel)
    {
        if (parcel.IsFirstMile) return;
        if (parcel.Return is not null) db.Happened(parcel, null, OrderEventKind.ReturnLabelVoided, by, nowUtc);
        else db.Happened(parcel, await db.MoveAsync(parcel, ConsignmentStatus.LabelBought, ConsignmentStatus.ToPack, nowUtc, cancel), OrderEventKind.LabelVoided, by, nowUtc);
    }

    /// <summary>A consignment that lies in one parcel moves with it; others follow all of theirs.</summary>
    private static async Task<Load?> MoveAsync(this MarketDb db, Parcel parcel, ConsignmentStatus from, ConsignmentStatus to, DateTime nowUtc, CancellationToken cancel)
    {
        if (parcel.Load == ParcelLoad.Whole)
        {
            var consignment = await db.Consignments.SingleAsync(c => c.Id == parcel.Consignment, cancel);
            if (consignment.Status == from) consignment.Move(to);
            return null;
        }

        var load = await db.LoadOfAsync(parcel, cancel);
        foreach (var (order, consignment) in load.Goods) await db.FollowParcelsAsync(order, consignment, nowUtc, endsNow: false, cancel);
        return load;
    }

    private static void Happened(this MarketDb db, Parcel parcel, Load? load, OrderEventKind kind, string by, DateTime nowUtc)
    {
        foreach (var (order, consignment) in load?.Goods.Select(g => (g.Order.Id, g.Consignment.Id)) ?? [(parcel.Order, parcel.Consignment)])
            db.OrderEvents.Add(OrderEvent.Of(order, consignment, kind, by, nowUtc, parcel.TrackingNumber));
    }

    /// <summary>Moves the consignment to where its parcels are, in the caller's unit of work. Its lines must be loaded.</summary>
    /// <param name="endsNow">Nothing was sent or arrived just now, but what was missing need not come any more: clocks start now and not at an old scan.</param>
    public static async Task FollowParcelsAsync(this MarketDb db, Order order, Consignment consignment, DateTime nowUtc, bool endsNow, CancellationToken cancel)
    {
        if (consignment.Status is not (ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought or ConsignmentStatus.HandedOver)) return;
        consignment.ParcelsMoved();
        var packing = await db.PackingAsync(order, consignment, cancel);
        var live = packing.Parcels.Select(p => p.Parcel).Where(p => p.IsLive).ToList();
        if (live.Min(p => p.DeliveredAtUtc) is { } arrived) consignment.PartArrived(arrived);
        if (consignment.Status != ConsignmentStatus.HandedOver)
        {
            if (!packing.IsPacked)
            {
                if (consignment.Status == ConsignmentStatus.LabelBought) consignment.Move(ConsignmentStatus.ToPack);
                return;
            }

            if (consignment.Status == ConsignmentStatus.ToPack) consignment.Move(ConsignmentStatus.LabelBought);
            if (live.Exists(p => p.Status == ParcelStatus.Labelled)) return;
            consignment.HandedOver(endsNow ? nowUtc : live.Max(p => p.HandedOverAtUtc) ?? nowUtc);
            await db.UnsentToShelfAsync(packing, nowUtc, cancel);
        }

        if (live.TrueForAll(p => p.Status == ParcelStatus.Delivered)) consignment.Delivered(endsNow ? nowUtc : live.Max(p => p.DeliveredAtUtc) ?? nowUtc);
    }

    /// <summary>Units that never left and will not are for sale again.</summary>
    public static async Task UnsentToShelfAsync(this MarketDb db, Packing packing, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var line in packing.Consignment.Lines.OrderBy(l => l.Variant.Value))
        {
            var units = line.Quantity - line.CancelledUnits - packing.In(line, p => p.Status is ParcelStatus.HandedOver or ParcelStatus.Delivered);
            if (units > 0) await db.UncommitAsync(line.Variant, units, packing.Order.Id, nowUtc, cancel).OrStale();
        }
    }
}
