using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Storefront.Data.Outbox;

/// <summary>Claims due messages under a lease and handles them. Any number of nodes may run it: a message is claimed by one conditional
/// update, and when a node dies its lease runs out and another takes over.</summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, OutboxRoutes routes, TimeProvider clock, ILogger<OutboxDispatcher> log)
{
    public const int BatchSize = 20;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>What was handled is marked together, and at the latest after this time: far below the lease, after which another node would handle it again.</summary>
    private static readonly TimeSpan Unmarked = TimeSpan.FromSeconds(5);

    /// <summary>Handles one batch; the number of messages claimed, so that the caller can go on while there are any.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var holder = Guid.NewGuid();
        List<Guid> claimed = [];
        var done = new List<Guid>();
        try
        {
            var mine = await ClaimAsync(claimed, holder, cancel);
            var sinceMarked = Stopwatch.StartNew();
            foreach (var message in mine)
            {
                if (await HandleAsync(message, cancel) is { } fault) await PutBackAsync(message, holder, fault, cancel);
                else done.Add(message.Id);
                if (sinceMarked.Elapsed < Unmarked) continue;
                await MarkDoneAsync(done, holder, cancel);
                sinceMarked.Restart();
            }

            await MarkDoneAsync(done, holder, cancel);
            return mine.Count;
        }
        catch (Exception) when (cancel.IsCancellationRequested && claimed.Count > 0)
        {
            // A node that is asked to stop, between claiming and marking too, leaves nothing leased that others would have to wait for.
            await MarkDoneAsync(done, holder, CancellationToken.None);
            await GiveBackAsync(claimed, holder);
            throw;
        }
    }

    /// <param name="claimed">Takes the ids before they are claimed, so that they can be given back whatever comes then.</param>
    private async Task<List<OutboxMessage>> ClaimAsync(List<Guid> claimed, Guid holder, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var free = db.Outbox.Where(m => m.DoneAtUtc == null && m.DeadAtUtc == null && m.DueAtUtc <= now && (m.LeasedUntilUtc == null || m.LeasedUntilUtc < now));
        claimed.AddRange(await free.OrderBy(m => m.DueAtUtc).ThenBy(m => m.Id).Select(m => m.Id).Take(BatchSize).ToListAsync(cancel));
        if (claimed.Count == 0) return [];
        await free.Where(m => claimed.Contains(m.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.LeasedUntilUtc, now + Lease).SetProperty(m => m.LeaseHolder, holder).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancel);
        return await db.Outbox.AsNoTracking().Where(m => claimed.Contains(m.Id) && m.LeaseHolder == holder).OrderBy(m => m.Id).ToListAsync(cancel);
    }

    /// <summary>What was claimed and not worked off is free again, as if it had not been claimed.</summary>
    private async Task GiveBackAsync(List<Guid> claimed, Guid holder)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MarketDb>().Outbox.Where(m => claimed.Contains(m.Id) && m.LeaseHolder == holder && m.LeasedUntilUtc != null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeasedUntilUtc, (DateTime?)null).SetProperty(m => m.Attempts, m => m.Attempts - 1));
    }

    private async Task<Exception?> HandleAsync(OutboxMessage message, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await routes.HandleAsync(message, scope.ServiceProvider, cancel);
            return null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return e;
        }
    }

    private async Task MarkDoneAsync(List<Guid> done, Guid holder, CancellationToken cancel)
    {
        if (done.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        await scope.ServiceProvider.GetRequiredService<MarketDb>().Outbox.Where(m => done.Contains(m.Id) && m.LeaseHolder == holder)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.DoneAtUtc, now).SetProperty(m => m.LeasedUntilUtc, (DateTime?)null), cancel);
        done.Clear();
    }

    private async Task PutBackAsync(OutboxMessage message, Guid holder, Exception fault, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        var held = scope.ServiceProvider.GetRequiredService<MarketDb>().Outbox.Where(m => m.Id == message.Id && m.LeaseHolder == holder);
        var error = fault.ToString();
        error = error.Length > 2000 ? error[..2000] : error;
        if (message.Attempts >= OutboxMessage.MostAttempts)
        {
            OutboxLog.Dead(log, message.Id, message.Kind, fault);
            await held.ExecuteUpdateAsync(set => set.SetProperty(m => m.DeadAtUtc, now).SetProperty(m => m.LastError, error), cancel);
            return;
        }

        OutboxLog.Failed(log, message.Id, message.Kind, message.Attempts, fault);
        var again = now + Backoff(message.Attempts);
        await held.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DueAtUtc, again).SetProperty(m => m.LeasedUntilUtc, (DateTime?)null).SetProperty(m => m.LastError, error), cancel);
    }

    /// <summary>Exponential from two seconds to an hour, with jitter so that many failures do not come back together.</summary>
    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, attempts)) * (0.75 + (Random.Shared.NextDouble() / 2)));
}

internal static partial class OutboxLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Outbox message {Id} ({Kind}) failed at attempt {Attempt}")]
    public static partial void Failed(ILogger log, Guid id, string kind, int attempt, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Outbox message {Id} ({Kind}) is given up; a person must look")]
    public static partial void Dead(ILogger log, Guid id, string kind, Exception fault);
}
