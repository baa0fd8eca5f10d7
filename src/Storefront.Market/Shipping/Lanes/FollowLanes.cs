using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Shipping.Lanes;

/// <summary>Keeps this node's lanes at what the database holds and the clock says.</summary>
public sealed class FollowLanes(IDbContextFactory<MarketDb> contexts, CurrentLanes current, TimeProvider clock) : FollowTable<IReadOnlyList<LaneNotice>>(contexts)
{
    /// <summary>Finds the few notices that are not over by index.</summary>
    protected override async Task<(string State, IReadOnlyList<LaneNotice> Found)> LookAsync(MarketDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var notOver = await db.LaneNotices.AsNoTracking().Where(n => n.UntilUtc == null || n.UntilUtc > now).OrderBy(n => n.Id).ToListAsync(cancel);
        var holding = notOver.FindAll(n => n.HoldsAt(now));
        return (string.Join(',', holding.Select(n => $"{n.Id:N}.{n.Version}")), holding);
    }

    protected override Task ReplaceAsync(IReadOnlyList<LaneNotice> found, MarketDb db, CancellationToken cancel)
    {
        current.Replace(new LaneTable(found));
        return Task.CompletedTask;
    }
}
