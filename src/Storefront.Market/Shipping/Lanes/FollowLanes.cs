using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Shipping.Lanes;

/// <summary>Keeps this node's lanes at what the database holds and the clock says, whichever node's admin changed them. Any number of callers may ask at once.</summary>
public sealed class FollowLanes(IDbContextFactory<MarketDb> contexts, CurrentLanes current, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private string? seen;

    public void Dispose() => one.Dispose();

    /// <summary>Costs one statement that finds the few notices that are not over by index.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var notOver = await db.LaneNotices.AsNoTracking().Where(n => n.UntilUtc == null || n.UntilUtc > now).OrderBy(n => n.Id).ToListAsync(cancel);
            var holding = notOver.FindAll(n => n.HoldsAt(now));
            var state = string.Join(',', holding.Select(n => $"{n.Id:N}.{n.Version}"));
            if (state == seen) return;
            // The first look at an open market changes nothing.
            if (seen is not null || holding.Count > 0) current.Replace(new LaneTable(holding));
            seen = state;
        }
        finally
        {
            one.Release();
        }
    }
}
