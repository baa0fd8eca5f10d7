using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Orders;

/// <summary>An admin has a refund that the provider refused tried again, when its cause is gone: a balance filled up, a card replaced.</summary>
public sealed class RetryRefund(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Guid id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.Refunds.SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } refund) return OrderRefusals.NotFound;
        if (refund.Status != RefundStatus.Failed) return default(Done);
        if (await db.Payments.AnyAsync(p => p.Id == refund.Payment && p.OpenChargebacks > 0, cancel)) return OrderRefusals.ChargedBack;
        var now = clock.GetUtcNow().UtcDateTime;
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(RetryRefund), $"refund {refund.Key}", $"{refund.Amount}, refused with {refund.FailureCode}", now));
        refund.TryAgain();
        var provider = await db.Payments.Where(p => p.Id == refund.Payment).Select(p => p.Provider).SingleAsync(cancel);
        db.JournalEntries.Add(RefundJournal.SentAgain(refund, provider, now));
        db.Tell(new RefundWritten(id), now);
        return default(Done);
    }, cancel);
}
