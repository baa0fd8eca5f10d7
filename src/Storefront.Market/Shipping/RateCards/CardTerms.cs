using System.Text.Json.Serialization;

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

    /// <summary>Working time of the merchant before the hand-over, in days, in place of the days in the merchant's profile; zero where the card states none and those hold.</summary>
    public int HandlingDays { get; init; }

    /// <summary>The countries in which some zone has a place.</summary>
    [JsonIgnore]
    public IEnumerable<Country> Countries => Zones.SelectMany(z => z.Places).Select(p => p.Country).Distinct();

    /// <summary>Some zone, or the list of far addresses, goes by town.</summary>
    [JsonIgnore]
    public bool NamesTowns => Remote.Any(p => p.Town is not null) || Zones.Any(z => z.Places.Any(p => p.Town is not null));

    /// <summary>The largest amount in it, in minor units.</summary>
    [JsonIgnore]
    public long LargestMinor => Zones.SelectMany(z => z.Steps).Select(s => s.Minor).Concat([Handling, RemoteLeast, RemotePerKilogram]).Max();

    /// <summary>As much of it as one country needs: there it asks the same.</summary>
    public CardTerms In(Country country)
    {
        IReadOnlyList<CardPlace> far = [.. Remote.Where(p => p.Country == country)];
        return this with
        {
            Zones = [.. Zones.Where(z => z.Places.Any(p => p.Country == country)).Select(z => z with { Places = [.. z.Places.Where(p => p.Country == country)] })],
            // A list without a place there still keeps the general table out.
            Remote = far.Count == 0 && Remote.Count > 0 ? [Remote[0]] : far,
        };
    }
}
