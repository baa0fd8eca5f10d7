using Storefront.Data.Outbox;

namespace Storefront.Web.Workers;

/// <summary>Works the outbox off: at once when this node committed something, and every few seconds for what other nodes left.</summary>
public sealed class OutboxWorker(OutboxDispatcher dispatcher, OutboxSignal signal, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(
        async cancel =>
        {
            if (await dispatcher.RunOnceAsync(cancel) == 0) await signal.WaitAsync(Look, cancel);
        },
        TimeSpan.Zero, nameof(OutboxWorker), log, stoppingToken);
}
