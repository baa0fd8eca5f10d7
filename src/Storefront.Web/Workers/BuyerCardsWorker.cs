using Storefront.Shipping;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>Brings this node to the rate cards by which buyers pay, before its first request and whenever a merchant changed one on any node.</summary>
public sealed class BuyerCardsWorker(FollowBuyerCards follow, CurrentBuyerCards current, BrowseCache pages, ILogger<BuyerCardsWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private int shown;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await follow.RunAsync(cancellationToken);
        shown = current.Edition;
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(FollowAsync, Look, nameof(BuyerCardsWorker), log, stoppingToken);

    /// <summary>A stored page names the cards that it was made by, so an old one is not shown again; forgetting it gives its memory back.</summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        await follow.RunAsync(cancel);
        var now = current.Edition;
        if (now == shown) return;
        await pages.ForgetAllAsync(cancel);
        shown = now;
    }
}
