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
            var left = dispute.Refundable(order.Consignments.Single(c => c.Id == dispute.Consignment));
            // A merchant's appeal is about what the buyer has already: it goes on whatever is left.
            if (left.IsZero && dispute.AppealedBy != DisputeSide.Merchant)
            {
                if (dispute.IsAppeal) dispute.AppealEnded(AppealOutcome.Withdrawn, left, left);
                dispute.Close(DisputeOutcome.ChargebackLost, null, nowUtc);
                db.OrderEvents.Add(OrderEvent.Of(order.Id, dispute.Consignment, OrderEventKind.DisputeClosed, "provider", nowUtc, DisputeOutcome.ChargebackLost.ToString()));
            }
            else if (thaw)
            {
                dispute.Thaw(left, nowUtc);
            }
        }
    }

    public async Task<IReadOnlySet<Guid>> KeptAsync(MarketDb db, Order order, CancellationToken cancel)
    {
        // Read as entities, so that what was closed in this unit of work counts as closed.
        var open = (await Open(db, order.Id).ToListAsync(cancel)).Where(d => d.IsOpen).ToList();
        return order.Consignments.SelectMany(c => c.Lines).Where(l => open.Exists(d => d.Consignment == l.Consignment && d.IsAbout(l))).Select(l => l.Id).ToHashSet();
    }

    public async Task<IReadOnlyList<string>> PhotosAsync(MarketDb db, OrderId order, CancellationToken cancel) =>
        [.. (await db.DisputeEntries.AsNoTracking().Where(e => db.Disputes.Any(d => d.Id == e.Dispute && d.Order == order)).OrderBy(e => e.Id).Select(e => e.Files).ToListAsync(cancel)).SelectMany(f => f)];

    private static IQueryable<Dispute> Open(MarketDb db, OrderId order) => db.Disputes.Where(d => d.Order == order && d.Status != DisputeStatus.Closed);
}
