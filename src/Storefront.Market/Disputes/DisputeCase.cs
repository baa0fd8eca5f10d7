using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Disputes;

/// <summary>A dispute with its order, loaded to be changed, and the two ways in which a case ends.</summary>
internal sealed record DisputeCase(Dispute Dispute, Order Order, Consignment Consignment)
{
    /// <summary>A mail says no more of an admin's reasons; the page has all of them.</summary>
    private const int LongestInMail = 1000;

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
        await db.WriteRefundAsync(Order, Consignment, LineRefund.Over(Lines, amount), RefundKey(Dispute.Id), nowUtc, cancel);
        await db.EndIfAllRefundedAsync(Order, Consignment, nowUtc, cancel);
        await CloseAsync(db, release, Refundable.IsZero ? DisputeOutcome.RefundedFull : DisputeOutcome.RefundedPartial, null, by, nowUtc, cancel);
    }

    public async Task CloseAsync(MarketDb db, ReleaseFunds release, DisputeOutcome outcome, string? reasons, string by, DateTime nowUtc, CancellationToken cancel)
    {
        Dispute.Close(outcome, reasons, nowUtc);
        await LetGoAsync(db, release, nowUtc, cancel);
        db.OrderEvents.Add(OrderEvent.Of(Order.Id, Consignment.Id, OrderEventKind.DisputeClosed, by, nowUtc, outcome.ToString()));
        if (Dispute.DecidedAtUtc is null)
        {
            db.TellBuyer(Order, "dispute-closed", Dispute.Id.Value.ToString("N"), nowUtc, ("outcome", outcome.ToString()), ("reasons", Dispute.DecisionReasons ?? ""));
            return;
        }

        // Who decided against somebody says until when that may be appealed.
        string Until(DisputeSide side) => Dispute.Lost(side) && Dispute.AppealUntilUtc is { } until ? Order.TimeThere(until) : "none";
        (string, string)[] decided = [("outcome", outcome.ToString()), ("amount", Dispute.Decided.ToString()), ("reasons", InMail(Dispute.DecisionReasons))];
        db.TellBuyer(Order, "dispute-decided", Dispute.Id.Value.ToString("N"), nowUtc, [.. decided, ("link", LinkOf(Order, Dispute.Id)), ("until", Until(DisputeSide.Buyer))]);
        await TellMerchantAsync(db, "dispute-decided-shop", nowUtc, cancel, [.. decided, ("until", Until(DisputeSide.Merchant))]);
    }

    /// <summary>The second look is over, or who asked for it takes it back: the outcome is what the refunds came to.</summary>
    public async Task EndAppealAsync(MarketDb db, ReleaseFunds release, AppealOutcome how, Money more, Money madeGood, string? reasons, string by, DateTime nowUtc, CancellationToken cancel)
    {
        var side = Dispute.AppealedBy!.Value;
        Dispute.AppealEnded(how, more, madeGood);
        var outcome = Dispute.DecidedMinor == 0 ? DisputeOutcome.Rejected : Refundable.IsZero ? DisputeOutcome.RefundedFull : DisputeOutcome.RefundedPartial;
        Dispute.Close(outcome, reasons, nowUtc);
        await LetGoAsync(db, release, nowUtc, cancel);
        db.OrderEvents.Add(OrderEvent.Of(Order.Id, Consignment.Id, OrderEventKind.DisputeClosed, by, nowUtc, outcome.ToString()));
        (string, string)[] values =
        [
            ("outcome", how.ToString()), ("by", side.ToString()), ("what", more.IsPositive ? "More" : madeGood.IsPositive ? "MadeGood" : "Same"), ("amount", (more.IsPositive ? more : madeGood).ToString()), ("reasons", InMail(reasons)),
        ];
        db.TellBuyer(Order, "appeal-decided", Dispute.Id.Value.ToString("N"), nowUtc, [.. values, ("link", LinkOf(Order, Dispute.Id))]);
        await TellMerchantAsync(db, "appeal-decided-shop", nowUtc, cancel, values);
    }

    public Task TellMerchantAsync(MarketDb db, string template, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values) =>
        db.WriteToMerchantAsync(Dispute.Merchant, null, template, Dispute.Id.Value.ToString("N"), $"/office/disputes/{Dispute.Id.Value:D}", nowUtc, cancel, [("number", Order.Number), .. values]);

    public static string RefundKey(DisputeId id) => $"dispute:{id.Value:N}";

    private static string LinkOf(Order order, DisputeId id) => $"/{order.Language}/disputes/{id.Value:D}?key={order.AccessKey}";

    private static string InMail(string? reasons) => reasons is null ? "" : reasons.Length <= LongestInMail ? reasons : reasons[..LongestInMail] + " …";

    private async Task LetGoAsync(MarketDb db, ReleaseFunds release, DateTime nowUtc, CancellationToken cancel)
    {
        // While a bank doubts the payment, all lines stay where they are until it has decided.
        if (!await db.Payments.AnyAsync(p => p.Order == Order.Id && p.IsDoubted, cancel))
        {
            Consignment.CaseClosed(Lines.Where(l => l.InDispute));
            await release.CaseClosedAsync(Order, Consignment, nowUtc, cancel);
        }
    }
}
