using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;

namespace Storefront.Chargebacks;

internal static class OrderFacts
{
    private const int MostGoods = 1000;

    /// <summary>What our own records show of an order: to whom, what, by which carrier. Of several parcels the first that was handed over.</summary>
    public static async Task<ChargebackEvidence> FactsAsync(this MarketDb db, OrderId id, CancellationToken cancel)
    {
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == id, cancel);
        var parcel = await db.ParcelsOf([id]).AsNoTracking().Where(p => p.TrackingNumber != null && p.HandedOverAtUtc != null).OrderBy(p => p.HandedOverAtUtc).ThenBy(p => p.Id)
            .Select(p => new { p.Carrier, p.TrackingNumber, p.HandedOverAtUtc }).FirstOrDefaultAsync(cancel);
        var goods = string.Join("; ", order.Consignments.SelectMany(c => c.Lines).Select(l => $"{l.Quantity} x {l.Title}"));
        return new ChargebackEvidence
        {
            ProductDescription = goods.Length <= MostGoods ? goods : goods[..MostGoods], BuyerName = order.ShipTo.Name, BuyerEmail = order.Email,
            ShippingAddress = string.Join(", ", new[] { order.ShipTo.Name, order.ShipTo.Street, order.ShipTo.Postcode, order.ShipTo.City, order.ShipTo.Country.Code }.Where(p => !string.IsNullOrEmpty(p))),
            Carrier = parcel?.Carrier, TrackingNumber = parcel?.TrackingNumber, ShippedOn = parcel?.HandedOverAtUtc is { } at ? DateOnly.FromDateTime(at) : null,
        };
    }
}
