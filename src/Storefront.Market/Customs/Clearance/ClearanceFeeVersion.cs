namespace Storefront.Customs;

/// <summary>A clearance fee that an admin set or took in: from its first day on it takes the place of whatever held for the same destination, country of dispatch, carrier and payer.</summary>
public sealed class ClearanceFeeVersion
{
    private ClearanceFeeVersion()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Null: every one.</summary>
    public Country? Destination { get; private set; }

    /// <summary>Null: sent from anywhere.</summary>
    public Country? ShipsFrom { get; private set; }

    public FeeBy By { get; private set; }

    /// <summary>A carrier's key or <c>post</c>; null for whoever it is.</summary>
    public string? Handler { get; private set; }

    /// <summary>Asked of the addressee; else billed to the sender.</summary>
    public bool AtDoor { get; private set; }

    /// <summary>Major units of <see cref="Currency"/>. Zero with a share of zero says that nothing is asked.</summary>
    public decimal Amount { get; private set; }

    /// <summary>Of what <see cref="Of"/> names.</summary>
    public PartsPerMillion Share { get; private set; }

    public FeeOf Of { get; private set; }

    public decimal? Least { get; private set; }

    public decimal? Most { get; private set; }

    /// <summary>Asked only where the customs value exceeds it.</summary>
    public decimal? Above { get; private set; }

    public Currency Currency { get; private set; }

    /// <summary>First day in UTC.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day in UTC, after which nothing is asked; null while no end is known.</summary>
    public DateOnly? ValidTo { get; private set; }

    public string Source { get; private set; } = "";

    /// <summary>The day of which the figure is.</summary>
    public DateOnly CheckedOn { get; private set; }

    public Confidence Confidence { get; private set; }

    public UserId SetBy { get; private set; }

    public DateTime SetAtUtc { get; private set; }

    /// <summary>From then on it holds no more, on no day, and what it replaced holds again; null while it does.</summary>
    public DateTime? TakenAwayAtUtc { get; private set; }

    public int Version { get; private set; }

    /// <param name="fee">With a first day.</param>
    internal static ClearanceFeeVersion FromFee(ClearanceFee fee, UserId by, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Destination = fee.Destination, ShipsFrom = fee.ShipsFrom, By = fee.By, Handler = fee.Handler, AtDoor = fee.AtDoor, Amount = fee.Amount, Share = fee.Share, Of = fee.Of,
        Least = fee.Least, Most = fee.Most, Above = fee.Above, Currency = fee.Currency, ValidFrom = fee.ValidFrom!.Value, ValidTo = fee.ValidTo, Source = fee.Source, CheckedOn = fee.CheckedOn, Confidence = fee.Confidence,
        SetBy = by, SetAtUtc = nowUtc, Version = 1,
    };

    internal ClearanceFee ToFee() => new(Destination, ShipsFrom, By, Handler, AtDoor, Amount, Share, Of, Least, Most, Above, Currency, ValidFrom, ValidTo, Source, CheckedOn, Confidence);

    /// <summary>Nothing is asked after the day.</summary>
    internal void End(DateOnly lastDay)
    {
        ValidTo = lastDay;
        Version++;
    }

    internal void TakeAway(DateTime nowUtc)
    {
        TakenAwayAtUtc = nowUtc;
        Version++;
    }
}
