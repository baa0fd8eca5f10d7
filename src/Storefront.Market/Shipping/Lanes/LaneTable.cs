namespace Storefront.Shipping.Lanes;

/// <param name="Status">Null: open.</param>
/// <param name="UntilUtc">When a suspension ends, as far as it is known.</param>
public readonly record struct LaneStanding(LaneStatus? Status, int MoreDays, string? Reason, DateTime? UntilUtc)
{
    public bool IsSuspended => Status == LaneStatus.Suspended;
}

/// <summary>The notices that hold at one moment: an immutable snapshot. The strictest of those that concern a parcel counts: a suspension before a delay, the
/// longer delay before the shorter.</summary>
public sealed class LaneTable(IReadOnlyList<LaneNotice> notices)
{
    public static LaneTable Open { get; } = new([]);

    public IReadOnlyList<LaneNotice> Notices => notices;

    /// <param name="carrier">A carrier's key; null where the carrier is not chosen yet: then notices of single carriers do not count.</param>
    public LaneStanding StandingOf(Country from, Country to, string? carrier = null)
    {
        LaneNotice? strictest = null;
        for (var i = 0; i < notices.Count; i++)
        {
            var notice = notices[i];
            if (notice.From is { } origin && origin != from || notice.To is { } destination && destination != to) continue;
            if (notice.Carrier is not null && notice.Carrier != carrier) continue;
            if (strictest is null || notice.Status > strictest.Status || (notice.Status == strictest.Status && notice.MoreDays > strictest.MoreDays)) strictest = notice;
        }

        return strictest is null ? default : new LaneStanding(strictest.Status, strictest.MoreDays, strictest.Reason, strictest.UntilUtc);
    }
}
