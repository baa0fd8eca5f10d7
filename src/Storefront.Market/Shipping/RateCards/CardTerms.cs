namespace Storefront.Shipping;

/// <summary>A merchant's price list with a carrier, as the contract says: zones, weight steps and what comes on top. A value: a change is a new one.</summary>
public sealed record CardTerms
{
    public required Currency Currency { get; init; }

    public required IReadOnlyList<CardZone> Zones { get; init; }

    /// <summary>Cubic centimetres for a kilogram, for example 5000, 6000 or 8000; null where only the mass counts.</summary>
    public int? VolumetricDivisor { get; init; }

    /// <summary>Of price and surcharge, rounded half up to the minor unit.</summary>
    public PartsPerMillion Fuel { get; init; }

    /// <summary>For each parcel, in minor units.</summary>
    public long Handling { get; init; }

    /// <summary>Least surcharge for a far or rural address, in minor units; zero for none.</summary>
    public long RemoteLeast { get; init; }

    /// <summary>Surcharge for a far or rural address for each begun kilogram, in minor units.</summary>
    public long RemotePerKilogram { get; init; }

    /// <summary>The contract's own stretches of far addresses; empty for the general table of this market.</summary>
    public IReadOnlyList<CardPlace> Remote { get; init; } = [];

    /// <summary>Working time of the merchant before the hand-over, in days; added to the zone's days.</summary>
    public int HandlingDays { get; init; }
}
