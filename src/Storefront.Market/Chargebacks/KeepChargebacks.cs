using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>Asks about open chargebacks and hands the answer in by itself before the deadline: none is ever forgotten. Any node may run it at any time.</summary>
public sealed class KeepChargebacks(IDbContextFactory<MarketDb> contexts, FollowChargeback follow, SendChargebackAnswer send, TimeProvider clock, ILogger<KeepChargebacks> log)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMinutes(15);

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Chargebacks.AsNoTracking().Where(c => c.LookAtUtc <= now).OrderBy(c => c.LookAtUtc).ThenBy(c => c.Id).Take(BatchSize)
            .Select(c => new { c.Id, c.Provider, c.Reference }).ToListAsync(cancel);
        foreach (var one in due)
        {
            try
            {
                await send.RunAsync(one.Id, cancel);
                await follow.RunAsync(one.Provider, one.Reference, cancel);
                if (await SendItselfAsync(db, one.Id, cancel)) await send.RunAsync(one.Id, cancel);
            }
            catch (ProviderOutcomeUnknownException e)
            {
                ChargebackLog.Unanswered(log, one.Id.Value, e);
                await LaterAsync(db, one.Id, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // The most urgent come first: one that fails each time would keep all others from being answered.
                ChargebackLog.Faulty(log, one.Id.Value, e);
                await LaterAsync(db, one.Id, cancel);
            }
        }

        return due.Count;
    }

    private async Task<bool> SendItselfAsync(MarketDb db, ChargebackId id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await db.AtomicallyAsync<bool>(async () =>
        {
            var (it, now) = (await db.Chargebacks.SingleAsync(c => c.Id == id, cancel), clock.GetUtcNow().UtcDateTime);
            if (it.SendsItselfAtUtc is not { } at || at > now) return false;
            db.AskAnswer(it, "timer", now);
            return true;
        }, cancel) is { Succeeded: true, Value: true };
    }

    private async Task LaterAsync(MarketDb db, ChargebackId id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await db.AtomicallyAsync<Done>(async () =>
        {
            var it = await db.Chargebacks.SingleAsync(c => c.Id == id, cancel);
            if (it.IsOpen) it.LookAgain(clock.GetUtcNow().UtcDateTime + PauseAfterFault);
            return default(Done);
        }, cancel);
    }
}
