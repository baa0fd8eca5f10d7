using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The parcel leaves the merchant: its units leave the stock, the buyer is told, the carrier is asked from now on.</summary>
public sealed class HandOverParcel(MarketDb db, CarrierDirectory carriers, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var parcel = await db.Parcels.SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (parcel is null || !await actor.WorksForAsync(parcel.Merchant, db, cancel)) return OrderRefusals.NotFound;
        if (parcel.Status is ParcelStatus.HandedOver or ParcelStatus.Delivered) return default(Done);
        if (parcel.Status != ParcelStatus.Labelled) return CarrierRefusals.LabelUnknown;

        var now = clock.GetUtcNow().UtcDateTime;
        if (carriers.Find(parcel.Carrier) is ITakeHandOvers carrier)
        {
            var told = await carrier.HandOverAsync([parcel.TrackingNumber!], now, cancel);
            if (!told.Succeeded) return told.Refusal;
        }

        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == parcel.Order, cancel);
        var consignment = order.Consignments.Single(c => c.Id == parcel.Consignment);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        parcel.HandOver(now);
        consignment.HandedOver(now);
        foreach (var line in consignment.Lines.OrderBy(l => l.Variant.Value))
        {
            if (!await db.ShipAsync(line.Variant, line.Quantity, order.Id, now, cancel))
                throw new InvalidOperationException($"The stock of {line.Sku} in order {order.Number} is not committed.");
        }

        db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.HandedOver, "merchant", now, parcel.TrackingNumber));
        db.TellBuyer(order, "dispatched", parcel.Id.Value.ToString("N"), now, ("merchant", consignment.MerchantName), ("tracking", parcel.TrackingNumber!));
        return await db.SaveOrStaleAsync(transaction, cancel);
    }
}
