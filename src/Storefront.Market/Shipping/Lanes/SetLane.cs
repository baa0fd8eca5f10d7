using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Shipping.Lanes;

/// <summary>An admin says that parcels on a lane take longer or do not go, and that they go again. It holds at once on this node and within seconds on the others;
/// orders that are there keep what they were promised.</summary>
public sealed class SetLane(MarketDb db, FollowLanes follow, CarrierDirectory carriers, TimeProvider clock)
{
    public const int MostDays = 90;
    public const int LongestReason = 300;

    public async Task<Outcome<Done>> AddAsync(LaneNoticeDraft draft, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var now = clock.GetUtcNow().UtcDateTime;
        var from = draft.FromUtc is { } later && later > now ? later : now;
        if (draft.From is null && draft.To is null && draft.Carrier is null) return LaneRefusals.Everything;
        if (draft.Status == LaneStatus.Delayed && draft.MoreDays is < 1 or > MostDays) return LaneRefusals.DaysOutside;
        if (string.IsNullOrWhiteSpace(draft.Reason) || draft.Reason.Trim().Length > LongestReason) return LaneRefusals.ReasonMissing;
        if (draft.UntilUtc is { } until && until <= from) return LaneRefusals.EndsBefore;
        if (draft.Carrier is { } carrier && carriers.Find(carrier) is null && carriers.FindConnector(carrier) is null) return LaneRefusals.CarrierUnknown;

        var notice = LaneNotice.Of(draft, from, actor.User, now);
        db.LaneNotices.Add(notice);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetLane), Subject(notice), Told(notice), now));
        await db.SaveChangesAsync(cancel);
        await follow.RunAsync(cancel);
        return default(Done);
    }

    /// <summary>The lane is open again, from now on.</summary>
    public async Task<Outcome<Done>> EndAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.LaneNotices.SingleOrDefaultAsync(n => n.Id == id, cancel) is not { } notice) return LaneRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        if (notice.UntilUtc is { } until && until <= now) return LaneRefusals.Over;
        notice.End(now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetLane), Subject(notice), "open again", now));
        var saved = await db.SaveOrStaleAsync(cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }

    private static string Subject(LaneNotice notice) => $"lane {notice.From?.Code ?? "*"} to {notice.To?.Code ?? "*"}{(notice.Carrier is { } carrier ? $" by {carrier}" : "")}";

    private static string Told(LaneNotice notice) => FormattableString.Invariant(
        $"{(notice.Status == LaneStatus.Suspended ? "suspended" : $"delayed by {notice.MoreDays} days")} from {notice.FromUtc:yyyy-MM-dd HH:mm} UTC{(notice.UntilUtc is { } until ? FormattableString.Invariant($" until {until:yyyy-MM-dd HH:mm} UTC") : "")}: {notice.Reason}");
}
