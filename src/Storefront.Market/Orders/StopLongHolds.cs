using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>Money is not held for longer than <see cref="HoldOptions.LongestDays"/> after its capture without something being done: what was delivered
/// and is in no case is released, and to no reserve; what was never sent goes back to the buyer; anything else is given to a person, who finds it among the holds.</summary>
public sealed class StopLongHolds(MarketDb db, ReleaseFunds release, IOptions<HoldOptions> options, TimeProvider clock, ILogger<StopLongHolds> log)
{
    private const int BatchSize = 100;

    /// <summary>The number of lines dealt with. Any node may run it at any time; a second run finds nothing left to do.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var stopped = 0;
        (DateTime At, Guid Line) last = default;
        while (true)
        {
            var (at, after) = last;
            var due = await db.OrderLines.AsNoTracking()
                .Where(l => l.StopAtUtc <= now && (l.StopAtUtc > at || (l.StopAtUtc == at && l.Id > after)))
                .OrderBy(l => l.StopAtUtc).ThenBy(l => l.Id).Take(BatchSize).Select(l => new { l.Id, l.StopAtUtc, l.Consignment }).ToListAsync(cancel);
            foreach (var id in due.Select(l => l.Consignment).Distinct())
                stopped += await HoldTimers.GuardAsync(db, id, log, () => StopAsync(id, now, cancel), cancel);
            if (due.Count < BatchSize) return stopped;
            last = (due[^1].StopAtUtc!.Value, due[^1].Id);
        }
    }

    private async Task<int> StopAsync(ConsignmentId id, DateTime now, CancellationToken cancel)
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        var consignment = order.Consignments.Single(c => c.Id == id);
        var lines = consignment.Lines.Where(l => l.StopAtUtc <= now).ToList();
        if (lines.Count == 0) return 0;
        var stopAt = order.PaidAtUtc?.AddDays(options.Value.LongestDays);
        if (stopAt is null || stopAt > now)
        {
            // Never captured, or captured some days after it was ordered. A payment that is still open is asked about again in a day.
            var again = stopAt ?? (order.Status is OrderStatus.AwaitingPayment or OrderStatus.PaymentProcessing ? now.AddDays(1) : (DateTime?)null);
            foreach (var line in lines)
            {
                if (again is null) line.NeverPaid();
                else line.StopsAt(again);
            }

            consignment.MoneyMoved();
            return 0;
        }

        // What is neither released nor refunded below is a person's.
        foreach (var line in lines)
        {
            // A reserve ends by itself, unless a case keeps it.
            if (line.MoneyIn == HoldState.Held || (line.MoneyIn == HoldState.Reserved && line.InDispute)) line.GivenToAPerson(now);
            else line.StopsAt(null);
        }

        consignment.MoneyMoved();
        if (consignment.Status == ConsignmentStatus.Delivered) await release.ReceivedAsync(order, consignment, "timer", now, cancel);
        else if (!consignment.HasLeft) await GiveBackAsync(order, consignment, now, cancel);
        if (lines.Exists(l => l.StoppedAtUtc is not null)) db.OrderEvents.Add(OrderEvent.Of(order.Id, id, OrderEventKind.HeldTooLong, "timer", now));
        return lines.Count;
    }

    private async Task GiveBackAsync(Order order, Consignment consignment, DateTime now, CancellationToken cancel)
    {
        var held = consignment.Lines.Where(l => l.Hold == HoldState.Held && l.Refundable.IsPositive).ToList();
        if (held.Count == 0) return;
        // A line is given back whole, and so once: one that a case kept behind the others has a refund of its own.
        var key = $"held-too-long:{held[0].Id:N}";
        await db.WriteRefundAsync(order, consignment, held.ConvertAll(l => new LineRefund(l, l.Left)), key, now, cancel);
        await db.EndIfAllRefundedAsync(order, consignment, now, cancel);
        db.TellBuyer(order, "consignment-cancelled", key, now, ("merchant", consignment.MerchantName));
    }
}
