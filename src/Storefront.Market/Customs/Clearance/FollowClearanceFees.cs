using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>Keeps this node's clearance fees at what the database holds.</summary>
public sealed class FollowClearanceFees(IDbContextFactory<MarketDb> contexts, CurrentClearanceFees current, LandedCostTables tables) : FollowTable(contexts)
{
    protected override async Task<string> LookAsync(MarketDb db, CancellationToken cancel)
    {
        // Fees are added and stay, and count their version up when they are ended or taken away: the sum grows with every change.
        return State(await db.ClearanceFees.SumAsync(f => f.Version, cancel));
    }

    protected override async Task ReplaceAsync(MarketDb db, CancellationToken cancel)
    {
        var set = await db.ClearanceFees.AsNoTracking().Where(f => f.TakenAwayAtUtc == null).OrderBy(f => f.Id).ToListAsync(cancel);
        current.Replace(tables.Fees.With(set.Select(f => f.ToFee())));
    }
}
