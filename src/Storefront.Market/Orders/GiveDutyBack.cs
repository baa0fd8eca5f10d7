using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Orders;

/// <summary>Gives a buyer all duty, tax and clearance fees of a consignment back that is still to be packed. From then on its label is one under which the buyer
/// pays at the door, as if nothing had been collected: for consignments that no service carries as they were accepted.</summary>
public sealed class GiveDutyBack(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(ConsignmentId id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null || order.Consignments.Single(c => c.Id == id) is var consignment && !await actor.WorksForAsync(consignment.Merchant, db, cancel)) return OrderRefusals.NotFound;
        // A second press finds nothing left.
        if (!consignment.DutyPaid().IsPositive) return default(Done);
        if (consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.NotToPack;
        if (consignment.InDispute) return OrderRefusals.InDispute;
        var nothing = Money.Zero(order.Total.Currency);
        var lines = consignment.Lines.Select(l => new LineRefund(l, new LineParts(nothing, nothing, l.Left.Duty, l.Left.Tax, l.Left.Fees))).Where(l => l.Parts.Total.IsPositive).ToList();
        var (now, amount) = (clock.GetUtcNow().UtcDateTime, lines.Sum(l => l.Parts.Total, order.Total.Currency));
        await db.WriteRefundAsync(order, consignment, lines, $"duty-back:{id.Value:N}", now, cancel);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(GiveDutyBack), $"order {order.Number}", $"{amount}: the buyer pays duty and tax at the door", now));
        return default(Done);
    }, cancel);
}
