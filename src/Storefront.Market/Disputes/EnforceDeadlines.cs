using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>Silence decides: a merchant who does not answer in time has accepted; a buyer who does not has taken the offer, or let
/// the case lapse when there was none. A review that is late stays open and stands first on the desk.</summary>
public sealed class EnforceDeadlines(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    /// <summary>The number of cases moved. Any node may run it; the row's version lets one win.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Disputes.AsNoTracking()
            .Where(d => (d.Status == DisputeStatus.AwaitingMerchant || d.Status == DisputeStatus.AwaitingBuyer) && d.DueAtUtc < now && d.FrozenAtUtc == null)
            .OrderBy(d => d.DueAtUtc).ThenBy(d => d.Id).Take(100).Select(d => d.Id).ToListAsync(cancel);
        var moved = 0;
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            var done = await db.AtomicallyAsync<bool>(async () =>
            {
                var it = (await DisputeCase.LoadAsync(db, id, cancel))!;
                if (it.Dispute.DueAtUtc is not { } dueAt || dueAt >= now || it.Dispute.FrozenAtUtc is not null || it.Dispute.Status == DisputeStatus.UnderReview) return false;
                db.DisputeEntries.Add(DisputeEntry.Of(id, DisputeEntryKind.TimeRanOut, "timer", now));
                if (it.Dispute.Status == DisputeStatus.AwaitingMerchant) await it.RefundAsync(db, release, it.Dispute.Ask, null, "timer", now, cancel);
                else if (it.Dispute.OfferMinor > 0) await it.RefundAsync(db, release, it.Dispute.Offer, null, "timer", now, cancel);
                else await it.CloseAsync(db, release, DisputeOutcome.LapsedByBuyer, null, "timer", now, cancel);
                return true;
            }, cancel);
            if (done is { Succeeded: true, Value: true }) moved++;
        }

        return moved;
    }
}
