using Storefront.Catalog;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>Opens the node's catalogue copy before the first request, then follows the change feed. While the database is away the copy
/// stays as it is and the shop goes on browsing.</summary>
public sealed class CatalogueFeedWorker(CatalogueFeed feed, CatalogueCopy copy, CopiesSignal signal, StartOptions options, ILogger<CatalogueFeedWorker> log) : BackgroundService
{
    /// <summary>What this node publishes rings; for what others publish one look costs one indexed read.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!copy.IsOpen) await copy.OpenAsync(Path.Combine(options.DataFolder, "catalogue.db"), cancel: cancellationToken);
        await feed.FillDirectoryAsync(cancellationToken);
        await feed.CatchUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(
        async cancel =>
        {
            await feed.CatchUpAsync(cancel);
            await signal.WaitAsync(Look, cancel);
        },
        TimeSpan.Zero, nameof(CatalogueFeedWorker), log, stoppingToken);
}
