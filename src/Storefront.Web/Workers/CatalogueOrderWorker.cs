using Storefront.Search;

namespace Storefront.Web.Workers;

/// <summary>Lays the catalogue copy out anew when so much has changed that its file no longer follows rank. Browsing goes on meanwhile; an hour's
/// pause keeps a large import from being followed by one rebuild after the other.</summary>
public sealed class CatalogueOrderWorker(CatalogueCopy copy, ILogger<CatalogueOrderWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(
        async cancel =>
        {
            await Task.Delay(Pause, cancel);
            if (copy.IsOpen && copy.NeedsRebuild) await Task.Run(() => copy.Rebuild(cancel), cancel);
        },
        TimeSpan.Zero, nameof(CatalogueOrderWorker), log, stoppingToken);
}
