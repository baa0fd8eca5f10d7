using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Disputes;

/// <summary>The drawers in which a merchant finds its cases.</summary>
public enum DisputeDrawer
{
    ToAnswer,
    WithBuyer,
    WithMarket,
    Closed,
}

/// <param name="Title">Title of one of the lines of the consignment.</param>
public sealed record MerchantDisputeRow(
    DisputeId Id, string OrderNumber, ConsignmentId Consignment, string Title, DisputeReason Reason, Money Ask, Money Offer, Money Decided, DisputeStatus Status, DisputeOutcome? Outcome, DateTime OpenedAtUtc, DateTime? DueAtUtc);

/// <summary>The claims of a merchant's buyers.</summary>
public sealed class MerchantDisputes(MarketDb db)
{
    /// <summary>Open cases by what is due first, closed ones newest first.</summary>
    public async Task<Outcome<Page<MerchantDisputeRow>>> ListAsync(MerchantId merchant, Actor actor, DisputeDrawer drawer, string? after, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return DisputeRefusals.NotFound;
        var statuses = StatusesOf(drawer);
        var closed = drawer == DisputeDrawer.Closed;
        var rows = from d in db.Disputes.AsNoTracking()
                   join o in db.Orders on d.Order equals o.Id
                   where d.Merchant == merchant && statuses.Contains(d.Status)
                   select new { Dispute = d, o.Number };
        if (PageKey.Parse(after) is { } key)
        {
            rows = closed
                ? rows.Where(r => r.Dispute.OpenedAtUtc < key.AtUtc || (r.Dispute.OpenedAtUtc == key.AtUtc && r.Number.CompareTo(key.Name) > 0))
                : rows.Where(r => r.Dispute.DueAtUtc > key.AtUtc || (r.Dispute.DueAtUtc == key.AtUtc && r.Number.CompareTo(key.Name) > 0));
        }

        rows = closed ? rows.OrderByDescending(r => r.Dispute.OpenedAtUtc).ThenBy(r => r.Number) : rows.OrderBy(r => r.Dispute.DueAtUtc).ThenBy(r => r.Number);
        var found = await rows.Take(PageKey.Size + 1)
            .Select(r => new { r.Dispute, r.Number, First = db.OrderLines.Where(l => l.Consignment == r.Dispute.Consignment).OrderBy(l => l.Id).Select(l => new { l.Listing, l.Title }).First() })
            .ToListAsync(cancel);
        var titles = await db.TitlesAsync(found.Select(r => r.First.Listing), cancel);
        return PageKey.Cut(
            found.ConvertAll(r => new MerchantDisputeRow(
                r.Dispute.Id, r.Number, r.Dispute.Consignment, titles.GetValueOrDefault(r.First.Listing, r.First.Title), r.Dispute.Reason, r.Dispute.Ask, r.Dispute.Offer, r.Dispute.Decided, r.Dispute.Status, r.Dispute.Outcome, r.Dispute.OpenedAtUtc, r.Dispute.DueAtUtc)),
            r => new PageKey(closed ? r.OpenedAtUtc : r.DueAtUtc ?? r.OpenedAtUtc, r.OrderNumber));
    }

    public async Task<Outcome<IReadOnlyDictionary<DisputeDrawer, int>>> CountAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return DisputeRefusals.NotFound;
        var counts = await db.Disputes.AsNoTracking().Where(d => d.Merchant == merchant).GroupBy(d => d.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        return Enum.GetValues<DisputeDrawer>().ToDictionary(d => d, d => StatusesOf(d).Sum(s => counts.GetValueOrDefault(s)));
    }

    private static IReadOnlyList<DisputeStatus> StatusesOf(DisputeDrawer drawer) => drawer switch
    {
        DisputeDrawer.ToAnswer => [DisputeStatus.AwaitingMerchant],
        DisputeDrawer.WithBuyer => [DisputeStatus.AwaitingBuyer],
        DisputeDrawer.WithMarket => [DisputeStatus.UnderReview, DisputeStatus.RefundPending],
        DisputeDrawer.Closed => [DisputeStatus.Closed],
    };
}
