using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Disputes;

/// <param name="Status">Null for every open case.</param>
/// <param name="Reason">Null for all.</param>
/// <param name="Find">Start of an order number; null for all.</param>
/// <param name="OnlyAppeals">Only those that are looked at again.</param>
public sealed record DisputeQuery(DisputeStatus? Status = DisputeStatus.UnderReview, DisputeReason? Reason = null, string? Find = null, string? After = null, bool OnlyAppeals = false);

public sealed record DisputeRow(
    DisputeId Id, string OrderNumber, MerchantId Merchant, string MerchantName, Country ShipsFrom, Country Destination, DisputeReason Reason, Money Ask, Money Offer, Money Decided, DisputeStatus Status, DisputeOutcome? Outcome,
    DateTime OpenedAtUtc, DateTime? DueAtUtc, DateTime? ClosedAtUtc, DisputeSide? AppealedBy);

/// <summary>The cases of the whole market, for admins.</summary>
public sealed class DisputeDesk(MarketDb db)
{
    /// <summary>Open cases by what is due first, closed ones by the day they were opened, newest first.</summary>
    public async Task<Outcome<Page<DisputeRow>>> ListAsync(Actor actor, DisputeQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var closed = query.Status == DisputeStatus.Closed;
        var rows = from d in db.Disputes.AsNoTracking()
                   join o in db.Orders on d.Order equals o.Id
                   join c in db.Consignments on d.Consignment equals c.Id
                   select new { Dispute = d, o.Number, o.ShipTo, c.MerchantName, c.ShipsFrom };
        rows = query.Status is { } status ? rows.Where(r => r.Dispute.Status == status) : rows.Where(r => r.Dispute.Status != DisputeStatus.Closed);
        if (query.OnlyAppeals) rows = rows.Where(r => r.Dispute.AppealedBy != null);
        if (query.Reason is { } reason) rows = rows.Where(r => r.Dispute.Reason == reason);
        if (!string.IsNullOrWhiteSpace(query.Find))
        {
            var number = query.Find.Trim().ToUpperInvariant();
#pragma warning disable CA1310 // The database compares; it knows no .NET culture.
            rows = rows.Where(r => r.Number.StartsWith(number));
#pragma warning restore CA1310
        }

        if (PageKey.Parse(query.After) is { } key)
        {
            rows = closed
                ? rows.Where(r => r.Dispute.OpenedAtUtc < key.AtUtc || (r.Dispute.OpenedAtUtc == key.AtUtc && r.Number.CompareTo(key.Name) > 0))
                : rows.Where(r => r.Dispute.DueAtUtc > key.AtUtc || (r.Dispute.DueAtUtc == key.AtUtc && r.Number.CompareTo(key.Name) > 0));
        }

        rows = closed ? rows.OrderByDescending(r => r.Dispute.OpenedAtUtc).ThenBy(r => r.Number) : rows.OrderBy(r => r.Dispute.DueAtUtc).ThenBy(r => r.Number);
        var found = await rows.Take(PageKey.Size + 1).ToListAsync(cancel);
        return PageKey.Cut(
            found.ConvertAll(r => new DisputeRow(
                r.Dispute.Id, r.Number, r.Dispute.Merchant, r.MerchantName, r.ShipsFrom, r.ShipTo.Country, r.Dispute.Reason, r.Dispute.Ask, r.Dispute.Offer, r.Dispute.Decided, r.Dispute.Status, r.Dispute.Outcome,
                r.Dispute.OpenedAtUtc, r.Dispute.DueAtUtc, r.Dispute.ClosedAtUtc, r.Dispute.AppealedBy)),
            r => new PageKey(closed ? r.OpenedAtUtc : r.DueAtUtc ?? r.OpenedAtUtc, r.OrderNumber));
    }

    public async Task<Outcome<IReadOnlyDictionary<DisputeStatus, int>>> CountAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await db.Disputes.AsNoTracking().GroupBy(d => d.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
    }

    /// <summary>Open appeals.</summary>
    public async Task<Outcome<int>> CountAppealsAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        return await db.Disputes.CountAsync(d => d.Status == DisputeStatus.UnderReview && d.AppealedBy != null, cancel);
    }
}
