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
        return await GiveBackLabelsAsync(id, "buyer", cancel) is { Succeeded: true, Value.Count: 0 } ? await TryAsync() : done;

        Task<Outcome<Done>> TryAsync() => db.AtomicallyAsync(async () =>
        {
            var order = await LoadAsync(id, cancel);
            if (order is null || order.Number != orderNumber || !access.Opens(order)) return OrderRefusals.NotFound;
            return await CancelAsync(order, id, "buyer", [], cancel);
        }, cancel);
    }

    public Task<Outcome<Done>> ByMerchantAsync(ConsignmentId id, Actor actor, CancellationToken cancel) => db.AtomicallyAsync(async () =>
    {
        var order = await LoadAsync(id, cancel);
        if (order is null || !await actor.WorksForAsync(order.Consignments.Single(c => c.Id == id).Merchant, db, cancel)) return OrderRefusals.NotFound;
        return await CancelAsync(order, id, "merchant", [], cancel);
    }, cancel);

    /// <summary>It was not sent in all the time that it had. A label that its carrier does not take back stands until the merchant deals with it; what the carrier has seen, or may have, is not cancelled.</summary>
    internal async Task<Outcome<Done>> ByTimeAsync(ConsignmentId id, CancellationToken cancel)
    {
        var standing = await GiveBackLabelsAsync(id, "timer", cancel);
        if (!standing.Succeeded) return standing.Refusal;
        return await db.AtomicallyAsync(async () => await CancelAsync((await LoadAsync(id, cancel))!, id, "timer", standing.Value, cancel), cancel);
    }

    private Task<Order?> LoadAsync(ConsignmentId id, CancellationToken cancel) =>
        db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);

    /// <summary>The labels that are left because their carriers take none back.</summary>
    private async Task<Outcome<IReadOnlyList<ParcelId>>> GiveBackLabelsAsync(ConsignmentId id, string by, CancellationToken cancel)
    {
        var standing = new List<ParcelId>();
        foreach (var label in await db.ParcelsOf([id]).AsNoTracking().Where(p => p.Status == ParcelStatus.Labelled).OrderBy(p => p.CreatedAtUtc).ThenBy(p => p.Id).ToListAsync(cancel))
        {
            var given = await labels.NeverSentAsync(label, by, cancel);
            if (!given.Succeeded) return given.Refusal;
            if (!given.Value) standing.Add(label.Id);
        }

        return Outcome<IReadOnlyList<ParcelId>>.Of(standing);
    }

    private async Task<Outcome<Done>> CancelAsync(Order order, ConsignmentId id, string cause, IReadOnlyList<ParcelId> standing, CancellationToken cancel)
    {
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (consignment.Status == ConsignmentStatus.Cancelled) return default(Done);
        if (consignment.HasLeft || consignment.Status is not (ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought)) return OrderRefusals.AlreadyOnItsWay;
        if (await db.Payments.AnyAsync(p => p.Order == order.Id && p.OpenChargebacks > 0, cancel)) return OrderRefusals.ChargedBack;
        if (consignment.InDispute) return OrderRefusals.InDispute;
        // A label may be on its way from the carrier, or bought for a part, although the state does not show it.
        if ((consignment.Status == ConsignmentStatus.LabelBought && standing.Count == 0)
            || await db.ParcelsOf([id]).AnyAsync(p => p.Status == ParcelStatus.Buying || (p.Status == ParcelStatus.Labelled && !standing.Contains(p.Id)), cancel)) return OrderRefusals.LabelStandsInTheWay;

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
