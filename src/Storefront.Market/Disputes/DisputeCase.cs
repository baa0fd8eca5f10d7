using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>A dispute with its order, loaded to be changed, and the two ways in which a case ends.</summary>
internal sealed record DisputeCase(Dispute Dispute, Order Order, Consignment Consignment)
{
    public IReadOnlyList<OrderLine> Lines => [.. Consignment.Lines.Where(Dispute.IsAbout)];

    /// <summary>What is left to give back of the lines that the case is about.</summary>
    public Money Refundable => Dispute.Refundable(Consignment);

    public static async Task<DisputeCase?> LoadAsync(MarketDb db, DisputeId id, CancellationToken cancel)
    {
        var dispute = await db.Disputes.SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dispute is null) return null;
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == dispute.Order, cancel);
        return new DisputeCase(dispute, order, order.Consignments.Single(c => c.Id == dispute.Consignment));
    }

    /// <summary>Writes the refund, closes the case, and lets the rest of the money go its way.</summary>
    public async Task RefundAsync(MarketDb db, ReleaseFunds release, Money amount, string? reasons, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Dispute.RefundDue(amount, reasons);
        await db.WriteRefundAsync(Order, Consignment, LineRefund.Over(Lines, amount), $"dispute:{Dispute.Id.Value:N}", nowUtc, cancel);
        await db.EndIfAllRefundedAsync(Order, Consignment, nowUtc, cancel);
        await CloseAsync(db, release, Refundable.IsZero ? DisputeOutcome.RefundedFull : DisputeOutcome.RefundedPartial, null, by, nowUtc, cancel);
    }

    public async Task CloseAsync(MarketDb db, ReleaseFunds release, DisputeOutcome outcome, string? reasons, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Dispute.Close(outcome, reasons, nowUtc);
        // While a bank doubts the payment, all lines stay where they are until it has decided.
        if (!await db.Payments.AnyAsync(p => p.Order == Order.Id && p.IsDoubted, cancel))
        {
            Consignment.CaseClosed(Lines.Where(l => l.InDispute));
            await release.CaseClosedAsync(Order, Consignment, nowUtc, cancel);
        }

        db.OrderEvents.Add(OrderEvent.Of(Order.Id, Consignment.Id, OrderEventKind.DisputeClosed, by, nowUtc, outcome.ToString()));
        db.TellBuyer(Order, "dispute-closed", Dispute.Id.Value.ToString("N"), nowUtc, ("outcome", outcome.ToString()), ("reasons", Dispute.DecisionReasons ?? ""));
    }
}
