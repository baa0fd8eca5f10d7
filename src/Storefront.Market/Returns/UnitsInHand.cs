using Storefront.Data;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>What of a consignment its buyer can send back: what has come. A part that is still on its way cannot.</summary>
public static class UnitsInHand
{
    /// <returns>Units of each order line, those included that went back since.</returns>
    /// <param name="consignment">With its lines.</param>
    public static async Task<IReadOnlyDictionary<Guid, int>> UnitsInHandAsync(this MarketDb db, Order order, Consignment consignment, CancellationToken cancel)
    {
        if (consignment.DeliveredAtUtc is not null || consignment.ReleasedAtUtc is not null) return consignment.Lines.ToDictionary(l => l.Id, l => l.Quantity - l.CancelledUnits);
        var packing = (await db.PackingsAsync([(order, consignment)], track: false, cancel))[consignment.Id];
        return consignment.Lines.ToDictionary(l => l.Id, l => packing.In(l, p => p.Status == ParcelStatus.Delivered));
    }
}
