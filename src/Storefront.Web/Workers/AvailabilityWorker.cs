using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Search;

namespace Storefront.Web.Workers;

/// <summary>Carries stock into the shop where a shopper would see the difference: sold out, back again, or only a few left. It follows the
/// stock movements, so that an order itself pays nothing for it.</summary>
public sealed class AvailabilityWorker(IDbContextFactory<MarketDb> contexts, MakeCopies copies, CatalogueCopy shop, TimeProvider clock, ILogger<AvailabilityWorker> log) : BackgroundService
{
    private const int Few = 5;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Movements of transactions that were still open at the last look lie before its end: look back so far each time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private DateTime seenUntil;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        seenUntil = clock.GetUtcNow().UtcDateTime.AddMinutes(-10);
        return Work.LoopAsync(RunOnceAsync, Look, nameof(AvailabilityWorker), log, stoppingToken);
    }

    private async Task RunOnceAsync(CancellationToken cancel)
    {
        var until = clock.GetUtcNow().UtcDateTime;
        var from = seenUntil - Overlap;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var moved = await db.StockMovements.AsNoTracking().Where(m => m.AtUtc >= from).Select(m => m.Variant).Distinct().ToListAsync(cancel);
        var stock = moved.Count == 0 ? [] : await db.Stock.AsNoTracking().Where(s => moved.Contains(s.Variant))
            .Select(s => new { s.Variant, Available = s.OnHand - s.Reserved - s.Committed }).ToListAsync(cancel);
        var stale = new HashSet<ListingId>();
        foreach (var one in stock)
        {
            if (shop.FindVariant(one.Variant) is not { } listing) continue;
            var shown = listing.Variants.First(v => v.Id == one.Variant).Available;
            if (Shown(shown) != Shown(one.Available)) stale.Add(listing.Id);
        }

        if (stale.Count > 0) await copies.RunAsync(stale, cancel);
        seenUntil = until;
    }

    private static int Shown(int available) => Math.Clamp(available, 0, Few + 1);
}
