using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>A payment provider tells us something. It is verified and stored, and answered; only then anything acts on it.</summary>
public sealed class ReceivePaymentNews(MarketDb db, PaymentProviders providers, RefusedDeliveries refused, OutboxSignal signal, TimeProvider clock, ILogger<ReceivePaymentNews> log)
{
    /// <summary>A body larger than this is no event of any provider that we know.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>False when the provider is unknown or the signature does not fit: nothing is stored then.</summary>
    public async Task<bool> RunAsync(string provider, ReadOnlyMemory<byte> body, string? signature, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (providers.Find(provider) is not { } sender) return false;
        if (sender.Verify(body.Span, signature, now) is not { } news)
        {
            refused.Count(provider, now);
            return false;
        }

        if (await Known.For(db)(db, provider, news.EventId, cancel) is { } known)
        {
            // What was given up is not seen: told once more, it is worked off once more.
            if (known.IsDead && await db.ReviveAsync(known.Message!.Value, now, cancel)) signal.Ring();
            return true;
        }

        if (!news.IsOurs) NewsLog.OtherWorld(log, provider, news.EventId, news.Kind);
        db.Receive(provider, news, wasFetched: false, now);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // The same event came twice at the same moment; the other one is stored.
            if (await Known.For(db)(db, provider, news.EventId, cancel) is null) throw;
        }

        return true;
    }

    private static readonly CompiledQuery<Func<MarketDb, string, string, CancellationToken, Task<StoredNews?>>> Known = new(() => EF.CompileAsyncQuery(
        (MarketDb db, string provider, string id, CancellationToken cancel) => db.ReceivedEvents.Where(e => e.Provider == provider && e.EventId == id)
            .Select(e => new StoredNews(e.Message, db.Outbox.Any(m => m.Id == e.Message && m.DeadAtUtc != null && m.DoneAtUtc == null))).SingleOrDefault()));

    private sealed record StoredNews(Guid? Message, bool IsDead);
}

internal static partial class NewsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} sent event {EventId} ({Kind}) of the other world, test or live; it is kept and nothing follows. An endpoint there is set to the wrong address")]
    public static partial void OtherWorld(ILogger log, string provider, string eventId, string kind);
}

/// <summary>Something happened to a thing at its provider; its present state is to be fetched.</summary>
/// <param name="Account">The payee's account in which it happened, or of which it tells; null for our own.</param>
public sealed record PaymentNews(string Provider, string Reference, NewsAbout About = NewsAbout.Payment, string? Account = null);

internal static class InboxWriting
{
    /// <summary>Stores an event, and the message that acts on it, in the caller's unit of work.</summary>
    public static void Receive(this MarketDb db, string provider, ProviderEvent news, bool wasFetched, DateTime nowUtc)
    {
        Guid? message = ReceivedEvent.WhyIgnored(news) is null ? db.Tell(new PaymentNews(provider, news.Subject, news.About, news.Account), nowUtc) : null;
        db.ReceivedEvents.Add(ReceivedEvent.Of(provider, news, message, wasFetched, nowUtc));
    }
}

/// <summary>Follows payments and refunds; other modules follow what is theirs.</summary>
public sealed class PaymentNewsHandler(MarketDb db, SettlePayment settle, FollowRefund follow, AdoptRefund adopt, ProviderAbilities abilities) : IHandle<PaymentNews>
{
    public async Task HandleAsync(PaymentNews message, CancellationToken cancel)
    {
        if (message.About is not (NewsAbout.Payment or NewsAbout.Refund)) return;
        if (await Find.For(db)(db, message.Provider, message.Reference, cancel) is { } payment)
        {
            // One that has ended may be paid after all.
            if (payment.Status != PaymentStatus.Captured) await settle.RunAsync(payment.Id, cancel);
            return;
        }

        var refunds = await db.Refunds.AsNoTracking().Where(r => r.Reference == message.Reference).Select(r => r.Id).ToListAsync(cancel);
        foreach (var refund in refunds) await follow.RunAsync(refund, cancel);
        // One that we do not know is asked about and not dropped: it may be ours and unanswered, or made by hand at the provider.
        if (refunds.Count == 0 && message.About == NewsAbout.Refund && abilities.Lists(message.Provider) is { } provider && await provider.ReadRefundAsync(message.Reference, cancel) is { } told)
            await adopt.RunAsync(message.Provider, told, null, cancel);
    }

    private static readonly CompiledQuery<Func<MarketDb, string, string, CancellationToken, Task<Known?>>> Find = new(() => EF.CompileAsyncQuery(
        (MarketDb db, string provider, string reference, CancellationToken cancel) =>
            db.Payments.AsNoTracking().Where(p => p.Provider == provider && p.Reference == reference).Select(p => new Known(p.Id, p.Status)).SingleOrDefault()));

    private sealed record Known(PaymentId Id, PaymentStatus Status);
}
