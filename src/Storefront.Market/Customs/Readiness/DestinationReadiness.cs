namespace Storefront.Customs.Readiness;

public enum ReadinessFault
{
    Missing,

    /// <summary>It is there and does not do: vague, incomplete, in other letters, a wrong check digit.</summary>
    Weak,
}

public enum ReadinessStanding
{
    Ready,

    /// <summary>Sold there; something would be better otherwise.</summary>
    Warned,
    NotSold,
}

public sealed record ReadinessGap(ReadinessPart Part, ReadinessNeed Need, ReadinessFault Fault, ReadinessRule Rule);

/// <summary>How a listing stands with one destination.</summary>
public sealed record DestinationReadiness(Country Destination, IReadOnlyList<ReadinessGap> Gaps, IReadOnlyList<Restriction> Restricted)
{
    /// <summary>By which restrictions are lifted that would close it.</summary>
    public IReadOnlyList<Licence> Licences { get; init; } = [];

    /// <summary>Why no delivery method takes the goods there; null where one does.</summary>
    public Refusal? NotCarried { get; init; }

    /// <summary>The limit that one unit of every variant passes already; null where there is none.</summary>
    public Restriction? TooHeavy { get; init; }

    public ReadinessStanding Standing =>
        Gaps.Any(g => g.Need == ReadinessNeed.Required) || Restricted.Any(r => r.Stops) || TooHeavy is not null || NotCarried is not null ? ReadinessStanding.NotSold
        : Gaps.Count > 0 || Restricted.Count > 0 ? ReadinessStanding.Warned
        : ReadinessStanding.Ready;

    /// <summary>For a shopper: what the destination does not admit goes before what the seller has not said. Null where it is sold.</summary>
    public Refusal? WhyNotSold =>
        Restricted.FirstOrDefault(r => r.Stops) is { } restriction ? CustomsRefusals.Restricted(restriction.Reason, Destination)
        : Gaps.Any(g => g.Need == ReadinessNeed.Required) ? CustomsRefusals.NotOfferedThere(Destination)
        : TooHeavy is not null ? CustomsRefusals.UnitTooHeavy(Destination)
        : NotCarried;
}
