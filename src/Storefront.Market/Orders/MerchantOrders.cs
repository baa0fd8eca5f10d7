using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>The drawers in which a merchant finds its orders.</summary>
public enum OrderDrawer
{
    ToPack,
    ToHandOver,
    OnTheWay,
    Delivered,

    /// <summary>Received: the money is released.</summary>
    Settled,

    /// <summary>Cancelled before it left, or refunded whole.</summary>
    Undone,
}

/// <param name="Find">Start of an order number, or a whole tracking number or SKU; null for all.</param>
/// <param name="After">Key of the page, from the page before.</param>
public sealed record MerchantOrderQuery(OrderDrawer Drawer, string? Find = null, string? After = null);

/// <param name="Goods">In the merchant's currency, without delivery.</param>
/// <param name="FirstTitle">Title of one of the lines, to know the order by.</param>
public sealed record MerchantOrderRow(
    ConsignmentId Id,
    string OrderNumber,
    ConsignmentStatus Status,
    string Recipient,
    Country Destination,
    string FirstTitle,
    int Lines,
    int Units,
    Money Goods,
    DateTime PlacedAtUtc,
    DateTime DispatchByUtc,
    DateTime PromisedByUtc,
    bool InDispute)
{
    /// <summary>Something has left, and the rest has not.</summary>
    public bool IsPartlySent { get; init; }

    /// <summary>Nothing of it may be packed before its case is closed.</summary>
    public bool WaitsForCase { get; init; }
}

/// <summary>A merchant's orders by what is to be done with them. Unpaid ones are not shown: nothing is to be done.</summary>
public sealed class MerchantOrders(MarketDb db)
{
    /// <summary>What waits is ordered by the promised hand-over, soonest first; what is done by the day of the order, newest first.</summary>
    public async Task<Outcome<Page<MerchantOrderRow>>> ListAsync(MerchantId merchant, Actor actor, MerchantOrderQuery query, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var statuses = StatusesOf(query.Drawer);
        var rows = from c in db.Consignments.AsNoTracking()
                   join o in db.Orders on c.Order equals o.Id
                   where c.Merchant == merchant && statuses.Contains(c.Status)
                   select new { Consignment = c, Order = o };
        if (query.Find is { } find && !string.IsNullOrWhiteSpace(find))
        {
            var text = find.Trim();
            var number = text.ToUpperInvariant();
            rows = rows.Where(r => r.Order.Number.StartsWith(number)
                || r.Consignment.Lines.Any(l => l.Sku == text)
                || db.Parcels.Any(p => p.TrackingNumber == number && (p.Consignment == r.Consignment.Id || db.ParcelContents.Any(c => c.Parcel == p.Id && c.Consignment == r.Consignment.Id))));
        }

        var waiting = query.Drawer is OrderDrawer.ToPack or OrderDrawer.ToHandOver;
        if (PageKey.Parse(query.After) is { } after)
        {
            rows = waiting
                ? rows.Where(r => r.Consignment.DispatchByUtc > after.AtUtc || (r.Consignment.DispatchByUtc == after.AtUtc && r.Order.Number.CompareTo(after.Name) > 0))
                : rows.Where(r => r.Order.PlacedAtUtc < after.AtUtc || (r.Order.PlacedAtUtc == after.AtUtc && r.Order.Number.CompareTo(after.Name) > 0));
        }

        rows = waiting
            ? rows.OrderBy(r => r.Consignment.DispatchByUtc).ThenBy(r => r.Order.Number)
            : rows.OrderByDescending(r => r.Order.PlacedAtUtc).ThenBy(r => r.Order.Number);
        var found = await rows.Take(PageKey.Size + 1).Select(r => new
        {
            r.Consignment.Id, r.Order.Number, r.Consignment.Status, r.Order.ShipTo,
            First = r.Consignment.Lines.OrderBy(l => l.Id).Select(l => new { l.Listing, l.Title }).First(),
            Lines = db.OrderLines.Count(l => l.Consignment == r.Consignment.Id), Units = r.Consignment.Lines.Sum(l => l.Quantity),
            r.Consignment.MerchantGoods, r.Order.PlacedAtUtc, r.Consignment.DispatchByUtc, r.Consignment.PromisedByUtc, r.Consignment.InDispute, r.Consignment.FirstSentAtUtc,
            SomeIsHeld = r.Consignment.Lines.Any(l => l.Hold == HoldState.Held),
        }).ToListAsync(cancel);
        var titles = await db.TitlesAsync(found.Select(r => r.First.Listing), cancel);
        return PageKey.Cut(
            found.ConvertAll(r => new MerchantOrderRow(
                r.Id, r.Number, r.Status, r.ShipTo.Name, r.ShipTo.Country, titles.GetValueOrDefault(r.First.Listing, r.First.Title), r.Lines, r.Units, r.MerchantGoods, r.PlacedAtUtc, r.DispatchByUtc, r.PromisedByUtc, r.InDispute) { IsPartlySent = waiting && r.FirstSentAtUtc is not null, WaitsForCase = r.Status == ConsignmentStatus.ToPack && r.InDispute && !(r.FirstSentAtUtc is not null && r.SomeIsHeld) }),
            r => new PageKey(waiting ? r.DispatchByUtc : r.PlacedAtUtc, r.OrderNumber));
    }

    /// <summary>How many orders lie in each drawer; of those to pack only those that may be packed, as <see cref="OrdersToday"/> counts them.</summary>
    public async Task<Outcome<IReadOnlyDictionary<OrderDrawer, int>>> CountAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var counts = await db.Consignments.AsNoTracking().Where(c => c.Merchant == merchant).GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        if (counts.ContainsKey(ConsignmentStatus.ToPack)) counts[ConsignmentStatus.ToPack] = await db.Consignments.AsNoTracking().Where(c => c.Merchant == merchant).ThatMayBePacked().CountAsync(cancel);
        return Enum.GetValues<OrderDrawer>().ToDictionary(d => d, d => StatusesOf(d).Sum(s => counts.GetValueOrDefault(s)));
    }

    internal static IReadOnlyList<ConsignmentStatus> StatusesOf(OrderDrawer drawer) => drawer switch
    {
        OrderDrawer.ToPack => [ConsignmentStatus.ToPack],
        OrderDrawer.ToHandOver => [ConsignmentStatus.LabelBought],
        OrderDrawer.OnTheWay => [ConsignmentStatus.HandedOver],
        OrderDrawer.Delivered => [ConsignmentStatus.Delivered],
        OrderDrawer.Settled => [ConsignmentStatus.Received],
        OrderDrawer.Undone => [ConsignmentStatus.Cancelled, ConsignmentStatus.Refunded],
    };
}
