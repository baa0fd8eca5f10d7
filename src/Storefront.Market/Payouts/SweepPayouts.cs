using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes up what a crash left unsent and asks about what is on its way, or was paid so lately that it may come back. Any node may run it at any time.</summary>
public sealed class SweepPayouts(IDbContextFactory<MarketDb> contexts, SendPayout send, SettlePayout settle, TakeTransferBack take, TimeProvider clock, ILogger<SweepPayouts> log)
{
    /// <summary>A sending that is still at work is left alone for so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static readonly TimeSpan PauseWhileSent = TimeSpan.FromMinutes(15);

    /// <summary>What waits for money of ours at the provider is tried again so often.</summary>
    public static readonly TimeSpan PauseWhileShort = TimeSpan.FromMinutes(30);

    public static readonly TimeSpan PauseAfterPaid = TimeSpan.FromDays(1);

    /// <summary>Banks return payments that they confirmed within days; after so long nobody asks any more.</summary>
    public static readonly TimeSpan MayComeBack = TimeSpan.FromDays(14);

    private const int BatchSize = 100;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var due = await db.Payouts.AsNoTracking().Where(p => p.LookAtUtc <= now).OrderBy(p => p.LookAtUtc).ThenBy(p => p.Id).Take(BatchSize).Select(p => new { p.Id, p.Status }).ToListAsync(cancel);
        foreach (var payout in due)
        {
            try
            {
                if (payout.Status == PayoutStatus.Pending) await send.RunAsync(payout.Id, cancel);
                else await settle.RunAsync(payout.Id, cancel);
            }
            catch (ProviderOutcomeUnknownException e)
            {
                PayoutLog.Unanswered(log, payout.Id.Value, e);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // The oldest come first: one that fails each time would keep all others from being paid.
                PayoutLog.Faulty(log, payout.Id.Value, e);
            }
        }

        return due.Count + await TakeUpReversalsAsync(db, now, cancel);
    }

    private async Task<int> TakeUpReversalsAsync(MarketDb db, DateTime now, CancellationToken cancel)
    {
        var before = now - Patience;
        var open = await db.Reversals.AsNoTracking().Where(r => r.Status == ReversalStatus.Pending && r.CreatedAtUtc < before).OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id).Take(BatchSize)
            .Select(r => new { r.Id, r.Refund, r.Merchant }).ToListAsync(cancel);
        foreach (var reversal in open)
        {
            try
            {
                await take.RunAsync(reversal.Refund, reversal.Merchant, cancel);
            }
            catch (ProviderOutcomeUnknownException e)
            {
                PayoutLog.Unanswered(log, reversal.Id, e);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                PayoutLog.Faulty(log, reversal.Id, e);
            }
        }

        return open.Count;
    }
}
