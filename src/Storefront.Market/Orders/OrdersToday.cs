using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Work of one kind: how much there is, and the first few pieces.</summary>
public sealed record ToDo<T>(int Count, IReadOnlyList<T> First);

/// <param name="DueAtUtc">Promised hand-over, or for a parcel on its way the promised delivery.</param>
public sealed record OrderToDo(ConsignmentId Id, string OrderNumber, string Title, int Units, Country Destination, DateTime DueAtUtc, ParcelTrouble? Trouble = null);

/// <param name="Troubled">Parcels that were lost, went back, could not be delivered or have not been seen for long.</param>
public sealed record MerchantWork(ToDo<OrderToDo> ToPack, ToDo<OrderToDo> ToHandOver, ToDo<OrderToDo> Late, ToDo<OrderToDo> Troubled);

/// <summary>What a merchant has to do with its orders today, most urgent first.</summary>
public sealed class OrdersToday(MarketDb db, TimeProvider clock)
{
    private const int Shown = 6;

    public async Task<Outcome<MerchantWork>> ForAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var own = db.Consignments.AsNoTracking().Where(c => c.Merchant == merchant);
        return new MerchantWork(
            await ReadAsync(own.ThatMayBePacked().OrderBy(c => c.DispatchByUtc), late: false, cancel),
            await ReadAsync(own.Where(c => c.Status == ConsignmentStatus.LabelBought).OrderBy(c => c.DispatchByUtc), late: false, cancel),
            await ReadAsync(own.Where(c => c.Status == ConsignmentStatus.HandedOver && c.PromisedByUtc < now && c.Trouble == null).OrderBy(c => c.PromisedByUtc), late: true, cancel),
            await ReadAsync(own.Where(c => c.Trouble != null && (c.Status == ConsignmentStatus.HandedOver || c.Status == ConsignmentStatus.ToPack || c.Status == ConsignmentStatus.LabelBought)).OrderBy(c => c.PromisedByUtc), late: true, cancel));
    }

    private async Task<ToDo<OrderToDo>> ReadAsync(IOrderedQueryable<Consignment> work, bool late, CancellationToken cancel)
    {
        var count = await work.CountAsync(cancel);
        if (count == 0) return new ToDo<OrderToDo>(0, []);
        var first = await work.ThenBy(c => c.Id).Take(Shown).Select(c => new
        {
            c.Id, c.DispatchByUtc, c.PromisedByUtc, c.Trouble, Units = c.Lines.Sum(l => l.Quantity),
            First = c.Lines.OrderBy(l => l.Id).Select(l => new { l.Listing, l.Title }).First(),
            Order = db.Orders.Where(o => o.Id == c.Order).Select(o => new { o.Number, o.ShipTo }).First(),
        }).ToListAsync(cancel);
        var titles = await db.TitlesAsync(first.Select(c => c.First.Listing), cancel);
        return new ToDo<OrderToDo>(count, first.ConvertAll(c => new OrderToDo(c.Id, c.Order.Number, titles.GetValueOrDefault(c.First.Listing, c.First.Title), c.Units, c.Order.ShipTo.Country, late ? c.PromisedByUtc : c.DispatchByUtc, c.Trouble)));
    }
}

internal static class OrdersThatMayBePacked
{
    /// <summary>Those to pack without the ones that wait for a case: where something has left and money is held still, the case may be about what left, and the rest goes on.</summary>
    public static IQueryable<Consignment> ThatMayBePacked(this IQueryable<Consignment> consignments) =>
        consignments.Where(c => c.Status == ConsignmentStatus.ToPack && (!c.InDispute || (c.FirstSentAtUtc != null && c.Lines.Any(l => l.Hold == HoldState.Held))));
}
