using Microsoft.EntityFrameworkCore;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Web.Shop.Returns;

/// <summary>A return as its buyer sees it.</summary>
/// <param name="MostPostage">What the buyer may ask for at most for its own postage; null where it may not.</param>
/// <param name="Label">Bought for the way back; null where there is none that is used or will be.</param>
public sealed record ReturnView(Return Return, Order Order, Consignment Consignment, Parcel? Label, Money? MostPostage)
{
    /// <summary>There is a label to print.</summary>
    public bool HasLabel => Return is { FrozenAtUtc: null, Status: ReturnStatus.Approved or ReturnStatus.OnTheWay } && (Label is { Status: ParcelStatus.Labelled or ParcelStatus.HandedOver } || (Label is null && Return.LabelFile is not null));

    /// <summary>Goods that crossed a customs border are back with their seller: there are papers for a repayment of import duty and tax.</summary>
    public bool HasReclaim => Return.ReceivedAtUtc is not null && !CustomsUnions.BuiltIn.SameArea(Consignment.ShipsFrom, Order.ShipTo.Country);

    /// <summary>The parcel has a number already, so that the buyer need not type one.</summary>
    public bool HasNumber => Label is { Status: ParcelStatus.Labelled } || Return is { Carrier: not null, TrackingNumber: not null };
}

/// <summary>What can be sent back of a consignment.</summary>
/// <param name="OwnDays">The merchant's own period after delivery.</param>
/// <param name="Before">Units of each order line that came back before.</param>
/// <param name="AllReturns">The merchant pays for the way back whatever the reason.</param>
public sealed record Returnable(int? OwnDays, bool AllReturns, IReadOnlyDictionary<Guid, int> Before);

/// <summary>Shows a return to its buyer. For anybody else it does not exist.</summary>
public sealed class ReadReturn(MarketDb db)
{
    public async Task<ReturnView?> RunAsync(ReturnId id, Func<string, OrderAccess> accessOf, CancellationToken cancel)
    {
        var found = await db.Returns.AsNoTracking().Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (found is null) return null;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments.Where(c => c.Id == found.Consignment)).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == found.Order, cancel);
        return accessOf(order.Number).Opens(order) ? new ReturnView(found, order, order.Consignments[0], await LabelAsync(id, cancel), await PostageAsync(found, order.Consignments[0], cancel)) : null;
    }

    private async Task<Money?> PostageAsync(Return it, Consignment consignment, CancellationToken cancel) =>
        await ClaimPostage.MayAsync(db, it, cancel) ? ClaimPostage.Most(it, consignment, (await OfAsync(consignment, cancel)).Before) : null;

    /// <summary>The number of the order of a return, if the access opens it; for a guest's link.</summary>
    public async Task<string?> OrderOfAsync(ReturnId id, OrderAccess access, CancellationToken cancel)
    {
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => db.Returns.Any(r => r.Id == id && r.Order == o.Id), cancel);
        return order is not null && access.Opens(order) ? order.Number : null;
    }

    private Task<Parcel?> LabelAsync(ReturnId id, CancellationToken cancel) =>
        db.EveryParcel.AsNoTracking().Where(p => p.Return == id && p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused).OrderByDescending(p => p.CreatedAtUtc).FirstOrDefaultAsync(cancel);

    /// <summary>Units of each line that have come, of a consignment that the caller may see.</summary>
    public Task<IReadOnlyDictionary<Guid, int>> InHandAsync(Order order, Consignment consignment, CancellationToken cancel) => db.UnitsInHandAsync(order, consignment, cancel);

    /// <summary>For a consignment that the caller may see.</summary>
    public async Task<Returnable> OfAsync(Consignment consignment, CancellationToken cancel)
    {
        var (id, merchant) = (consignment.Id, consignment.Merchant);
        var own = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => new { m.ReturnDays, m.ReturnPostage }).SingleAsync(cancel);
        var before = await db.Returns.AsNoTracking().Where(r => r.Consignment == id && r.Status == ReturnStatus.Refunded)
            .SelectMany(r => r.Lines).GroupBy(l => l.OrderLine).Select(g => new { g.Key, Units = g.Sum(l => l.AcceptedUnits ?? 0) }).ToDictionaryAsync(x => x.Key, x => x.Units, cancel);
        return new Returnable(own.ReturnDays, own.ReturnPostage == ReturnPostage.AllGoods, before);
    }
}
