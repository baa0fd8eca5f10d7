using Microsoft.EntityFrameworkCore;
using Storefront.Chargebacks;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>Returns stand still while a buyer's bank decides, so that money is never given back twice.</summary>
internal sealed class HoldReturns : IHoldCases
{
    public async Task FreezeAsync(MarketDb db, OrderId order, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var open in await Open(db, order).ToListAsync(cancel)) open.Freeze(nowUtc);
    }

    public async Task GoOnAsync(MarketDb db, Order order, bool thaw, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var open in await Open(db, order.Id).ToListAsync(cancel))
        {
            var consignment = order.Consignments.Single(c => c.Id == open.Consignment);
            if (consignment.Lines.Where(open.IsAbout).All(l => l.Refundable.IsZero))
            {
                open.Closed(null, nowUtc);
                db.OrderEvents.Add(OrderEvent.Of(order.Id, open.Consignment, OrderEventKind.ReturnMoved, "provider", nowUtc, ReturnStatus.Closed.ToString()));
                await db.TellReturnParcelsAsync(open.Id, nowUtc, cancel);
            }
            else if (thaw)
            {
                open.Thaw(nowUtc);
                await db.TellReturnParcelsAsync(open.Id, nowUtc, cancel);
            }
        }
    }

    public async Task<IReadOnlySet<Guid>> KeptAsync(MarketDb db, Order order, CancellationToken cancel)
    {
        // Read as entities, so that what was closed in this unit of work counts as closed.
        var open = (await Open(db, order.Id).ToListAsync(cancel)).Where(r => r.IsOpen).ToList();
        return order.Consignments.SelectMany(c => c.Lines).Where(l => open.Exists(r => r.IsAbout(l))).Select(l => l.Id).ToHashSet();
    }

    public Task<IReadOnlyList<string>> PhotosAsync(MarketDb db, OrderId order, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    private static IQueryable<Return> Open(MarketDb db, OrderId order) => db.Returns.Include(r => r.Lines).Where(r =>
        r.Order == order && (r.Status == ReturnStatus.Requested || r.Status == ReturnStatus.Approved || r.Status == ReturnStatus.OnTheWay || r.Status == ReturnStatus.Received));
}
