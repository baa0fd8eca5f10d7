using Storefront.Shipping.Lanes;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>Brings this node to the lane notices that hold, before its first request, whenever any node's admin changed one, and when one begins or ends by itself.</summary>
public sealed class LanesWorker(FollowLanes follow, CurrentLanes current, BrowseCache pages, ILogger<LanesWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private int shown;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await follow.RunAsync(cancellationToken);
        shown = current.Edition;
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(FollowAsync, Look, nameof(LanesWorker), log, stoppingToken);

    /// <summary>A stored page names the lanes that it was made by, so an old one is not shown again; forgetting it gives its memory back.</summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        await follow.RunAsync(cancel);
        var now = current.Edition;
        if (now == shown) return;
        await pages.ForgetAllAsync(cancel);
        shown = now;
    }
}
