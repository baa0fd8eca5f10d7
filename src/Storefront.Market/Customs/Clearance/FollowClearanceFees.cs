using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>Keeps this node's clearance fees at what the database holds.</summary>
public sealed class FollowClearanceFees(IDbContextFactory<MarketDb> contexts, CurrentClearanceFees current, LandedCostTables tables) : FollowTable<int>(contexts)
{
    protected override async Task<(string State, int Found)> LookAsync(MarketDb db, CancellationToken cancel)
    {
        // Fees are added and stay, and count their version up when they are ended or taken away: the sum grows with every change.
        var changes = await db.ClearanceFees.SumAsync(f => f.Version, cancel);
        return (changes == 0 ? "" : changes.ToString(CultureInfo.InvariantCulture), changes);
    }

    protected override async Task ReplaceAsync(int found, MarketDb db, CancellationToken cancel)
    {
        var set = await db.ClearanceFees.AsNoTracking().Where(f => f.TakenAwayAtUtc == null).OrderBy(f => f.Id).ToListAsync(cancel);
        current.Replace(tables.Fees.With(set.Select(f => f.ToFee())));
    }
}
