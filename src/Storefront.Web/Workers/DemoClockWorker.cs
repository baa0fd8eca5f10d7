using Storefront.Trust;

namespace Storefront.Web.Workers;

/// <summary>Keeps a demo market's nodes at the same time: the one that an admin moved on, also after a restart.</summary>
public sealed class DemoClockWorker(IServiceScopeFactory scopes, DemoClockSettings settings, ILogger<DemoClockWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await FollowAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.IsOn ? Work.LoopAsync(FollowAsync, Look, nameof(DemoClockWorker), log, stoppingToken) : Task.CompletedTask;

    private async Task FollowAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoClock>().FollowAsync(cancel);
    }
}
