using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The parcel leaves the merchant: its units leave the stock, the buyer is told, the carrier is asked from now on.</summary>
public sealed class HandOverParcel(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var known = await db.Parcels.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (known is null || !await actor.WorksForAsync(known.Merchant, db, cancel)) return OrderRefusals.NotFound;
        if (known.Status is ParcelStatus.HandedOver or ParcelStatus.Delivered) return default(Done);
        if (known.WhyNotUsable() is { } refusal) return refusal;
        var goods = await db.CarriedByAsync([known], cancel);
        var (consignments, orders) = (goods.Select(g => g.Consignment).ToList(), goods.Select(g => g.Order).ToList());
        if (await db.Consignments.AnyAsync(c => consignments.Contains(c.Id) && c.Status != ConsignmentStatus.LabelBought && c.Status != ConsignmentStatus.ToPack, cancel)) return OrderRefusals.Refunded;
        if (await db.Payments.AnyAsync(p => orders.Contains(p.Order) && p.IsDoubted, cancel)) return OrderRefusals.PaymentDoubted;

        // Telling the carrier again changes nothing there, so a stop between here and the commit is made good by asking again.
        var now = clock.GetUtcNow().UtcDateTime;
        if ((await carriers.ForAsync(known, cancel))?.As<ITakeHandOvers>(CarrierAbility.HandOver) is { } carrier)
        {
            var told = await directory.AskAsync(known.Carrier, () => carrier.HandOverAsync([known.TrackingNumber!], now, cancel));
            if (!told.Succeeded) return told.Refusal;
        }

        return await db.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await db.Parcels.SingleAsync(p => p.Id == id, cancel);
            if (parcel.Status is ParcelStatus.HandedOver or ParcelStatus.Delivered) return default(Done);
            if (parcel.WhyNotUsable() is { } late) return late;
            var load = await db.LoadOfAsync(parcel, cancel);
            if (load.Goods.Any(g => g.Consignment.Status is not (ConsignmentStatus.LabelBought or ConsignmentStatus.ToPack))) return OrderRefusals.Refunded;
            parcel.HandOver(now);
            foreach (var line in load.Packed.Lines.OrderBy(l => l.Line.Variant.Value)) await db.ShipAsync(line.Line.Variant, line.Quantity, line.Order.Id, now, cancel).OrStale();
            foreach (var (order, consignment) in load.Goods) await LeftAsync(load, order, consignment, now, cancel);
            return default(Done);
        }, cancel);
    }

    /// <summary>The buyer of one order hears that the parcel left, and what lies in it where that is not all.</summary>
    private async Task LeftAsync(Load load, Order order, Consignment consignment, DateTime now, CancellationToken cancel)
    {
        var parcel = load.Parcel;
        if (parcel.Load == ParcelLoad.Whole)
        {
            consignment.HandedOver(now);
        }
        else
        {
            consignment.PartLeft(now);
            await db.FollowParcelsAsync(order, consignment, now, endsNow: false, cancel);
        }

        db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.HandedOver, "merchant", now, parcel.TrackingNumber));
        db.TellBuyer(order, parcel.Load == ParcelLoad.Whole ? "dispatched" : "dispatched-part", load.KeyFor(consignment), now, [("merchant", consignment.MerchantName), ("tracking", parcel.TrackingNumber!), ("contents", load.Says(order)), .. OrderNotices.Points(consignment)]);
    }
}
