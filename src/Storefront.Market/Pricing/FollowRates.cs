using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Pricing;

/// <summary>Keeps this node's rate table at what the database holds: a day that any node took in, and the age that ends an old one. Any number
/// of callers may ask at once.</summary>
public sealed class FollowRates(IDbContextFactory<MarketDb> contexts, CurrentRates current, RatePolicy policy, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private (int Days, DateOnly Today)? seen;

    public void Dispose() => one.Dispose();

    /// <summary>Costs one count where nothing is new.</summary>
    /// <returns>Whether another table holds now.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            // Days are only ever added.
            var state = (await db.RateDays.CountAsync(cancel), today);
            if (state == seen) return false;
            var next = await ComposeAsync(db, today, cancel);
            seen = state;
            var now = current.Now;
            if (next.Origin == now.Origin && next.Rows.SequenceEqual(now.Rows)) return false;
            current.Replace(next);
            return true;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<ExchangeRates> ComposeAsync(MarketDb db, DateOnly today, CancellationToken cancel)
    {
        var newest = await db.RateDays.AsNoTracking().OrderByDescending(d => d.PublishedOn).ThenByDescending(d => d.Edition)
            .Select(d => new RateOrigin(d.Source, d.PublishedOn, d.AtUtc)).FirstOrDefaultAsync(cancel);
        return RateTable.Compose(newest is null ? [] : await db.NewestGoodAsync(DateOnly.MaxValue, cancel), newest, policy, today);
    }
}

internal static class StoredRates
{
    /// <summary>Each currency's newest good rate of a day before <paramref name="before"/>.</summary>
    /// <param name="takenInByUtc">Leaves out what was fetched later; null for all.</param>
    public static async Task<IReadOnlyList<ExchangeRate>> NewestGoodAsync(this MarketDb db, DateOnly before, CancellationToken cancel, DateTime? takenInByUtc = null)
    {
        var good = db.PublishedRates.AsNoTracking().Where(r => r.Verdict != RateVerdict.Jumped && r.PublishedOn < before);
        if (takenInByUtc is { } by) good = good.Where(r => r.AtUtc <= by);
        var newest = good.GroupBy(r => r.Currency).Select(g => new { Currency = g.Key, PublishedOn = g.Max(r => r.PublishedOn) });
        var rows = await (from r in good
                          join n in newest on new { r.Currency, r.PublishedOn } equals new { n.Currency, n.PublishedOn }
                          join d in db.RateDays on r.Day equals d.Id
                          select new { r.Currency, r.PublishedOn, r.Edition, r.UnitsPerEuro, d.Source }).ToListAsync(cancel);
        return [.. rows.GroupBy(r => r.Currency).Select(g => g.MaxBy(r => r.Edition)!).Select(r => new ExchangeRate(r.Currency, r.UnitsPerEuro, r.PublishedOn, r.Source))];
    }
}
