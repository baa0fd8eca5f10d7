using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>The buyer says that the goods have come, or the time for saying otherwise is over: the held money is released.</summary>
public sealed class ConfirmReceipt(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> ByBuyerAsync(string orderNumber, ConsignmentId id, OrderAccess access, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        if (order is null || !access.Opens(order) || order.Consignments.SingleOrDefault(c => c.Id == id) is not { } consignment) return OrderRefusals.NotFound;
        if (consignment.Status == ConsignmentStatus.Received) return default(Done);
        if (!consignment.IsShipped || !consignment.Status.MayBecome(ConsignmentStatus.Received)) return OrderRefusals.NotYetSent;
        if (consignment.InDispute) return OrderRefusals.InDispute;

        db.Release(order, consignment, "buyer", clock.GetUtcNow().UtcDateTime);
        return default(Done);
    }, cancel);

    /// <summary>Confirms what was delivered, or promised and never scanned, long enough ago and is in no dispute; the number confirmed.</summary>
    public async Task<int> ByTimeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var delivered = now.AddDays(-Consignment.ConfirmDaysAfterDelivery);
        var promised = now.AddDays(-Consignment.ConfirmDaysAfterPromise);
        var due = await db.Consignments.AsNoTracking()
            .Where(c => !c.InDispute && ((c.Status == ConsignmentStatus.Delivered && c.DeliveredAtUtc < delivered) || (c.Status == ConsignmentStatus.HandedOver && c.PromisedByUtc < promised)))
            .OrderBy(c => c.Id).Take(100).Select(c => new { c.Id, c.Order }).ToListAsync(cancel);
        var confirmed = 0;
        foreach (var one in due)
        {
            db.ChangeTracker.Clear();
            var done = await db.AtomicallyAsync<bool>(async () =>
            {
                var order = await db.Orders.Include(o => o.Consignments).SingleAsync(o => o.Id == one.Order, cancel);
                var consignment = order.Consignments.Single(c => c.Id == one.Id);
                if (consignment.InDispute || consignment.CountsAsReceivedAtUtc is not { } at || at >= now) return false;
                db.Release(order, consignment, "timer", now);
                return true;
            }, cancel);
            if (done is { Succeeded: true, Value: true }) confirmed++;
        }

        return confirmed;
    }
}
