using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Orders;

/// <param name="Amount">In the charge currency, more than nothing, at most what is left of the line.</param>
public readonly record struct LineAmount(Guid Line, Money Amount);

/// <param name="Key">Made when the form is opened: sent twice, it is one refund.</param>
/// <param name="Reason">Why, for the audit log.</param>
public sealed record RefundOrder(Guid Key, IReadOnlyList<LineAmount> Lines, string Reason);

/// <summary>Gives a buyer money back outside a case: chosen lines of an order, each in full or in part, by an admin for any merchants' lines or by a
/// merchant for its own. A line's full refund gives back its share of delivery, duty and tax; a part is divided in the proportion of what is left of them.</summary>
public sealed class GiveMoneyBack(MarketDb db, TimeProvider clock)
{
    public const int LongestReason = 500;

    public Task<Outcome<Done>> ByAdminAsync(string orderNumber, Actor actor, RefundOrder wanted, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        return order is null ? OrderRefusals.NotFound : await RefundAsync(order, order.Consignments, actor, wanted, cancel);
    }, cancel);

    public Task<Outcome<Done>> ByMerchantAsync(ConsignmentId id, Actor actor, RefundOrder wanted, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null || order.Consignments.Single(c => c.Id == id) is var own && !await actor.WorksForAsync(own.Merchant, db, cancel)) return OrderRefusals.NotFound;
        return await RefundAsync(order, [own], actor, wanted, cancel);
    }, cancel);

    private async Task<Outcome<Done>> RefundAsync(Order order, IReadOnlyList<Consignment> among, Actor actor, RefundOrder wanted, CancellationToken cancel)
    {
        var prefix = $"refund:{wanted.Key:N}:";
        if (await db.Refunds.AnyAsync(r => r.Order == order.Id && r.Key.StartsWith(prefix), cancel)) return default(Done);
        if (string.IsNullOrWhiteSpace(wanted.Reason) || wanted.Reason.Length > LongestReason) return OrderRefusals.ReasonMissing;
        var refunds = RefundPlan.For(order, among, wanted.Lines);
        if (!refunds.Succeeded) return refunds.Refusal;

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (consignment, lines) in refunds.Value)
        {
            await db.WriteRefundAsync(order, consignment, lines, prefix + consignment.Id.Value.ToString("N"), now, cancel);
            await db.EndIfAllRefundedAsync(order, consignment, now, cancel);
        }

        var what = string.Join(", ", refunds.Value.SelectMany(r => r.Lines).Select(l => $"{l.Line.Sku} {l.Parts.Total}"));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(GiveMoneyBack), $"order {order.Number}", Short($"{what}: {wanted.Reason.Trim()}"), now));
        return default(Done);
    }

    private static string Short(string text) => text.Length <= 1500 ? text : text[..1500];
}

/// <summary>Which lines of which consignments give how much back.</summary>
internal static class RefundPlan
{
    public static Outcome<IReadOnlyList<(Consignment Consignment, IReadOnlyList<LineRefund> Lines)>> For(Order order, IReadOnlyList<Consignment> among, IReadOnlyList<LineAmount> wanted)
    {
        if (order.PaidAtUtc is null) return OrderRefusals.NotPaid;
        if (wanted.Count == 0) return OrderRefusals.AmountMissing;
        var plan = new List<(Consignment, IReadOnlyList<LineRefund>)>();
        var named = 0;
        foreach (var consignment in among)
        {
            var lines = new List<LineRefund>();
            foreach (var line in consignment.Lines)
            {
                var asked = wanted.Where(w => w.Line == line.Id).ToList();
                if (asked.Count == 0) continue;
                named += asked.Count;
                if (asked.Count > 1 || asked[0].Amount.Currency != order.Total.Currency || !asked[0].Amount.IsPositive) return OrderRefusals.AmountMissing;
                // The case decides about its lines; money is not given back twice.
                if (line.InDispute) return OrderRefusals.InDispute;
                if (asked[0].Amount > line.Refundable) return OrderRefusals.OnlyLeft(line.Refundable);
                lines.Add(LineRefund.Of(line, asked[0].Amount));
            }

            if (lines.Count > 0) plan.Add((consignment, lines));
        }

        return named == wanted.Count ? plan : OrderRefusals.NotFound;
    }
}
