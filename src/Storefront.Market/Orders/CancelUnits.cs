using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Orders;

/// <summary>The merchant cannot send some units of an order: their money goes back, they are for sale again, and the rest goes its way without waiting for them. An order of
/// which nothing would be left is cancelled as a whole instead (<see cref="CancelConsignment"/>).</summary>
public sealed class CancelUnits(MarketDb db, TimeProvider clock)
{
    /// <param name="key">Made when the form is opened: sent twice, it is one.</param>
    /// <param name="units">In no parcel.</param>
    public Task<Outcome<Money>> RunAsync(ConsignmentId id, Guid key, IReadOnlyList<LineUnits> units, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Money>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null || order.Consignments.Single(c => c.Id == id) is var consignment && !await actor.WorksForAsync(consignment.Merchant, db, cancel)) return OrderRefusals.NotFound;
        var name = $"units:{key:N}:{id.Value:N}";
        if (await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Key == name, cancel) is { } done) return done.Amount;
        if (consignment.Status is not (ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought)) return OrderRefusals.NotToPack;
        if (await db.Payments.AnyAsync(p => p.Order == order.Id && p.OpenChargebacks > 0, cancel)) return OrderRefusals.ChargedBack;
        if (consignment.InDispute) return OrderRefusals.InDispute;
        var packing = await db.PackingAsync(order, consignment, cancel);
        var chosen = packing.Choose(units);
        if (!chosen.Succeeded) return chosen.Refusal;
        if (consignment.Lines.All(l => l.ToSend <= chosen.Value.Lines.Where(c => c.Line == l).Sum(c => c.Quantity))) return OrderRefusals.CancelInstead;

        var now = clock.GetUtcNow().UtcDateTime;
        var refunds = chosen.Value.Lines.Select(c => LineRefund.Of(c.Line, ShareOf(c))).Where(r => r.Parts.Total.IsPositive).ToList();
        var amount = refunds.Sum(r => r.Parts.Total, order.Total.Currency);
        foreach (var (line, count) in chosen.Value.Lines.OrderBy(c => c.Line.Variant.Value).Select(c => (c.Line, c.Quantity)))
        {
            line.WillNotSend(count);
            await db.UncommitAsync(line.Variant, count, order.Id, now, cancel).OrStale();
        }

        if (refunds.Count > 0) await db.WriteRefundAsync(order, consignment, refunds, name, now, cancel);
        await db.EndIfAllRefundedAsync(order, consignment, now, cancel);
        var what = string.Join(", ", chosen.Value.Lines.Select(c => $"{c.Quantity} × {c.Line.Sku}"));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(CancelUnits), $"order {order.Number}", what.Length <= 1500 ? what : what[..1500], now));
        db.TellBuyer(order, "units-cancelled", $"{key:N}", now, ("merchant", consignment.MerchantName), ("contents", string.Join("\n", chosen.Value.Lines.Select(c => $"{c.Quantity} × {c.Line.Title}"))), ("amount", amount.ToString()));
        return amount;
    }, cancel);

    /// <summary>What is left of the line's money in the proportion of the units that were not cancelled before, half a minor unit up: the last unit takes all that is left.</summary>
    private static Money ShareOf(PackedLine chosen)
    {
        var (line, before) = (chosen.Line, chosen.Line.Quantity - chosen.Line.CancelledUnits);
        return chosen.Quantity == before ? line.Refundable : line.Refundable.Proportion(chosen.Quantity, before, Rounding.HalfUp);
    }
}
