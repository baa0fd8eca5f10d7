using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The buyer says that the goods have come, or the time for saying otherwise is over: the held money is
/// released, but for lines with an open case.</summary>
public sealed class ConfirmReceipt(MarketDb db, ReleaseFunds release, TimeProvider clock, ILogger<ConfirmReceipt> log)
{
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
        var due = await db.Consignments.AsNoTracking()
            .Where(c => (!c.InDispute || c.Lines.Any(l => l.Hold == HoldState.Held)) && ((c.Status == ConsignmentStatus.Delivered && c.DeliveredAtUtc < delivered) || (c.Status == ConsignmentStatus.HandedOver && c.PromisedByUtc < promised && c.Trouble != ParcelTrouble.Lost && c.Trouble != ParcelTrouble.Returned)))
            .OrderBy(c => c.Id).Take(100).Select(c => new { c.Id, c.Order }).ToListAsync(cancel);
        var confirmed = 0;
        foreach (var one in due)
        {
            confirmed += await HoldTimers.GuardAsync(db, one.Id, log, async () =>
            {
                var order = await db.Orders.Include(o => o.Consignments.Where(c => c.Id == one.Id)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == one.Order, cancel);
                var consignment = order.Consignments[0];
                if (consignment.CountsAsReceivedAtUtc is not { } at || at >= now || !consignment.Lines.Any(l => l.Hold == HoldState.Held)) return 0;
                await release.ReceivedAsync(order, consignment, "timer", now, cancel);
                return 1;
            }, cancel);
        }

        return confirmed;
    }
}
