using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Customs;

/// <summary>Keeps this node's duty rates at what the database holds: the tariffs that brought rates and the rates set by hand.</summary>
public sealed class FollowDuties(IDbContextFactory<MarketDb> contexts, CurrentDuties current, LandedCostTables tables) : FollowTable(contexts)
{
    protected override async Task<string> LookAsync(MarketDb db, CancellationToken cancel)
    {
        // Tariffs are added and stay; a rate set by hand counts its version up when it is taken away: the sum grows with every change.
        return State(await db.NationalTariffs.Where(t => t.HasDuties).Select(_ => 1).Concat(db.TariffDuties.Where(d => d.Tariff == null).Select(d => d.Version)).SumAsync(cancel));
    }

    protected override async Task ReplaceAsync(MarketDb db, CancellationToken cancel)
    {
        var tariffs = await db.NationalTariffs.AsNoTracking().Where(t => t.HasDuties).OrderByDescending(t => t.TakenAtUtc).ThenByDescending(t => t.Id).Select(t => new { t.Id, t.Country }).ToListAsync(cancel);
        var newest = tariffs.DistinctBy(t => t.Country).Select(t => (Guid?)t.Id).ToList();
        var rows = await db.TariffDuties.AsNoTracking().Where(d => (d.Tariff == null && d.TakenAwayAtUtc == null) || newest.Contains(d.Tariff)).OrderBy(d => d.Id).ToListAsync(cancel);
        var rates = rows.Select(r => r.ToRate()).ToList();
        current.Replace(new DutyRates(rates.Concat(ShorterDuties.Of(rates)), tables.Duties));
    }
}
