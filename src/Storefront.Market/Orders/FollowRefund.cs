using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Looks at a refund that was made: days after it succeeded its money may come back, from a closed account or a lost card. Then the buyer is
/// owed it again, and an admin finds it among the refunds that failed.</summary>
public sealed class FollowRefund(MarketDb db, MakeRefund make, PaymentProviders providers, TimeProvider clock)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; the message about it is handled again.</exception>
    public async Task RunAsync(Guid id, CancellationToken cancel)
    {
        var known = await db.Refunds.AsNoTracking().Where(r => r.Id == id)
            .Join(db.Payments, r => r.Payment, p => p.Id, (r, p) => new { r.Status, r.Reference, Payment = p.Reference, p.Provider }).SingleAsync(cancel);
        if (known.Status == RefundStatus.Pending) await make.RunAsync(id, cancel);
        if (known is not { Status: RefundStatus.Succeeded, Reference: { } reference, Payment: { } payment }) return;
        if (await providers.For(known.Provider).LookUpRefundAsync(payment, reference, cancel) is not { Succeeded: false, Pending: false } told) return;
        await db.AtomicallyAsync<Done>(async () =>
        {
            var refund = await db.Refunds.SingleAsync(r => r.Id == id, cancel);
            // It may have been tried again meanwhile: then another refund of the provider is meant.
            if (refund.Status != RefundStatus.Succeeded || refund.Reference != reference) return default(Done);
            var now = clock.GetUtcNow().UtcDateTime;
            refund.CameBack(told.Failure ?? "unknown", now);
            db.JournalEntries.Add(RefundJournal.Owed(refund, known.Provider, now));
            db.OrderEvents.Add(OrderEvent.Of(refund.Order, refund.Consignment, OrderEventKind.RefundFailed, "provider", now, refund.Amount.ToString()));
            return default(Done);
        }, cancel);
    }
}
