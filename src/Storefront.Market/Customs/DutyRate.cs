namespace Storefront.Customs;

public enum DutyRateKind
{
    /// <summary>The ordinary duty, from the law.</summary>
    Law,

    /// <summary>The ordinary duty, a rounded figure for a whole chapter.</summary>
    Estimate,

    /// <summary>Comes on top of the ordinary duty.</summary>
    Additional,

    /// <summary>Duty exists, its rate is not held.</summary>
    Unknown,
}

/// <summary>A duty rate for an HS prefix.</summary>
/// <param name="HsPrefix">0, 2, 4, 6, 8 or 10 digits; the longest that fits decides.</param>
/// <param name="Origin">Country of origin to which it is limited, or null for all; a row for the origin goes before one for all.</param>
/// <param name="Rate">Share of the customs value; zero where the kind is <see cref="DutyRateKind.Unknown"/>.</param>
public sealed record DutyRate(
    Country Destination,
    string HsPrefix,
    Country? Origin,
    DutyRateKind Kind,
    PartsPerMillion Rate,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string Source,
    DateOnly CheckedOn)
{
    public bool HoldsFor(Country origin, DateOnly day) =>
        (Origin is not { } only || only == origin) && (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);
}

/// <param name="Rate">Ordinary and additional duty together.</param>
/// <param name="Known">False where nothing is held for these goods.</param>
/// <param name="Estimated">True where the ordinary part is an estimate.</param>
public readonly record struct DutyFound(PartsPerMillion Rate, bool Known, bool Estimated)
{
    /// <summary>The row of the ordinary duty; null where none is held.</summary>
    public DutyRate? Row { get; init; }

    /// <summary>The part of <see cref="Rate"/> that comes on top of the ordinary duty.</summary>
    public PartsPerMillion Additional { get; init; }

    /// <summary>True where a row says what comes on top for this origin, be it nothing.</summary>
    public bool AdditionalHeld { get; init; }
}
