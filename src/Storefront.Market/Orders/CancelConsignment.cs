using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Cancels a consignment before it leaves: all of its money goes back and its units return to the shelf. A label stands in the way as long as the merchant may still send.</summary>
public sealed class CancelConsignment(MarketDb db, VoidLabel labels, TimeProvider clock)
{
    public async Task<Outcome<Done>> ByBuyerAsync(string orderNumber, ConsignmentId id, OrderAccess access, CancellationToken cancel)
    {
        var done = await TryAsync();
        // Whoever comes so far may open the order.
        if (done.Succeeded || done.Refusal != OrderRefusals.LabelStandsInTheWay) return done;
        if (!(await db.Consignments.AsNoTracking().SingleAsync(c => c.Id == id, cancel)).IsOverdue(clock.GetUtcNow().UtcDateTime)) return done;
        return await GiveBackLabelsAsync(id, "buyer", cancel) is null ? await TryAsync() : done;

        Task<Outcome<Done>> TryAsync() => db.AtomicallyAsync(async () =>
        {
            var order = await LoadAsync(id, cancel);
            if (order is null || order.Number != orderNumber || !access.Opens(order)) return OrderRefusals.NotFound;
            return await CancelAsync(order, id, "buyer", cancel);
        }, cancel);
    }

    public Task<Outcome<Done>> ByMerchantAsync(ConsignmentId id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync(async () =>
    {
        var order = await LoadAsync(id, cancel);
        if (order is null || !await actor.WorksForAsync(order.Consignments.Single(c => c.Id == id).Merchant, db, cancel)) return OrderRefusals.NotFound;
        return await CancelAsync(order, id, "merchant", cancel);
    }, cancel);

    /// <summary>It was not sent in all the time that it had. What its carrier has seen, or may have, and a label that is not taken back, are left to a person.</summary>
    internal async Task<Outcome<Done>> ByTimeAsync(ConsignmentId id, CancellationToken cancel)
    {
        if (await GiveBackLabelsAsync(id, "timer", cancel) is { } kept) return kept;
        return await db.AtomicallyAsync(async () => await CancelAsync((await LoadAsync(id, cancel))!, id, "timer", cancel), cancel);
    }

    private Task<Order?> LoadAsync(ConsignmentId id, CancellationToken cancel) => OrderOf(id).SingleOrDefaultAsync(cancel);

    private IQueryable<Order> OrderOf(ConsignmentId id) => db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).Where(o => o.Consignments.Any(c => c.Id == id));

    /// <summary>All labels or none: no carrier is asked to take one back before it is known that every one may go, and that nothing else keeps the order.</summary>
    private async Task<Refusal?> GiveBackLabelsAsync(ConsignmentId id, string by, CancellationToken cancel)
    {
        var parcels = await db.ParcelsOf([id]).AsNoTracking().Where(p => p.Status == ParcelStatus.Labelled || p.Status == ParcelStatus.Buying).OrderBy(p => p.CreatedAtUtc).ThenBy(p => p.Id).ToListAsync(cancel);
        if (parcels.Count == 0) return null;
        if (parcels.Exists(p => p.Status == ParcelStatus.Buying)) return OrderRefusals.LabelStandsInTheWay;
        var order = await OrderOf(id).AsNoTracking().SingleAsync(cancel);
        if (await WhyNotAsync(order, order.Consignments.Single(c => c.Id == id), cancel) is { } why) return why;
        foreach (var label in parcels)
            if (await labels.WhyKeptAsync(label, cancel) is { } kept) return kept;
        foreach (var label in parcels)
            if (await labels.NeverSentAsync(label, by, cancel) is { Succeeded: false } refused) return refused.Refusal;
        return null;
    }

    private async Task<Refusal?> WhyNotAsync(Order order, Consignment consignment, CancellationToken cancel)
    {
        if (consignment.HasLeft || consignment.Status is not (ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought)) return OrderRefusals.AlreadyOnItsWay;
        if (await db.Payments.AnyAsync(p => p.Order == order.Id && p.OpenChargebacks > 0, cancel)) return OrderRefusals.ChargedBack;
        return consignment.InDispute ? OrderRefusals.InDispute : null;
    }

    private async Task<Outcome<Done>> CancelAsync(Order order, ConsignmentId id, string cause, CancellationToken cancel)
    {
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (consignment.Status == ConsignmentStatus.Cancelled) return default(Done);
        if (await WhyNotAsync(order, consignment, cancel) is { } why) return why;
        // A label may be on its way from the carrier, or bought for a part, although the state does not show it.
        if (consignment.Status == ConsignmentStatus.LabelBought || await db.ParcelsOf([id]).AnyAsync(p => p.Status == ParcelStatus.Buying || p.Status == ParcelStatus.Labelled, cancel)) return OrderRefusals.LabelStandsInTheWay;

        var now = clock.GetUtcNow().UtcDateTime;
        // Nothing may be left when all of it was given back before.
        if (consignment.Refundable.IsPositive) await db.WriteRefundAsync(order, consignment, LineRefund.Over(consignment.Lines, consignment.Refundable), $"cancel:{id.Value:N}", now, cancel);
        consignment.Move(ConsignmentStatus.Cancelled);
        order.CloseIfAllCancelled();
        await db.ReturnToShelfAsync(consignment, now, cancel);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, id, OrderEventKind.Cancelled, cause, now));
        db.TellBuyer(order, "consignment-cancelled", id.Value.ToString("N"), now, ("merchant", consignment.MerchantName));
        if (cause == "timer") await db.WriteToMerchantAsync(consignment.Merchant, null, "cancelled-unsent", id.Value.ToString("N"), $"/office/orders/{id.Value:D}", now, cancel, ("number", order.Number));
        return default(Done);
    }
}
