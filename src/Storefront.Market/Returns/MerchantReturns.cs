using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Returns;

/// <summary>The drawers in which a merchant finds what comes back.</summary>
public enum ReturnDrawer
{
    ToAnswer,
    ToInspect,
    Coming,
    Ended,
}

/// <param name="Title">Title of one of the order lines.</param>
public sealed record ReturnRow(ReturnId Id, string OrderNumber, string Title, int Units, ReturnReason Reason, ReturnStatus Status, Money GivenBack, DateTime RequestedAtUtc, DateTime? DueAtUtc);

/// <summary>The returns of a merchant's buyers.</summary>
public sealed class MerchantReturns(MarketDb db)
{
    /// <summary>Open ones by what is due first, ended ones newest first.</summary>
    public async Task<Outcome<Page<ReturnRow>>> ListAsync(MerchantId merchant, Actor actor, ReturnDrawer drawer, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return ReturnRefusals.NotFound;
        var statuses = StatusesOf(drawer);
        var ended = drawer == ReturnDrawer.Ended;
        var rows = from r in db.Returns.AsNoTracking()
                   join o in db.Orders on r.Order equals o.Id
                   where r.Merchant == merchant && statuses.Contains(r.Status)
                   select new { Return = r, o.Number };
        if (PageKey.Parse(after) is { } key)
        {
            rows = ended
                ? rows.Where(r => r.Return.RequestedAtUtc < key.AtUtc || (r.Return.RequestedAtUtc == key.AtUtc && r.Number.CompareTo(key.Name) > 0))
                : rows.Where(r => r.Return.DueAtUtc > key.AtUtc || (r.Return.DueAtUtc == key.AtUtc && r.Number.CompareTo(key.Name) > 0));
        }

        rows = ended ? rows.OrderByDescending(r => r.Return.RequestedAtUtc).ThenBy(r => r.Number) : rows.OrderBy(r => r.Return.DueAtUtc).ThenBy(r => r.Number);
        var found = await rows.Take(PageKey.Size + 1).Select(r => new
        {
            r.Return.Id, r.Number, r.Return.Reason, r.Return.Status, r.Return.GivenBack, r.Return.RequestedAtUtc, r.Return.DueAtUtc,
        }).ToListAsync(cancel);
        var goods = await db.ReturnedGoodsAsync([.. found.Select(r => r.Id)], cancel);
        var titles = await db.TitlesAsync(goods.Values.Select(g => g.Listing), cancel);
        return PageKey.Cut(
            found.ConvertAll(r => new ReturnRow(r.Id, r.Number, titles.GetValueOrDefault(goods[r.Id].Listing, goods[r.Id].Title), goods[r.Id].Units, r.Reason, r.Status, r.GivenBack, r.RequestedAtUtc, r.DueAtUtc)),
            r => new PageKey(ended ? r.RequestedAtUtc : r.DueAtUtc ?? r.RequestedAtUtc, r.OrderNumber));
    }

    public async Task<Outcome<IReadOnlyDictionary<ReturnDrawer, int>>> CountAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return ReturnRefusals.NotFound;
        var counts = await db.Returns.AsNoTracking().Where(r => r.Merchant == merchant).GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        return Enum.GetValues<ReturnDrawer>().ToDictionary(d => d, d => StatusesOf(d).Sum(s => counts.GetValueOrDefault(s)));
    }

    private static IReadOnlyList<ReturnStatus> StatusesOf(ReturnDrawer drawer) => drawer switch
    {
        ReturnDrawer.ToAnswer => [ReturnStatus.Requested],
        ReturnDrawer.ToInspect => [ReturnStatus.Received, ReturnStatus.Inspected],
        ReturnDrawer.Coming => [ReturnStatus.Approved, ReturnStatus.OnTheWay],
        ReturnDrawer.Ended => [ReturnStatus.Refused, ReturnStatus.Refunded, ReturnStatus.Closed],
    };
}
