using System.Collections.Concurrent;

namespace Storefront.Shipping;

/// <summary>The points that a carrier found near a place a moment ago, in the memory of each node, bounded in number and time: who looks, searches and comes back asks nobody twice.
/// A purchase of a label never uses it.</summary>
public sealed class PickupPointCache(TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public const int Most = 1_000;

    private readonly ConcurrentDictionary<Place, (DateTime UntilUtc, IReadOnlyList<NearbyPoint> Points)> kept = new();

    /// <summary>Places whose points are kept now, over ones among them.</summary>
    public int Count => kept.Count;

    /// <param name="who">Carrier and account.</param>
    public IReadOnlyList<NearbyPoint>? Find(string who, PointSearch search) =>
        kept.TryGetValue(Place.Of(who, search), out var found) && found.UntilUtc > clock.GetUtcNow().UtcDateTime ? found.Points : null;

    public void Keep(string who, PointSearch search, IReadOnlyList<NearbyPoint> points)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (kept.Count >= Most)
        {
            foreach (var (place, _) in kept.Where(k => k.Value.UntilUtc <= now)) kept.TryRemove(place, out _);
            if (kept.Count >= Most) kept.Clear();
        }

        kept[Place.Of(who, search)] = (now + Life, points);
    }

    private sealed record Place(string Who, Country Country, string Near)
    {
        /// <summary>A British code is compared whole here: its outward part alone is a whole district.</summary>
        public static Place Of(string who, PointSearch search) =>
            new(who, search.Country, search.IsPostcode ? string.Concat(search.Near.Where(char.IsLetterOrDigit)).ToUpperInvariant() : search.Near.ToUpperInvariant());
    }
}
