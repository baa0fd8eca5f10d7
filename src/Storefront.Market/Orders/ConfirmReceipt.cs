using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The buyer says that the goods have come, or the time for saying otherwise is over: the held money is
/// released, but for lines with an open case.</summary>
public sealed class ConfirmReceipt(MarketDb db, ReleaseFunds release, TimeProvider clock, ILogger<ConfirmReceipt> log)
{
    private const int BatchSize = 100;

    public Task<Outcome<Done>> ByBuyerAsync(string orderNumber, ConsignmentId id, OrderAccess access, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        if (order is null || !access.Opens(order) || order.Consignments.SingleOrDefault(c => c.Id == id) is not { } consignment) return OrderRefusals.NotFound;
        if (consignment.Status == ConsignmentStatus.Received) return default(Done);
        if (!consignment.IsShipped || !consignment.Status.MayBecome(ConsignmentStatus.Received)) return OrderRefusals.NotYetSent;
        if (!consignment.Lines.Any(l => l.Hold == HoldState.Held)) return OrderRefusals.InDispute;

        await release.ReceivedAsync(order, consignment, "buyer", clock.GetUtcNow().UtcDateTime, cancel);
        return default(Done);
    }, cancel);

    /// <summary>Confirms what was delivered, or promised and never scanned, long enough ago and is not all in dispute; the number confirmed.</summary>
    public async Task<int> ByTimeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var delivered = now.AddDays(-Consignment.ConfirmDaysAfterDelivery);
        var promised = now.AddDays(-Consignment.ConfirmDaysAfterPromise);
        var (confirmed, stay) = (0, 0);
        while (true)
        {
            // What meets a fault stays due: those that did stand before all that come after them.
            var due = await db.Consignments.AsNoTracking()
                .Where(c => (!c.InDispute || c.Lines.Any(l => l.Hold == HoldState.Held)) && ((c.Status == ConsignmentStatus.Delivered && c.DeliveredAtUtc < delivered) || (c.Status == ConsignmentStatus.HandedOver && c.PromisedByUtc < promised && c.Trouble != ParcelTrouble.Lost && c.Trouble != ParcelTrouble.Returned)))
                .OrderBy(c => c.Id).Skip(stay).Take(BatchSize).Select(c => new { c.Id, c.Order }).ToListAsync(cancel);
            foreach (var one in due)
            {
                var done = await HoldTimers.GuardAsync(db, one.Id, log, () => ConfirmAsync(one.Order, one.Id, now, cancel), cancel);
                (confirmed, stay) = (confirmed + done, stay + 1 - done);
            }

            if (due.Count < BatchSize) return confirmed;
        }
    }

    private async Task<int> ConfirmAsync(OrderId of, ConsignmentId id, DateTime now, CancellationToken cancel)
    {
        var order = await db.Orders.Include(o => o.Consignments.Where(c => c.Id == id)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == of, cancel);
        var consignment = order.Consignments[0];
        if (consignment.CountsAsReceivedAtUtc is not { } at || at >= now || !consignment.Lines.Any(l => l.Hold == HoldState.Held)) return 0;
        await release.ReceivedAsync(order, consignment, "timer", now, cancel);
        return 1;
    }
}
