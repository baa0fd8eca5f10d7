using Storefront.Fees;

namespace Storefront.Web.Workers;

/// <summary>Brings this node to the commission rules that the market holds, before its first request and whenever any node's admin changed one.</summary>
public sealed class FeesWorker(FollowFees follow, ILogger<FeesWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await follow.RunAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(follow.RunAsync, Look, nameof(FeesWorker), log, stoppingToken);
}
