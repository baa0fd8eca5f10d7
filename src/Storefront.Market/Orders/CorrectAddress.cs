using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Addresses;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Orders;

/// <summary>Corrects where an order goes, while nothing of it is handed over: the buyer does it, or a merchant proposes and the buyer accepts. The country stays, and so must all that
/// the buyer paid: a place to which delivery, duty or tax would cost anything else is refused with the difference, so that no money moves by a correction. One label with the old address is
/// given back to its carrier in the same step, once it is sure that the correction stands; where the carrier does not take it back, where the parcel goes to the carrier already, or where there are more labels, nothing changes and it is said what to do.</summary>
public sealed class CorrectAddress(MarketDb db, LandedCost landed, CurrentRates rates, VoidLabel voids, CarrierDirectory carriers, TimeProvider clock)
{
    public Task<Outcome<Done>> ByBuyerAsync(string number, OrderAccess access, PostalAddress to, CancellationToken cancel) =>
        WithoutLabelsAsync(() => ChangeAsync(number, access, to, cancel), number, access, () => Task.FromResult<PostalAddress?>(to), cancel);

    private Task<Outcome<Done>> ChangeAsync(string number, OrderAccess access, PostalAddress to, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (await FindAsync(o => o.Number == number, cancel) is not { } order || !access.Opens(order)) return OrderRefusals.NotFound;
        if (order.ShipTo == to) return Done.Ok;
        if (await WhyNotNowAsync(order, to, cancel) is { } why) return why;
        var now = clock.GetUtcNow().UtcDateTime;
        await OvertakeAsync(order, now, cancel);
        var change = AddressChange.ByBuyer(order, to, now);
        db.AddressChanges.Add(change);
        await ReadressAsync(order, change, access.User, now, cancel);
        return Done.Ok;
    }, cancel);

    /// <summary>A merchant of the order proposes; nothing changes before the buyer accepts.</summary>
    public Task<Outcome<Done>> ProposeAsync(ConsignmentId id, Actor actor, PostalAddress to, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var order = await FindAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null || order.Consignments.Single(c => c.Id == id) is var own && !await actor.WorksForAsync(own.Merchant, db, cancel)) return OrderRefusals.NotFound;
        if (order.ShipTo == to) return OrderRefusals.SameAddress;
        if (await WhyNotAsync(order, to, cancel) is { } why) return why;
        var now = clock.GetUtcNow().UtcDateTime;
        await OvertakeAsync(order, now, cancel);
        var change = AddressChange.Proposed(order, id, to, now);
        db.AddressChanges.Add(change);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.AddressProposed, "merchant", now));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(CorrectAddress), $"order {order.Number}", "proposed", now));
        db.TellBuyer(order, "address-proposed", change.Id.ToString("N"), now, ("merchant", own.MerchantName));
        return Done.Ok;
    }, cancel);

    public Task<Outcome<Done>> AnswerAsync(string number, OrderAccess access, Guid id, bool accepts, CancellationToken cancel) =>
        WithoutLabelsAsync(() => TakeAnswerAsync(number, access, id, accepts, cancel), number, access, () => db.AddressChanges.AsNoTracking().Where(c => c.Id == id).Select(c => c.To).SingleOrDefaultAsync(cancel), cancel);

    private Task<Outcome<Done>> TakeAnswerAsync(string number, OrderAccess access, Guid id, bool accepts, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (await FindAsync(o => o.Number == number, cancel) is not { } order || !access.Opens(order)) return OrderRefusals.NotFound;
        if (await db.AddressChanges.SingleOrDefaultAsync(c => c.Id == id && c.Order == order.Id, cancel) is not { } change) return OrderRefusals.NotFound;
        if (change.Status != AddressChangeStatus.Proposed) return change.Status == (accepts ? AddressChangeStatus.Accepted : AddressChangeStatus.Declined) ? Done.Ok : OrderRefusals.AddressAnswered;
        var now = clock.GetUtcNow().UtcDateTime;
        if (!accepts)
        {
            change.Answered(AddressChangeStatus.Declined, now);
            db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.AddressDeclined, "buyer", now));
            return Done.Ok;
        }

        if (await WhyNotNowAsync(order, change.To, cancel) is { } why) return why;
        change.Answered(AddressChangeStatus.Accepted, now);
        await ReadressAsync(order, change, access.User, now, cancel);
        return Done.Ok;
    }, cancel);

    /// <summary>Why the address of this order cannot be changed, whatever to; else the label that would be given back for it.</summary>
    public async Task<AddressStanding> StandingAsync(Order order, CancellationToken cancel)
    {
        if (WhyFixed(order) is { } why) return new AddressStanding(why, null);
        var labels = await LiveAsync(order, cancel);
        foreach (var label in labels)
        {
            if (await WhyStaysAsync(label, cancel) is { } stays) return new AddressStanding(stays, null);
        }

        // Of several one might be given back and the next refused: then the buyer would keep the old address and a seller have no label.
        return labels.Count > 1 ? new AddressStanding(OrderRefusals.AddressOnLabels(labels.Count), null) : new AddressStanding(null, labels.FirstOrDefault()?.TrackingNumber);
    }

    private static Refusal? WhyFixed(Order order)
    {
        if (order.Status != OrderStatus.Paid) return OrderRefusals.NotPaid;
        var open = order.Consignments.Where(c => c.Status is not (ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded)).ToList();
        if (open.Count == 0) return OrderRefusals.NotToPack;
        if (open.Exists(c => c.HasLeft)) return OrderRefusals.AddressTooLate;
        return open.Exists(c => c.InDispute) ? OrderRefusals.InDispute : null;
    }

    private async Task<List<Parcel>> LiveAsync(Order order, CancellationToken cancel) =>
        await db.ParcelsOf([order.Id]).AsNoTracking().Where(p => p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused).OrderBy(p => p.CreatedAtUtc).ThenBy(p => p.Id).ToListAsync(cancel);

    /// <summary>Why a label keeps the address as it is; null where it may be given back. One that other orders share is the merchant's to undo, and a parcel that may travel to its carrier already is not stopped by a label that is void.</summary>
    private async Task<Refusal?> WhyStaysAsync(Parcel label, CancellationToken cancel)
    {
        if (label.Status != ParcelStatus.Labelled || label.Load == ParcelLoad.Joint) return OrderRefusals.AddressOnLabel;
        var stays = await voids.WhyNotAsync(label, cancel) is not null
            || (label.FirstMile is { } mile && await db.EveryParcel.AnyAsync(p => p.Id == mile && p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused, cancel));
        return stays ? OrderRefusals.AddressLabelStays(label.TrackingNumber!, carriers.Find(label.Carrier)?.Name ?? label.Carrier) : null;
    }

    /// <summary>Where a label alone stands in the way, and the correction would be taken without it, gives it back and tries again.</summary>
    private async Task<Outcome<Done>> WithoutLabelsAsync(Func<Task<Outcome<Done>>> correct, string number, OrderAccess access, Func<Task<PostalAddress?>> to, CancellationToken cancel)
    {
        var done = await correct();
        if (done.Succeeded || done.Refusal != OrderRefusals.AddressOnLabel) return done;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Number == number, cancel);
        if (!access.Opens(order) || await to() is not { } there) return done;
        if (await WhyNotAsync(order, there, cancel) is { } why) return why;
        if (await LiveAsync(order, cancel) is [var label, ..] && await voids.MisaddressedAsync(label, cancel) is { Succeeded: false } kept) return kept.Refusal;
        return await correct();
    }

    private Task<Order?> FindAsync(System.Linq.Expressions.Expression<Func<Order, bool>> which, CancellationToken cancel) =>
        db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(which, cancel);

    /// <summary>A label that may be given back is no reason.</summary>
    private async Task<Refusal?> WhyNotAsync(Order order, PostalAddress to, CancellationToken cancel) => (await StandingAsync(order, cancel)).WhyNot ?? WhyNotThere(order, to);

    /// <summary>Any label is a reason.</summary>
    private async Task<Refusal?> WhyNotNowAsync(Order order, PostalAddress to, CancellationToken cancel) =>
        WhyFixed(order) ?? (await db.ParcelsOf([order.Id]).AnyAsync(p => p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused, cancel) ? OrderRefusals.AddressOnLabel : WhyNotThere(order, to));

    private Refusal? WhyNotThere(Order order, PostalAddress to)
    {
        if (to.Country != order.ShipTo.Country) return OrderRefusals.AddressOtherCountry;
        return AddressCheck.Check(to) is { Errors: [var error, ..] } ? error : WhyDearer(order, to);
    }

    /// <summary>Quotes both places alike, at the prices that the order froze and by one table of rates: what differs is the place alone.</summary>
    private Refusal? WhyDearer(Order order, PostalAddress to)
    {
        if (to.Postcode == order.ShipTo.Postcode && to.Places() == order.ShipTo.Places()) return null;
        var difference = Money.Zero(order.Total.Currency);
        // What goes to a pickup point goes there all the same.
        foreach (var consignment in order.Consignments.Where(c => c.Point is null && c.Status is not (ConsignmentStatus.Cancelled or ConsignmentStatus.Refunded)))
        {
            var lines = PackedGoods.All(order, consignment).Lines;
            var there = landed.Quote(FrozenQuotes.RequestFor(lines, to), rates.Now);
            if (!there.Succeeded) return there.Refusal;
            var here = landed.Quote(FrozenQuotes.RequestFor(lines, order.ShipTo), rates.Now);
            if (!here.Succeeded) return here.Refusal;
            if (there.Value.Terms != here.Value.Terms || there.Value.Scheme != here.Value.Scheme || there.Value.Rule?.Id != here.Value.Rule?.Id) return OrderRefusals.AddressOtherTerms;
            difference += there.Value.Delivery + there.Value.Charges() - here.Value.Delivery - here.Value.Charges();
        }

        return difference.IsZero ? null : difference.IsPositive ? OrderRefusals.AddressDearer(difference) : OrderRefusals.AddressCheaper(-difference);
    }

    private async Task OvertakeAsync(Order order, DateTime now, CancellationToken cancel)
    {
        foreach (var open in await db.AddressChanges.Where(c => c.Order == order.Id && c.Status == AddressChangeStatus.Proposed).ToListAsync(cancel)) open.Answered(AddressChangeStatus.Overtaken, now);
    }

    private async Task ReadressAsync(Order order, AddressChange change, UserId? user, DateTime now, CancellationToken cancel)
    {
        order.Readdress(change.To);
        // Whoever buys a label at the same time finds that the consignment has changed.
        foreach (var consignment in order.Consignments) consignment.ParcelsMoved();
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.AddressChanged, "buyer", now));
        db.AuditLog.Add(AuditEntry.Of(user, nameof(CorrectAddress), $"order {order.Number}", change.By is null ? "by the buyer" : "accepted by the buyer", now));
        db.TellBuyer(order, "address-changed", change.Id.ToString("N"), now);
        var shops = order.Consignments.Where(c => c.Status == ConsignmentStatus.ToPack).Select(c => c.Merchant).ToList();
        // A label that is void may still be on a parcel.
        var old = await db.ParcelsOf([order.Id]).Where(p => p.Status == ParcelStatus.Voided).Select(p => p.Merchant).Distinct().ToListAsync(cancel);
        foreach (var consignment in order.Consignments.Where(c => shops.Contains(c.Merchant)).DistinctBy(c => c.Merchant).ToList())
            await db.WriteToMerchantAsync(consignment.Merchant, null, old.Contains(consignment.Merchant) ? "address-changed-label" : "address-changed-shop", $"{change.Id:N}:{consignment.Id.Value:N}", $"/office/orders/{consignment.Id.Value:D}", now, cancel, ("number", order.Number));
    }
}

/// <param name="Label">Number of the label that is given back when the address is corrected; null where there is none.</param>
public sealed record AddressStanding(Refusal? WhyNot, string? Label);
