using Storefront.Catalog;
using Storefront.Data;

namespace Storefront.Orders;

internal static class ShelfReturn
{
    /// <summary>The units of a consignment that will not leave any more are for sale again. Its lines must be loaded.</summary>
    public static async Task ReturnToShelfAsync(this MarketDb db, Consignment consignment, DateTime nowUtc, CancellationToken cancel)
    {
        // Always in the same order, so that two orders never wait for each other's rows.
        foreach (var line in consignment.Lines.OrderBy(l => l.Variant.Value))
        {
            if (line.Quantity > line.CancelledUnits) await db.UncommitAsync(line.Variant, line.Quantity - line.CancelledUnits, consignment.Order, nowUtc, cancel).OrStale();
        }
    }
}
