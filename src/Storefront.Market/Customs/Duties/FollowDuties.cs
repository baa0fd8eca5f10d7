using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>Keeps this node's duty rates at what the database holds, whichever node's admin changed them. Any number of callers may ask at once.</summary>
public sealed class FollowDuties(IDbContextFactory<MarketDb> contexts, CurrentDuties current, LandedCostTables tables) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private int? seen;

    public void Dispose() => one.Dispose();

    /// <summary>Costs one statement over the tariffs that brought rates and the rates set by hand, both few; the rates themselves are read when something has changed.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            // Tariffs are added and stay; a rate set by hand counts its version up when it is taken away: the sum grows with every change.
            var state = await db.NationalTariffs.Where(t => t.HasDuties).Select(_ => 1).Concat(db.TariffDuties.Where(d => d.Tariff == null).Select(d => d.Version)).SumAsync(cancel);
            if (state == seen) return;
            // The first look at a market without such rates changes nothing.
            if (state > 0) current.Replace(await ReadAsync(db, cancel));
            seen = state;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<DutyRates> ReadAsync(MarketDb db, CancellationToken cancel)
    {
        var tariffs = await db.NationalTariffs.AsNoTracking().Where(t => t.HasDuties).OrderByDescending(t => t.TakenAtUtc).ThenByDescending(t => t.Id).Select(t => new { t.Id, t.Country }).ToListAsync(cancel);
        var newest = tariffs.DistinctBy(t => t.Country).Select(t => (Guid?)t.Id).ToList();
        var rows = await db.TariffDuties.AsNoTracking().Where(d => (d.Tariff == null && d.TakenAwayAtUtc == null) || newest.Contains(d.Tariff)).OrderBy(d => d.Id).ToListAsync(cancel);
        var rates = rows.Select(r => r.ToRate()).ToList();
        return new DutyRates(rates.Concat(ShorterDuties.Of(rates)), tables.Duties);
    }
}
