using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Shipping.Lanes;

public enum LaneNoticeStanding
{
    Coming,
    Holds,
    Over,
}

public sealed record LaneNoticeRow(
    Guid Id, Country? From, Country? To, string? CarrierName, LaneStatus Status, int MoreDays, string Reason, DateTime FromUtc, DateTime? UntilUtc, DateTime SetAtUtc, LaneNoticeStanding Standing);

/// <summary>The lane notices for admins: those that hold or come, or those that are over; newest first.</summary>
public sealed class ReadLanes(MarketDb db, CarrierDirectory carriers, TimeProvider clock)
{
    public async Task<Outcome<Page<LaneNoticeRow>>> ListAsync(Actor actor, bool isOver, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var now = clock.GetUtcNow().UtcDateTime;
        var notices = db.LaneNotices.AsNoTracking().Where(n => (n.UntilUtc != null && n.UntilUtc <= now) == isOver);
        if (PageKey.Parse(after) is { } last && Guid.TryParse(last.Name, out var id)) notices = notices.Where(n => n.SetAtUtc < last.AtUtc || (n.SetAtUtc == last.AtUtc && n.Id.CompareTo(id) < 0));
        var found = await notices.OrderByDescending(n => n.SetAtUtc).ThenByDescending(n => n.Id).Take(PageKey.Size + 1).ToListAsync(cancel);
        return PageKey.Cut(found.ConvertAll(n => RowOf(n, now)), r => new PageKey(r.SetAtUtc, r.Id.ToString()));
    }

    /// <summary>The carriers that a notice can be about.</summary>
    public IReadOnlyList<(string Key, string Name)> Carriers() => [.. carriers.All.Select(c => (c.Key, c.Name)), .. carriers.Connectors.Select(c => (c.Key, c.Name))];

    private LaneNoticeRow RowOf(LaneNotice n, DateTime now) => new(
        n.Id, n.From, n.To, n.Carrier is { } key ? carriers.NameOf(key) : null, n.Status, n.MoreDays, n.Reason, n.FromUtc, n.UntilUtc, n.SetAtUtc,
        n.UntilUtc <= now ? LaneNoticeStanding.Over : n.FromUtc > now ? LaneNoticeStanding.Coming : LaneNoticeStanding.Holds);
}
