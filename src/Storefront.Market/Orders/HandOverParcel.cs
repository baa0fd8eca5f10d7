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
        var state = await db.Consignments.AsNoTracking().Where(c => c.Id == known.Consignment).Select(c => c.Status).SingleAsync(cancel);
        if (state != ConsignmentStatus.LabelBought) return OrderRefusals.Refunded;
        if (await db.Payments.AnyAsync(p => p.Order == known.Order && p.IsDoubted, cancel)) return OrderRefusals.PaymentDoubted;

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
            var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == parcel.Order, cancel);
            var consignment = order.Consignments.Single(c => c.Id == parcel.Consignment);
            if (consignment.Status != ConsignmentStatus.LabelBought) return OrderRefusals.Refunded;
            parcel.HandOver(now);
            consignment.HandedOver(now);
            foreach (var line in consignment.Lines.OrderBy(l => l.Variant.Value)) await db.ShipAsync(line.Variant, line.Quantity, order.Id, now, cancel).OrStale();
            db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.HandedOver, "merchant", now, parcel.TrackingNumber));
            db.TellBuyer(order, "dispatched", parcel.Id.Value.ToString("N"), now, [("merchant", consignment.MerchantName), ("tracking", parcel.TrackingNumber!), .. OrderNotices.Points(consignment)]);
            return default(Done);
        }, cancel);
    }
}
