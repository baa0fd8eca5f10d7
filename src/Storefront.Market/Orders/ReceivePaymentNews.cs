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
        if (await db.ReceivedEvents.AnyAsync(e => e.Provider == provider && e.EventId == news.EventId, cancel)) return true;
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
            if (!await db.ReceivedEvents.AnyAsync(e => e.Provider == provider && e.EventId == news.EventId, cancel)) throw;
        }

        return true;
    }
}

/// <summary>Something happened to a payment at its provider; its present state is to be fetched.</summary>
public sealed record PaymentNews(string Provider, string Reference);

public sealed class PaymentNewsHandler(MarketDb db, SettlePayment settle) : IHandle<PaymentNews>
{
    public async Task HandleAsync(PaymentNews message, CancellationToken cancel)
    {
        var payment = await db.Payments.AsNoTracking().Where(p => p.Provider == message.Provider && p.Reference == message.Reference).Select(p => new { p.Id, p.Status }).SingleOrDefaultAsync(cancel);
        if (payment is null || payment.Status is not (PaymentStatus.Pending or PaymentStatus.AtProvider or PaymentStatus.Processing)) return;
        await settle.RunAsync(payment.Id, cancel);
    }
}
