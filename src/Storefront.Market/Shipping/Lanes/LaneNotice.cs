namespace Storefront.Shipping.Lanes;

public enum LaneStatus
{
    /// <summary>Parcels go, and take longer.</summary>
    Delayed,

    /// <summary>Nothing is taken on the way.</summary>
    Suspended,
}

/// <summary>That parcels on a lane take longer or do not go at all, as an admin said it. A lane without one is open.</summary>
public sealed class LaneNotice
{
    private LaneNotice()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Null: from everywhere.</summary>
    public Country? From { get; private set; }

    /// <summary>Null: to everywhere.</summary>
    public Country? To { get; private set; }

    /// <summary>A carrier's key; null: whichever carrier, and then shoppers feel it too.</summary>
    public string? Carrier { get; private set; }

    public LaneStatus Status { get; private set; }

    /// <summary>Calendar days on top of the promised ones; 0 where it is suspended.</summary>
    public int MoreDays { get; private set; }

    /// <summary>For people of the office.</summary>
    public string Reason { get; private set; } = "";

    public DateTime FromUtc { get; private set; }

    /// <summary>The first moment at which it does not hold any more; null while nobody knows.</summary>
    public DateTime? UntilUtc { get; private set; }

    public UserId SetBy { get; private set; }

    public DateTime SetAtUtc { get; private set; }

    public int Version { get; private set; }

    public bool HoldsAt(DateTime utc) => FromUtc <= utc && (UntilUtc is not { } until || utc < until);

    public static LaneNotice Of(LaneNoticeDraft draft, DateTime fromUtc, UserId by, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), From = draft.From, To = draft.To, Carrier = draft.Carrier, Status = draft.Status, MoreDays = draft.Status == LaneStatus.Delayed ? draft.MoreDays : 0,
        Reason = draft.Reason.Trim(), FromUtc = fromUtc, UntilUtc = draft.UntilUtc, SetBy = by, SetAtUtc = nowUtc,
    };

    internal void End(DateTime nowUtc)
    {
        // One that has not begun never does.
        if (FromUtc > nowUtc) FromUtc = nowUtc;
        UntilUtc = nowUtc;
        Version++;
    }
}

/// <param name="From">Null: from everywhere.</param>
/// <param name="To">Null: to everywhere.</param>
/// <param name="Carrier">Null: whichever carrier.</param>
/// <param name="FromUtc">Null: at once.</param>
public sealed record LaneNoticeDraft(Country? From, Country? To, string? Carrier, LaneStatus Status, int MoreDays, string Reason, DateTime? FromUtc, DateTime? UntilUtc);
