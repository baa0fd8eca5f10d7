using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Takes money into the books that went back to the buyer without us: by the bank, or at the provider's own desk.</summary>
internal static class AdoptedRefunds
{
    /// <summary>Writes it as refunds of the order's consignments and their lines, in proportion to what each has left to refund (largest remainder, by id). The amount is at most that; lines must be loaded.</summary>
    /// <param name="key">The operation; a second write under it fails on the unique index.</param>
    /// <param name="reference">The provider's name for it.</param>
    /// <param name="of">The one consignment of which it is; null to divide it.</param>
    public static async Task AdoptRefundAsync(
        this MarketDb db, Order order, Payment payment, ConsignmentId? of, Money amount, string key, string reference, DateTime nowUtc, CancellationToken cancel)
    {
        if (!amount.IsPositive) return;
        var consignments = order.Consignments.Where(c => of is null || c.Id == of).OrderBy(c => c.Id.Value).ToList();
        var parts = amount.Split([.. consignments.Select(c => c.Refundable.Minor)]);
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].IsPositive) continue;
            var (consignment, own) = (consignments[i], i == 0 || of is not null ? key : $"{key}/{i}");
            var refund = Refund.Adopted(payment, consignment.Id, own, parts[i], reference, nowUtc);
            db.BookRefund(order, consignment, refund, LineRefund.Over(consignment.Lines, parts[i]), payment.Provider, nowUtc);
            db.OrderEvents.Add(OrderEvent.Of(order.Id, consignment.Id, OrderEventKind.Refunded, "provider", nowUtc, parts[i].ToString()));
            await db.EndIfAllRefundedAsync(order, consignment, nowUtc, cancel);
        }
    }

    /// <summary>Covers refunds that had not reached the buyer with money that the bank gave instead, oldest first; what is left of it.</summary>
    /// <param name="there">Those that the provider has: the buyer gets them besides.</param>
    public static async Task<Money> CoverRefundsAsync(this MarketDb db, PaymentId payment, Money given, IReadOnlyCollection<Guid> there, string key, string reference, Action<Refund, Money> wasOwed, DateTime nowUtc, CancellationToken cancel)
    {
        var open = await db.Refunds.Where(r => r.Payment == payment && r.Status != RefundStatus.Succeeded && !there.Contains(r.Id)).OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Id).ToListAsync(cancel);
        foreach (var refund in open)
        {
            if (given.IsZero) break;
            var part = Money.Min(given, refund.Amount);
            if (refund.Status == RefundStatus.Failed) wasOwed(refund, part);
            if (part == refund.Amount) refund.Succeeded(reference, nowUtc);
            else db.Refunds.Add(refund.Cut($"{refund.Key}+{key}", part, reference, nowUtc));
            db.OrderEvents.Add(OrderEvent.Of(refund.Order, refund.Consignment, OrderEventKind.Refunded, "provider", nowUtc, part.ToString()));
            given -= part;
        }

        return given;
    }
}
