using Microsoft.EntityFrameworkCore;
using Storefront.Chargebacks;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>Cases stand still while a buyer's bank decides, so that money is never given back twice.</summary>
internal sealed class HoldCases : IHoldCases
{
    public async Task FreezeAsync(MarketDb db, OrderId order, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var dispute in await Open(db, order).ToListAsync(cancel)) dispute.Freeze(nowUtc);
    }

    public async Task GoOnAsync(MarketDb db, Order order, bool thaw, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var dispute in await Open(db, order.Id).ToListAsync(cancel))
        {
            var left = order.Consignments.Single(c => c.Id == dispute.Consignment).Refundable;
            if (left.IsZero)
            {
                dispute.Close(DisputeOutcome.ChargebackLost, null, nowUtc);
                db.OrderEvents.Add(OrderEvent.Of(order.Id, dispute.Consignment, OrderEventKind.DisputeClosed, "provider", nowUtc, DisputeOutcome.ChargebackLost.ToString()));
            }
            else if (thaw)
            {
                dispute.Thaw(left, nowUtc);
            }
        }
    }

    public async Task<IReadOnlySet<ConsignmentId>> KeptAsync(MarketDb db, OrderId order, CancellationToken cancel) =>
        // Read as entities, so that what was closed in this unit of work counts as closed.
        (await Open(db, order).ToListAsync(cancel)).Where(d => d.IsOpen).Select(d => d.Consignment).ToHashSet();

    public async Task<IReadOnlyList<string>> PhotosAsync(MarketDb db, OrderId order, CancellationToken cancel) =>
        [.. (await db.DisputeEntries.AsNoTracking().Where(e => db.Disputes.Any(d => d.Id == e.Dispute && d.Order == order)).OrderBy(e => e.Id).Select(e => e.Files).ToListAsync(cancel)).SelectMany(f => f)];

    private static IQueryable<Dispute> Open(MarketDb db, OrderId order) => db.Disputes.Where(d => d.Order == order && d.Status != DisputeStatus.Closed);
}
