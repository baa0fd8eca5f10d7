using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Takes up what a crash, a lost webhook or a shopper who never came back left open: payments not yet opened, payments whose
/// time is over, refunds not yet made. Any node may run it at any time.</summary>
public sealed class SweepPayments(IDbContextFactory<MarketDb> contexts, OpenPayment open, SettlePayment settle, MakeRefund refund, PaymentProviders providers, TimeProvider clock, ILogger<SweepPayments> log)
{
    /// <summary>A request that is still at work is left alone for so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int BatchSize = 100;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await OpenPaymentsAsync(now, cancel) + await RefundsAsync(now - Patience, cancel);
    }

    /// <summary>All of them, batch by batch: what stays open for weeks must not keep what comes after it waiting.</summary>
    private async Task<int> OpenPaymentsAsync(DateTime now, CancellationToken cancel)
    {
        var (late, swept) = (now - Patience, 0);
        (DateTime At, string Key)? last = null;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var open = db.Payments.AsNoTracking().Where(p => (p.Status == PaymentStatus.Pending && p.CreatedAtUtc < late)
                || ((p.Status == PaymentStatus.Pending || p.Status == PaymentStatus.AtProvider || p.Status == PaymentStatus.Processing) && p.ExpiresAtUtc < now));
            if (last is var (at, after)) open = open.Where(p => p.ExpiresAtUtc > at || (p.ExpiresAtUtc == at && p.Key.CompareTo(after) > 0));
            var batch = await open.OrderBy(p => p.ExpiresAtUtc).ThenBy(p => p.Key).Take(BatchSize).Select(p => new { p.Id, p.Provider, p.Reference, p.ExpiresAtUtc, p.Key }).ToListAsync(cancel);
            foreach (var payment in batch)
            {
                await GuardAsync(payment.Id.Value, async () =>
                {
                    if (payment.Reference is null)
                    {
                        if (!await OpenAsync(payment.Id, cancel)) return;
                    }
                    else
                    {
                        await providers.For(payment.Provider).CloseAsync(payment.Reference, cancel);
                    }

                    await settle.RunAsync(payment.Id, cancel);
                }, cancel);
            }

            swept += batch.Count;
            if (batch.Count < BatchSize) return swept;
            last = (batch[^1].ExpiresAtUtc, batch[^1].Key);
        }
    }

    /// <summary>All of them, but for those that wait for a bank's decision: <see cref="MakeRefund"/> leaves these alone.</summary>
    private async Task<int> RefundsAsync(DateTime late, CancellationToken cancel)
    {
        var swept = 0;
        (DateTime At, Guid Refund) last = default;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var (at, after) = last;
            var batch = await db.Refunds.AsNoTracking()
                .Where(r => r.Status == RefundStatus.Pending && r.CreatedAtUtc < late && (r.CreatedAtUtc > at || (r.CreatedAtUtc == at && r.Id > after)) && !db.Payments.Any(p => p.Id == r.Payment && p.OpenChargebacks > 0))
                .OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id).Take(BatchSize).Select(r => new { r.Id, r.CreatedAtUtc }).ToListAsync(cancel);
            foreach (var one in batch) await GuardAsync(one.Id, () => refund.RunAsync(one.Id, cancel), cancel);
            swept += batch.Count;
            if (batch.Count < BatchSize) return swept;
            last = (batch[^1].CreatedAtUtc, batch[^1].Id);
        }
    }

    /// <summary>False when there is nothing more to do about it now. What the provider refuses for good is over.</summary>
    private async Task<bool> OpenAsync(PaymentId id, CancellationToken cancel)
    {
        try
        {
            return (await open.RunAsync(id, cancel)).Succeeded;
        }
        catch (ProviderRefusedException e)
        {
            await settle.EndRefusedAsync(id, e.Code, cancel);
            SweepLog.NotOpened(log, id.Value, e.Code);
            return false;
        }
    }

    private async Task GuardAsync(Guid id, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (ProviderOutcomeUnknownException e)
        {
            SweepLog.Unanswered(log, id, e);
        }
        catch (ProviderRefusedException e)
        {
            SweepLog.Refused(log, id, e.Code, e);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // One payment's fault is not the others'.
            SweepLog.Faulty(log, id, e);
        }
    }
}

internal static partial class SweepLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The payment provider gave no answer about {Id}; it is asked again")]
    public static partial void Unanswered(ILogger log, Guid id, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The payment provider will not open payment {Id} ({Code}); it has ended")]
    public static partial void NotOpened(ILogger log, Guid id, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "The payment provider refuses a call about {Id} ({Code}); a person must look")]
    public static partial void Refused(ILogger log, Guid id, string code, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The payment, or the refund, {Id} met a fault; the others go on, and a person must look")]
    public static partial void Faulty(ILogger log, Guid id, Exception fault);
}
