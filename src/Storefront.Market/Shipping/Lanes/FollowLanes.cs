using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Shipping.Lanes;

/// <summary>Keeps this node's lanes at what the database holds and the clock says.</summary>
public sealed class FollowLanes(IDbContextFactory<MarketDb> contexts, CurrentLanes current, TimeProvider clock) : FollowTable(contexts)
{
    protected override async Task<string> LookAsync(MarketDb db, CancellationToken cancel) => string.Join(',', (await HoldingAsync(db, cancel)).Select(n => $"{n.Id:N}.{n.Version}"));

    protected override async Task ReplaceAsync(MarketDb db, CancellationToken cancel) => current.Replace(new LaneTable(await HoldingAsync(db, cancel)));

    /// <summary>The few notices that are not over are found by index.</summary>
    private async Task<List<LaneNotice>> HoldingAsync(MarketDb db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var notOver = await db.LaneNotices.AsNoTracking().Where(n => n.UntilUtc == null || n.UntilUtc > now).OrderBy(n => n.Id).ToListAsync(cancel);
        return notOver.FindAll(n => n.HoldsAt(now));
    }
}
