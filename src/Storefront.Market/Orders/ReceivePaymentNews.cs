using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>A payment provider tells us something. It is verified and stored, and answered; only then anything acts on it.</summary>
public sealed class ReceivePaymentNews(MarketDb db, PaymentProviders providers, TimeProvider clock)
{
    /// <summary>A body larger than this is no event of any provider that we know.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>False when the provider is unknown or the signature does not fit: nothing is stored then.</summary>
    public async Task<bool> RunAsync(string provider, ReadOnlyMemory<byte> body, string? signature, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (providers.Find(provider)?.Verify(body.Span, signature, now) is not { } news) return false;
        if (await IsKnown.For(db)(db, provider, news.EventId, cancel)) return true;
        db.ReceivedEvents.Add(ReceivedEvent.Of(provider, news.EventId, news.Kind, news.Subject, now));
        // A payment is always in our own account, and of the world, test or live, in which this installation runs.
        if (news is { IsOurs: true, Account: null }) db.Tell(new PaymentNews(provider, news.Subject), now);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // The same event came twice at the same moment; the other one is stored.
            if (!await IsKnown.For(db)(db, provider, news.EventId, cancel)) throw;
        }

        return true;
    }

    private static readonly CompiledQuery<Func<MarketDb, string, string, CancellationToken, Task<bool>>> IsKnown = new(() => EF.CompileAsyncQuery(
        (MarketDb db, string provider, string id, CancellationToken cancel) => db.ReceivedEvents.Any(e => e.Provider == provider && e.EventId == id)));
}

/// <summary>Something happened to a payment or a refund at its provider; its present state is to be fetched.</summary>
public sealed record PaymentNews(string Provider, string Reference);

public sealed class PaymentNewsHandler(MarketDb db, SettlePayment settle, FollowRefund follow) : IHandle<PaymentNews>
{
    public async Task HandleAsync(PaymentNews message, CancellationToken cancel)
    {
        if (await Find.For(db)(db, message.Provider, message.Reference, cancel) is { } payment)
        {
            if (payment.Status is PaymentStatus.Pending or PaymentStatus.AtProvider or PaymentStatus.Processing) await settle.RunAsync(payment.Id, cancel);
            return;
        }

        var refunds = await db.Refunds.AsNoTracking().Where(r => r.Reference == message.Reference).Select(r => r.Id).ToListAsync(cancel);
        foreach (var refund in refunds) await follow.RunAsync(refund, cancel);
    }

    private static readonly CompiledQuery<Func<MarketDb, string, string, CancellationToken, Task<Known?>>> Find = new(() => EF.CompileAsyncQuery(
        (MarketDb db, string provider, string reference, CancellationToken cancel) =>
            db.Payments.AsNoTracking().Where(p => p.Provider == provider && p.Reference == reference).Select(p => new Known(p.Id, p.Status)).SingleOrDefault()));

    private sealed record Known(PaymentId Id, PaymentStatus Status);
}
