using System.Collections.Concurrent;

namespace Storefront.Shipping;

/// <summary>What a carrier quoted for the same parcel a moment ago, in the memory of each node: while a merchant looks and compares, nobody is asked twice.
/// A purchase never uses it.</summary>
public sealed class QuoteCache(TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const int Most = 2_000;

    private readonly ConcurrentDictionary<Shape, (DateTime UntilUtc, IReadOnlyList<CarrierRate> Rates)> kept = new();

    public IReadOnlyList<CarrierRate>? Find(string who, RateRequest request)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return kept.TryGetValue(Shape.Of(who, request), out var found) && found.UntilUtc > now ? found.Rates : null;
    }

    public void Keep(string who, RateRequest request, IReadOnlyList<CarrierRate> rates)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var until = rates.Count == 0 ? now + Life : new[] { now + Life, rates.Min(r => r.ExpiresAtUtc) }.Min();
        if (kept.Count >= Most)
        {
            foreach (var (shape, _) in kept.Where(k => k.Value.UntilUtc <= now)) kept.TryRemove(shape, out _);
            if (kept.Count >= Most) kept.Clear();
        }

        kept[Shape.Of(who, request)] = (until, rates);
    }

    /// <summary>All that a price may hang on.</summary>
    private sealed record Shape(string Who, string From, string To, Weight Weight, Dimensions Size, Money Value, Incoterm? Incoterm, string Goods, string Batteries, DateOnly Day, string? Point, bool IsReturn)
    {
        public static Shape Of(string who, RateRequest r) => new(
            who, Place(r.From), Place(r.To), r.Weight, r.Size, r.DeclaredValue, r.Incoterm,
            string.Join(';', r.Lines.Select(l => $"{l.HsCode.Digits},{l.Origin.Code},{l.Quantity},{l.Value.Minor},{l.NetWeight.Grams},{(int)l.Battery}")), string.Join(',', r.Batteries), DateOnly.FromDateTime(r.AtUtc), r.Point?.Id, r.IsReturn);

        private static string Place(PostalAddress a) => string.Join('|', a.Country.Code, a.Postcode, a.Region, a.City, a.District, a.Company is null ? "" : "c");
    }
}
