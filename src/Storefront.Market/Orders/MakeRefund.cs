using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Takes a written-down refund to the provider. The key is the refund's own: asking again never pays twice.</summary>
public sealed class MakeRefund(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, TimeProvider clock, ILogger<MakeRefund> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; the sweeper asks again with the same key.</exception>
    public async Task RunAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var refund = await db.Refunds.SingleAsync(r => r.Id == id, cancel);
        if (refund.Status != RefundStatus.Pending) return;
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == refund.Payment, cancel);
        if (payment.OpenChargebacks > 0) return; // the bank decides first: it is never given back twice
        var made = await AskAsync(refund, payment, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        if (made.Pending)
        {
            refund.AtProvider(made.Reference); // the sweeper looks again
        }
        else if (made.Succeeded)
        {
            refund.Succeeded(made.Reference, now);
            db.OrderEvents.Add(OrderEvent.Of(refund.Order, refund.Consignment, OrderEventKind.Refunded, "provider", now, refund.Amount.ToString()));
            var order = await db.Orders.SingleAsync(o => o.Id == refund.Order, cancel);
            db.TellBuyer(order, "refunded", refund.ProviderKey, now, ("amount", refund.Amount.ToString()));
        }
        else
        {
            refund.Failed(made.Failure ?? "unknown", now);
            db.JournalEntries.Add(RefundJournal.Owed(refund, payment.Provider, now));
        }

        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            await CompareAsync(refund, payment.Provider, made, cancel);
        }
    }

    /// <summary>Somebody else wrote first: another node that made the same refund with the same key; or the buyer's bank gave the money instead while the provider was asked. Then it went back twice, and a person must look.</summary>
    private async Task CompareAsync(Refund asked, string provider, ProviderRefund made, CancellationToken cancel)
    {
        if (!made.Succeeded && !made.Pending) return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var written = await db.Refunds.AsNoTracking().SingleAsync(r => r.Id == asked.Id, cancel);
        if (written.Reference == made.Reference) return;
        var (ours, theirs) = ($"{written.Amount} {written.Status} {written.Reference}", $"{asked.Amount} {(made.Pending ? RefundStatus.Pending : RefundStatus.Succeeded)}");
        if (!await db.DifferAsync(null, provider, DifferenceKind.StateDiffers, ProviderObjectKind.Refund, made.Reference, written.Order, ours, theirs, clock.GetUtcNow().UtcDateTime, cancel)) return;
        await db.SaveChangesAsync(cancel);
        AdoptLog.Different(log, made.Reference, provider, DifferenceKind.StateDiffers);
    }

    private Task<ProviderRefund> AskAsync(Refund refund, Payment payment, CancellationToken cancel) => ProviderKeys.AskAsync(
        refund.KeyState, refund.ProviderKey,
        generation => providers.For(payment.Provider).RefundAsync(new RefundToMake(refund.ProviderKey, payment.Reference!, refund.Amount, refund.CreatedAtUtc, generation), cancel),
        change => WriteAsync(refund, change, cancel), clock, log);

    /// <summary>By itself: what the answer changes is saved by who asked.</summary>
    private async Task<KeyState> WriteAsync(Refund refund, Func<KeyState, KeyState> change, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var written = await db.AtomicallyAsync<KeyState>(async () =>
        {
            var row = await db.Refunds.SingleAsync(r => r.Id == refund.Id, cancel);
            if (row.Status == RefundStatus.Pending && row.Version == refund.Version) row.KeyIs(change(row.KeyState));
            return row.KeyState;
        }, cancel);
        return written.Succeeded ? written.Value : refund.KeyState;
    }
}

/// <summary>A refund was written down and is to be taken to the provider.</summary>
public sealed record RefundWritten(Guid Refund);
