using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Cancels a consignment before it leaves: all of its money goes back and its units return to the shelf.</summary>
public sealed class CancelConsignment(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> ByBuyerAsync(string orderNumber, ConsignmentId id, OrderAccess access, CancellationToken cancel) => db.AtomicallyAsync(async () =>
    {
        var order = await LoadAsync(id, cancel);
        if (order is null || order.Number != orderNumber || !access.Opens(order)) return OrderRefusals.NotFound;
        return await CancelAsync(order, id, "buyer", cancel);
    }, cancel);

    public Task<Outcome<Done>> ByMerchantAsync(ConsignmentId id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync(async () =>
    {
        var order = await LoadAsync(id, cancel);
        if (order is null || !await actor.WorksForAsync(order.Consignments.Single(c => c.Id == id).Merchant, db, cancel)) return OrderRefusals.NotFound;
        return await CancelAsync(order, id, "merchant", cancel);
    }, cancel);

    private Task<Order?> LoadAsync(ConsignmentId id, CancellationToken cancel) =>
        db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);

    private async Task<Outcome<Done>> CancelAsync(Order order, ConsignmentId id, string cause, CancellationToken cancel)
    {
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (consignment.Status == ConsignmentStatus.Cancelled) return default(Done);
        if (consignment.HasLeft) return OrderRefusals.AlreadyOnItsWay;
        if (consignment.Status == ConsignmentStatus.LabelBought) return OrderRefusals.LabelStandsInTheWay;
        if (consignment.Status != ConsignmentStatus.ToPack) return OrderRefusals.AlreadyOnItsWay;
        if (await db.Payments.AnyAsync(p => p.Order == order.Id && p.OpenChargebacks > 0, cancel)) return OrderRefusals.ChargedBack;
        if (consignment.InDispute) return OrderRefusals.InDispute;
        // A label may be on its way from the carrier, or bought for a part, although the state does not show it.
        if (await db.ParcelsOf([id]).AnyAsync(p => p.Status == ParcelStatus.Buying || p.Status == ParcelStatus.Labelled, cancel)) return OrderRefusals.LabelStandsInTheWay;

        var now = clock.GetUtcNow().UtcDateTime;
        // Nothing may be left when all of it was given back before.
        if (consignment.Refundable.IsPositive) await db.WriteRefundAsync(order, consignment, LineRefund.Over(consignment.Lines, consignment.Refundable), $"cancel:{id.Value:N}", now, cancel);
        consignment.Move(ConsignmentStatus.Cancelled);
        order.CloseIfAllCancelled();
        await db.ReturnToShelfAsync(consignment, now, cancel);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, id, OrderEventKind.Cancelled, cause, now));
        db.TellBuyer(order, "consignment-cancelled", id.Value.ToString("N"), now, ("merchant", consignment.MerchantName));
        return default(Done);
    }
}
