using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Payments;

namespace Storefront.Orders;

internal static class RefundWriting
{
    /// <summary>Writes a refund, its journal entry and the message that takes it to the provider into the caller's unit of work.</summary>
    /// <param name="key">The operation; a second write under it fails on the unique index.</param>
    public static async Task<Refund> WriteRefundAsync(this MarketDb db, Order order, Consignment consignment, Money amount, string key, DateTime nowUtc, CancellationToken cancel)
    {
        var payment = await db.Payments.SingleAsync(p => p.Order == order.Id && p.Status == PaymentStatus.Captured, cancel);
        if (payment.OpenChargebacks > 0) throw new DbUpdateConcurrencyException("The buyer's bank took the payment back meanwhile.");
        if (amount.Minor > payment.Amount.Minor - payment.RefundedMinor) throw new DbUpdateConcurrencyException("Another refund of the payment came first.");
        var refund = Refund.Of(payment, consignment.Id, key, amount, nowUtc);
        db.Refunds.Add(refund);
        db.JournalEntries.Add(ConsignmentJournal.Refunded(consignment, refund, payment.Provider, order.ShipTo.Country, nowUtc));
        consignment.Refunded(amount);
        db.Tell(new RefundWritten(refund.Id), nowUtc);
        return refund;
    }
}
