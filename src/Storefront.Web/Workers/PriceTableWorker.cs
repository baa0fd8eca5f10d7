using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>Brings this node to a table that shown prices depend on, before its first request and whenever any node's office changed it.</summary>
/// <param name="follow">Reads the table again where it has changed.</param>
/// <param name="edition">Another number for every other table.</param>
public abstract class PriceTableWorker(Func<CancellationToken, Task> follow, Func<int> edition, BrowseCache pages, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private int shown;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await follow(cancellationToken);
        shown = edition();
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(FollowAsync, Look, GetType().Name, log, stoppingToken);

    /// <summary>A stored page names the table that it was made by, so an old one is not shown again; forgetting it gives its memory back.</summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        await follow(cancel);
        var now = edition();
        if (now == shown) return;
        await pages.ForgetAllAsync(cancel);
        shown = now;
    }
}
