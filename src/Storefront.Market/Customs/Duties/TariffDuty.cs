namespace Storefront.Customs;

/// <summary>A duty rate that an admin took in with a country's tariff, or set by hand. A rate of the newest tariff with rates holds in place of all earlier ones of its country; one set by hand
/// holds until it is taken away.</summary>
public sealed class TariffDuty
{
    private TariffDuty()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The tariff with which it came; null where it was set by hand.</summary>
    public Guid? Tariff { get; private set; }

    /// <summary>The destination that takes it.</summary>
    public Country Country { get; private set; }

    /// <summary>0, 2, 4, 6, 8 or 10 digits.</summary>
    public string HsPrefix { get; private set; } = "";

    /// <summary>Null: goods of every origin.</summary>
    public Country? Origin { get; private set; }

    public DutyRateKind Kind { get; private set; }

    /// <summary>Share of the customs value.</summary>
    public PartsPerMillion Rate { get; private set; }

    /// <summary>First day in UTC; null: since ever.</summary>
    public DateOnly? ValidFrom { get; private set; }

    /// <summary>Last day in UTC; null while no end is known.</summary>
    public DateOnly? ValidTo { get; private set; }

    public string Source { get; private set; } = "";

    /// <summary>The day of which the figure is.</summary>
    public DateOnly CheckedOn { get; private set; }

    public UserId SetBy { get; private set; }

    public DateTime SetAtUtc { get; private set; }

    /// <summary>From then on it holds no more, on no day; null while it does.</summary>
    public DateTime? TakenAwayAtUtc { get; private set; }

    public int Version { get; private set; }

    internal static TariffDuty Of(DutyRate rate, Guid? tariff, UserId by, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Tariff = tariff, Country = rate.Destination, HsPrefix = rate.HsPrefix, Origin = rate.Origin, Kind = rate.Kind, Rate = rate.Rate,
        ValidFrom = rate.ValidFrom, ValidTo = rate.ValidTo, Source = rate.Source, CheckedOn = rate.CheckedOn, SetBy = by, SetAtUtc = nowUtc, Version = 1,
    };

    internal DutyRate ToRate() => new(Country, HsPrefix, Origin, Kind, Rate, ValidFrom, ValidTo, Source, CheckedOn);

    internal void TakeAway(DateTime nowUtc)
    {
        TakenAwayAtUtc = nowUtc;
        Version++;
    }
}
