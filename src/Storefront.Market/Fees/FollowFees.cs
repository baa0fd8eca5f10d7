using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Fees;

/// <summary>Keeps this node's schedule at what the database holds.</summary>
public sealed class FollowFees(IDbContextFactory<MarketDb> contexts, CurrentFees current) : FollowTable(contexts)
{
    /// <summary>Three counts over small tables.</summary>
    protected override async Task<string> LookAsync(MarketDb db, CancellationToken cancel)
    {
        // Rules are added and ended and never go; an end counts its version up.
        var (rules, changes, categories) = (await db.FeeRules.CountAsync(cancel), await db.FeeRules.SumAsync(r => r.Version, cancel), await db.Categories.CountAsync(cancel));
        return string.Create(CultureInfo.InvariantCulture, $"{rules}.{changes}.{categories}");
    }

    protected override async Task ReplaceAsync(MarketDb db, CancellationToken cancel)
    {
        var rules = await db.FeeRules.AsNoTracking().ToListAsync(cancel);
        var parents = await db.Categories.AsNoTracking().Select(c => new { c.Key, c.ParentKey }).ToListAsync(cancel);
        current.Replace(new FeeSchedule(rules, parents.Select(c => KeyValuePair.Create(c.Key, c.ParentKey))));
    }
}
