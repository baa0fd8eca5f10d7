using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Fees;

/// <summary>Keeps this node's schedule at what the database holds, whichever node's admin changed it. Any number of callers may ask at once.</summary>
public sealed class FollowFees(IDbContextFactory<MarketDb> contexts, CurrentFees current) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private (int Rules, int Changes, int Categories)? seen;

    public void Dispose() => one.Dispose();

    /// <summary>Costs three counts over small tables where nothing is new.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            // Rules are added and ended and never go; an end counts its version up.
            var state = (await db.FeeRules.CountAsync(cancel), await db.FeeRules.SumAsync(r => r.Version, cancel), await db.Categories.CountAsync(cancel));
            if (state == seen) return;
            var rules = await db.FeeRules.AsNoTracking().ToListAsync(cancel);
            var parents = await db.Categories.AsNoTracking().Select(c => new { c.Key, c.ParentKey }).ToListAsync(cancel);
            current.Replace(new FeeSchedule(rules, parents.Select(c => KeyValuePair.Create(c.Key, c.ParentKey))));
            seen = state;
        }
        finally
        {
            one.Release();
        }
    }
}
