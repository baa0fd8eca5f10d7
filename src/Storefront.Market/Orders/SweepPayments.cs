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
        var late = now - Patience;
        List<(PaymentId Id, PaymentStatus Status, string Provider, string? Reference)> payments;
        List<Guid> refunds;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            payments = (await db.Payments.AsNoTracking()
                    .Where(p => (p.Status == PaymentStatus.Pending && p.CreatedAtUtc < late)
                        || ((p.Status == PaymentStatus.Pending || p.Status == PaymentStatus.AtProvider || p.Status == PaymentStatus.Processing) && p.ExpiresAtUtc < now))
                    .OrderBy(p => p.ExpiresAtUtc).Take(BatchSize)
                    .Select(p => new { p.Id, p.Status, p.Provider, p.Reference }).ToListAsync(cancel))
                .ConvertAll(p => (p.Id, p.Status, p.Provider, p.Reference));
            refunds = await db.Refunds.AsNoTracking().Where(r => r.Status == RefundStatus.Pending && r.CreatedAtUtc < late)
                .OrderBy(r => r.CreatedAtUtc).Take(BatchSize).Select(r => r.Id).ToListAsync(cancel);
        }

        foreach (var payment in payments)
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
            });
        }

        foreach (var id in refunds) await GuardAsync(id, () => refund.RunAsync(id, cancel));
        return payments.Count + refunds.Count;
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

    private async Task GuardAsync(Guid id, Func<Task> work)
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
}
