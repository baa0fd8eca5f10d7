using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Orders;

/// <summary>Writes to buyers twice before what was delivered counts as received, while money of it is held and in no case. Any node may run it at any time.</summary>
/// <remarks>Days: docs/decisions/0008-disputes.md, checked 2026-12-01.</remarks>
public sealed class RemindReceipt(MarketDb db, TimeProvider clock)
{
    private const string Template = "receipt-due";

    private const int BatchSize = 100;

    /// <summary>After the delivery scan.</summary>
    private static readonly int[] Days = [10, 13];

    /// <summary>The number of mails written. What is a day late already is not written any more.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var (now, written) = (clock.GetUtcNow().UtcDateTime, 0);
        foreach (var day in Days)
        {
            var (from, until) = (now.AddDays(-day - 1), now.AddDays(-day));
            for (var seen = 0; ; seen += BatchSize)
            {
                var due = await db.Consignments.AsNoTracking()
                    .Where(c => c.Status == ConsignmentStatus.Delivered && c.DeliveredAtUtc > from && c.DeliveredAtUtc <= until && c.Lines.Any(l => l.Hold == HoldState.Held))
                    .OrderBy(c => c.Id).Skip(seen).Take(BatchSize).Select(c => c.Id).ToListAsync(cancel);
                var keys = due.ConvertAll(id => $"{Template}:{KeyOf(id, day)}");
                var told = await db.Notices.AsNoTracking().Where(n => keys.Contains(n.Key)).Select(n => n.Key).ToListAsync(cancel);
                foreach (var id in due.Where(id => !told.Contains($"{Template}:{KeyOf(id, day)}"))) written += await WriteAsync(id, day, now, cancel);
                if (due.Count < BatchSize) break;
            }
        }

        return written;
    }

    private static string KeyOf(ConsignmentId id, int day) => $"{id.Value:N}-{day}";

    private async Task<int> WriteAsync(ConsignmentId id, int day, DateTime now, CancellationToken cancel)
    {
        var key = KeyOf(id, day);
        db.ChangeTracker.Clear();
        var done = await db.AtomicallyAsync<int>(async () =>
        {
            // Another node may have been faster, or the buyer.
            if (await db.IsToldAsync(Template, key, cancel)) return 0;
            var consignment = await db.Consignments.AsNoTracking().Include(c => c.Lines).SingleAsync(c => c.Id == id, cancel);
            if (consignment.Status != ConsignmentStatus.Delivered || consignment.CountsAsReceivedAtUtc is not { } at || !consignment.Lines.Any(l => l.Hold == HoldState.Held)) return 0;
            var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == consignment.Order, cancel);
            db.TellBuyer(order, Template, key, now, ("merchant", consignment.MerchantName), ("date", order.DayThere(at)));
            return 1;
        }, cancel);
        return done.Succeeded ? done.Value : 0;
    }
}
