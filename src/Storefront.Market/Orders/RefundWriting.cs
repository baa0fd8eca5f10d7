using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Orders;

internal static class RefundWriting
{
    /// <summary>Writes a refund of lines of one consignment, its journal entry and the message that takes it to the provider into the caller's unit of work.</summary>
    /// <param name="refunds">More than nothing of each.</param>
    /// <param name="key">The operation; a second write under it fails on the unique index.</param>
    public static async Task<Refund> WriteRefundAsync(this MarketDb db, Order order, Consignment consignment, IReadOnlyList<LineRefund> refunds, string key, DateTime nowUtc, CancellationToken cancel)
    {
        var payment = await db.Payments.SingleAsync(p => p.Order == order.Id && p.Status == PaymentStatus.Captured, cancel);
        return db.WriteRefund(order, payment, consignment, refunds, key, nowUtc);
    }

    /// <summary>As <see cref="WriteRefundAsync"/>, for a caller that has the captured payment.</summary>
    public static Refund WriteRefund(this MarketDb db, Order order, Payment payment, Consignment consignment, IReadOnlyList<LineRefund> refunds, string key, DateTime nowUtc)
    {
        var amount = refunds.Sum(r => r.Parts.Total, order.Total.Currency);
        if (payment.OpenChargebacks > 0) throw new DbUpdateConcurrencyException("The buyer's bank took the payment back meanwhile.");
        if (amount.Minor > payment.Amount.Minor - payment.RefundedMinor) throw new DbUpdateConcurrencyException("Another refund of the payment came first.");
        var refund = Refund.Of(payment, consignment.Id, key, amount, nowUtc);
        db.BookRefund(order, consignment, refund, refunds, payment.Provider, nowUtc);
        db.Tell(new RefundWritten(refund.Id), nowUtc);
        return refund;
    }

    /// <summary>The refund with its lines and its journal entry.</summary>
    public static void BookRefund(this MarketDb db, Order order, Consignment consignment, Refund refund, IReadOnlyList<LineRefund> refunds, string provider, DateTime nowUtc)
    {
        db.Refunds.Add(refund);
        db.RefundLines.AddRange(refunds.Select(r => RefundLine.Of(refund, r, nowUtc)));
        // The entry is made from what is left before the lines say that it is gone.
        db.JournalEntries.Add(ConsignmentJournal.Refunded(consignment, refund.Key, refunds, provider, order.ShipTo.Country, nowUtc));
        if (refunds.Any(r => r.Line.MoneyIn == HoldState.Payable)) db.Tell(new ReleasedMoneyRefunded(refund.Id, consignment.Merchant), nowUtc);
        consignment.Refunded(refunds);
    }

    /// <summary>A consignment of which nothing is left to refund is over; what never left goes back on the shelf. One that waited only for what need not be sent any more goes on.</summary>
    public static async Task EndIfAllRefundedAsync(this MarketDb db, Order order, Consignment consignment, DateTime nowUtc, CancellationToken cancel)
    {
        if (!consignment.Refundable.IsZero || !consignment.Status.MayBecome(ConsignmentStatus.Refunded))
        {
            if (consignment.Status is ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought) await db.FollowParcelsAsync(order, consignment, nowUtc, endsNow: true, cancel);
            return;
        }

        if (consignment.IsPartlySent) await db.UnsentToShelfAsync(await db.PackingAsync(order, consignment, cancel), nowUtc, cancel);
        else if (!consignment.IsShipped) await db.ReturnToShelfAsync(consignment, nowUtc, cancel);
        consignment.AllRefunded(nowUtc);
    }
}

/// <summary>A refund, or a lost chargeback, took money that a merchant had been given and may have been paid.</summary>
public sealed record ReleasedMoneyRefunded(Guid Refund, MerchantId Merchant);
