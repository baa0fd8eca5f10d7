using Storefront.Catalog;

namespace Storefront.Web.Workers;

/// <summary>Makes copies of listings anew that were made by older rules of destinations: after a release, and after the day on which a rule begins or ends. Any node may:
/// where none is old it is one look into an index.</summary>
public sealed class DestinationRulesWorker(MakeCopies copies, ILogger<DestinationRulesWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(copies.RefreshAsync, Look, nameof(DestinationRulesWorker), log, stoppingToken);
}
