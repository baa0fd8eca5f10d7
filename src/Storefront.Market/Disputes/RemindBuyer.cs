using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>Writes to buyers three days and one day before their silence decides a case. Any node may run it at any time.</summary>
/// <remarks>Hours: docs/decisions/0008-disputes.md, checked 2026-12-01.</remarks>
public sealed class RemindBuyer(MarketDb db, TimeProvider clock)
{
    private const string Template = "dispute-due";

    private const int BatchSize = 100;

    /// <summary>The number of mails written.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var (now, written) = (clock.GetUtcNow().UtcDateTime, 0);
        foreach (var (hours, least) in new[] { (72, 24), (24, 0) })
        {
            var (from, until) = (now.AddHours(least), now.AddHours(hours));
            for (var seen = 0; ; seen += BatchSize)
            {
                var due = await db.Disputes.AsNoTracking().Where(d => d.Status == DisputeStatus.AwaitingBuyer && d.FrozenAtUtc == null && d.DueAtUtc > from && d.DueAtUtc <= until)
                    .OrderBy(d => d.DueAtUtc).ThenBy(d => d.Id).Skip(seen).Take(BatchSize).ToListAsync(cancel);
                foreach (var dispute in due) written += await WriteAsync(dispute, hours, now, cancel);
                if (due.Count < BatchSize) break;
            }
        }

        return written;
    }

    private async Task<int> WriteAsync(Dispute dispute, int hours, DateTime now, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var (id, due) = (dispute.Id, dispute.DueAtUtc!.Value);
        // Each answer of the merchant has a deadline of its own.
        var key = string.Create(CultureInfo.InvariantCulture, $"{id.Value:N}-{due:yyyyMMddHHmm}-{hours}");
        var done = await db.AtomicallyAsync<int>(async () =>
        {
            // Another node may have been faster, or the buyer.
            if (await db.IsToldAsync(Template, key, cancel) || !await db.Disputes.AnyAsync(d => d.Id == id && d.Status == DisputeStatus.AwaitingBuyer && d.FrozenAtUtc == null && d.DueAtUtc == due, cancel)) return 0;
            var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == dispute.Order, cancel);
            db.TellBuyer(order, Template, key, now, ("offer", dispute.Offer.ToString()), ("until", order.TimeThere(due)));
            return 1;
        }, cancel);
        return done.Succeeded ? done.Value : 0;
    }
}
