using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>Silence decides: a merchant that does not answer has approved; a buyer who does not send keeps the goods; a merchant that does not look at what
/// it received has accepted all of it. About a parcel that is late a person decides.</summary>
public sealed class EnforceReturnTerms(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    /// <summary>The number of returns moved. Any node may run it; the row's version lets one win.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Returns.AsNoTracking()
            .Where(r => (r.Status == ReturnStatus.Requested || r.Status == ReturnStatus.Approved || r.Status == ReturnStatus.Received) && r.DueAtUtc < now && r.FrozenAtUtc == null)
            .OrderBy(r => r.DueAtUtc).ThenBy(r => r.Id).Take(100).Select(r => r.Id).ToListAsync(cancel);
        var moved = 0;
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            var done = await db.AtomicallyAsync<bool>(async () =>
            {
                var it = (await ReturnCase.LoadAsync(db, id, cancel))!;
                if (it.Return.DueAtUtc is not { } dueAt || dueAt >= now || it.Return.FrozenAtUtc is not null) return false;
                if (it.Return.Status == ReturnStatus.Requested) await it.ApproveAsync(db, "timer", now, cancel);
                else if (it.Return.Status == ReturnStatus.Approved) await it.CloseAsync(db, release, null, "timer", now, cancel);
                else if (it.Return.Status == ReturnStatus.Received) await AcceptAllAsync(it, now, cancel);
                else return false;
                return true;
            }, cancel);
            if (done is { Succeeded: true, Value: true }) moved++;
        }

        return moved;
    }

    private async Task AcceptAllAsync(ReturnCase it, DateTime now, CancellationToken cancel)
    {
        // Nobody looked at them, so they do not go back on the shelf by themselves.
        foreach (var line in it.Return.Lines) line.Inspected(line.Units, null, backToStock: false, Money.Zero(it.Return.GivenBack.Currency), null);
        if (it.Return.PostageAskedMinor is { } asked) it.Return.PostageJudged(new Money(asked, it.Return.GivenBack.Currency), null);
        await it.InspectedAsync(db, release, "timer", now, cancel);
    }
}
