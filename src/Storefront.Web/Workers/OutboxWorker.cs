using Storefront.Data.Outbox;

namespace Storefront.Web.Workers;

/// <summary>Works the outbox off: at once when this node committed something, and every few seconds for what other nodes left.</summary>
public sealed class OutboxWorker(OutboxDispatcher dispatcher, OutboxSignal signal, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>After a ring: what many shoppers commit at the same time is claimed, and marked as done, in one statement each.</summary>
    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(40);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(
        async cancel =>
        {
            // A ring while it worked is kept, so what came meanwhile is seen at once.
            if (await dispatcher.RunOnceAsync(cancel) == OutboxDispatcher.BatchSize) return;
            await signal.WaitAsync(Look, cancel);
            await Task.Delay(Gathered, cancel);
        },
        TimeSpan.Zero, nameof(OutboxWorker), log, stoppingToken);
}
