using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Orders;

internal static class OrderEvents
{
    /// <summary>What happened to one consignment and to its order as a whole, oldest first; the others' events stay out.</summary>
    public static async Task<IReadOnlyList<OrderEventSheet>> EventsOfAsync(this MarketDb db, OrderId order, ConsignmentId consignment, CancellationToken cancel) =>
        await db.OrderEvents.AsNoTracking().Where(e => e.Order == order && (e.Consignment == null || e.Consignment == consignment)).OrderBy(e => e.AtUtc).ThenBy(e => e.Id)
            .Select(e => new OrderEventSheet(e.Kind, e.Cause, e.Detail, e.AtUtc)).ToListAsync(cancel);
}
