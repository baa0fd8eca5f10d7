using System.Globalization;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>The world as the sandbox carrier sees it: regions, zones between them, customs territories and exchange offices.</summary>
internal static class SandboxMap
{
    private static readonly Dictionary<string, Place> Places = EmbeddedFile
        .Rows("Carriers.Sandbox.Data.countries.csv", typeof(SandboxMap).Assembly)
        .ToDictionary(r => r["country"], r => new Place(r["region"], r["territory"], r["exchange"], int.Parse(r["utc_hours"], CultureInfo.InvariantCulture)));

    private static readonly HashSet<(string, string)> NearLanes = EmbeddedFile
        .Rows("Carriers.Sandbox.Data.lanes.csv", typeof(SandboxMap).Assembly)
        .SelectMany(r => new[] { (r["region"], r["other"]), (r["other"], r["region"]) })
        .ToHashSet();

    /// <summary>0 within a country, 1 within a region, 2 to a near region, 3 beyond; null when the carrier does not go there.</summary>
    public static int? ZoneBetween(Country from, Country to)
    {
        if (!Places.TryGetValue(from.Code, out var here) || !Places.TryGetValue(to.Code, out var there)) return null;
        if (from == to) return 0;
        if (here.Region == there.Region) return 1;
        return NearLanes.Contains((here.Region, there.Region)) ? 2 : 3;
    }

    /// <summary>Whether the carrier goes there at all.</summary>
    public static bool Knows(Country country) => Places.ContainsKey(country.Code);

    /// <summary>Whether goods between the two pass customs.</summary>
    public static bool CrossesBorder(Country from, Country to) => Places[from.Code].Territory != Places[to.Code].Territory;

    /// <summary>Where a country's international mail is exchanged, or null when the sandbox names none.</summary>
    public static string? ExchangeOffice(Country country) => Places[country.Code].Exchange is { Length: > 0 } office ? office : null;

    /// <summary>The usual difference from UTC, so that parcels are delivered by day; summer time does not matter here.</summary>
    public static TimeSpan OffsetOf(Country country) => TimeSpan.FromHours(Places[country.Code].UtcHours);

    private sealed record Place(string Region, string Territory, string Exchange, int UtcHours);
}
