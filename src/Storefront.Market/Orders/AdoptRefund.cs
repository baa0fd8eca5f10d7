using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Orders;

public enum RefundFound
{
    /// <summary>It is in our books, and is followed where it had no answer yet.</summary>
    Known,

    /// <summary>It is in our books from now on.</summary>
    Adopted,

    /// <summary>It moved no money, or has not yet.</summary>
    NotMade,

    /// <summary>It cannot be; the difference is written down.</summary>
    Different,
}

/// <summary>Takes a refund of the provider into our books: one that somebody made at its dashboard, or that we made and do not remember since the books
/// were restored. The key tells which operation it was; without one it is divided over what was bought.</summary>
public sealed class AdoptRefund(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, MakeRefund make, SettlePayment settle, TimeProvider clock, ILogger<AdoptRefund> log)
{
    /// <param name="run">The comparison that found it; null when news of the provider did.</param>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    public async Task<RefundFound> RunAsync(string provider, ProviderObject told, Guid? run, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var key = told.MadeUnder?.Split('#')[0];
        var known = await db.Refunds.AsNoTracking().Where(r => r.Reference == told.Reference || (key != null && r.Key == key)).ToListAsync(cancel);
        if (known.Count > 0)
        {
            if (PaidBesides(known, told) is { } other)
            {
                var besides = await db.AtomicallyAsync(() => DifferAsync(db, provider, told, other.Order, DifferenceKind.StateDiffers, $"{other.Amount} {other.Status} {other.Reference}", run, clock.GetUtcNow().UtcDateTime, cancel), cancel);
                return besides.Succeeded ? besides.Value : throw new DbUpdateConcurrencyException($"Refund {told.Reference} could not be compared: {besides.Refusal.Code}.");
            }

            foreach (var refund in known.Where(r => r.Status == RefundStatus.Pending)) await make.RunAsync(refund.Id, cancel);
            return RefundFound.Known;
        }

        if (told.State != ProviderObjectState.Done) return RefundFound.NotMade;
        var reference = told.Belongs is { } belongs ? await providers.For(provider).FindPaymentAsync(belongs, cancel) : null;
        // The payment may have been captured without our knowing.
        if (reference is not null && await db.Payments.AsNoTracking().Where(p => p.Provider == provider && p.Reference == reference).Select(p => (PaymentId?)p.Id).FirstOrDefaultAsync(cancel) is { } paid)
            await settle.RunAsync(paid, cancel);
        PaymentId? ended = null;
        var done = await db.AtomicallyAsync(async () =>
        {
            ended = null;
            if (await db.Refunds.AnyAsync(r => r.Reference == told.Reference || (key != null && r.Key == key), cancel)) return RefundFound.Known;
            var now = clock.GetUtcNow().UtcDateTime;
            var payment = reference is null ? null : await db.Payments.SingleOrDefaultAsync(p => p.Provider == provider && p.Reference == reference, cancel);
            if (payment is null || told.Amount is not { } amount) return await DifferAsync(db, provider, told, payment?.Order, DifferenceKind.UnknownHere, null, run, now, cancel);
            if (payment.Status != PaymentStatus.Captured)
            {
                // Once it is in the books it is no difference, however often it is compared.
                if (await db.JournalEntries.AnyAsync(e => e.Key == UnallocatedJournal.KeyOfBack(told.Reference), cancel)) return RefundFound.Known;
                if (!await GiveUnallocatedBackAsync(db, payment, amount, told.Reference, now, cancel)) return await DifferAsync(db, provider, told, payment.Order, DifferenceKind.StateDiffers, null, run, now, cancel);
                ended = payment.Id;
                return RefundFound.Adopted;
            }

            var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == payment.Order, cancel);
            var of = ConsignmentOf(order, key);
            var left = of is { } one ? order.Consignments.Single(c => c.Id == one).Refundable : order.Consignments.Sum(c => c.Refundable, order.Total.Currency);
            if (amount.Currency != payment.Amount.Currency || amount > left || amount.Minor > payment.Amount.Minor - payment.RefundedMinor)
                return await DifferAsync(db, provider, told, order.Id, DifferenceKind.AmountDiffers, null, run, now, cancel);

            var isCancellation = key is not null && key.StartsWith("cancel:", StringComparison.Ordinal) && of is not null;
            if (isCancellation) await CancelAsync(db, order, of!.Value, now, cancel);
            await db.AdoptRefundAsync(order, payment, of, amount, key ?? $"dashboard:{told.Reference}", told.Reference, now, cancel);
            db.TellBuyer(order, "refunded", key ?? told.Reference, now, ("amount", amount.ToString()));
            AdoptLog.Adopted(log, told.Reference, provider, order.Number);
            return RefundFound.Adopted;
        }, cancel);
        if (!done.Succeeded) throw new DbUpdateConcurrencyException($"Refund {told.Reference} could not be taken in: {done.Refusal.Code}.");
        // What came wrongly is back with the buyer: the order is given up and its stock is free.
        if (ended is { } id) await settle.EndRefusedAsync(id, "mismatch", cancel);
        return done.Value;
    }

    /// <summary>The provider made it under our key, and here the same money went another way, as by the buyer's bank: the buyer has it twice. Null when it did not.</summary>
    private static Refund? PaidBesides(List<Refund> known, ProviderObject told) =>
        told.State != ProviderObjectState.Done || known.Exists(r => r.Reference == told.Reference) ? null : known.Find(r => r.Status != RefundStatus.Pending || r.ProviderKey != told.MadeUnder);

    private static async Task<bool> GiveUnallocatedBackAsync(MarketDb db, Payment payment, Money amount, string reference, DateTime now, CancellationToken cancel)
    {
        var unallocated = -await db.BalanceAsync(AccountKind.Unallocated, UnallocatedJournal.Owner(payment), amount.Currency, null, cancel);
        if (unallocated != amount) return false;
        db.JournalEntries.Add(UnallocatedJournal.WentBack(payment, amount, reference, now));
        return true;
    }

    /// <summary>The cancellation itself is forgotten as well: the goods stay and are for sale again.</summary>
    private static async Task CancelAsync(MarketDb db, Order order, ConsignmentId id, DateTime now, CancellationToken cancel)
    {
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (consignment.Status != ConsignmentStatus.ToPack || consignment.HasLeft) return;
        consignment.Move(ConsignmentStatus.Cancelled);
        order.CloseIfAllCancelled();
        await db.ReturnToShelfAsync(consignment, now, cancel);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, id, OrderEventKind.Cancelled, "provider", now));
    }

    /// <summary>The keys of our own refunds end with the consignment that they are of, but for those of cases.</summary>
    private static ConsignmentId? ConsignmentOf(Order order, string? key) =>
        key?.Split(':') is [_, .., var name] && Guid.TryParse(name, out var id) && order.Consignments.Any(c => c.Id.Value == id) ? new ConsignmentId(id) : null;

    /// <param name="ours">What stands here; null for nothing.</param>
    private async Task<Outcome<RefundFound>> DifferAsync(MarketDb db, string provider, ProviderObject told, OrderId? order, DifferenceKind kind, string? ours, Guid? run, DateTime now, CancellationToken cancel)
    {
        if (await db.DifferAsync(run, provider, kind, ProviderObjectKind.Refund, told.Reference, order, ours, $"{told.Amount} {told.Told}", now, cancel)) AdoptLog.Different(log, told.Reference, provider, kind);
        return RefundFound.Different;
    }
}

internal static partial class AdoptLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Refund {Reference} of '{Provider}' was made without us; it is in the books of order {Order} now")]
    public static partial void Adopted(ILogger log, string reference, string provider, string order);

    [LoggerMessage(Level = LogLevel.Error, Message = "Refund {Reference} of '{Provider}' does not fit our books ({Kind}); a person must look")]
    public static partial void Different(ILogger log, string reference, string provider, DifferenceKind kind);
}
