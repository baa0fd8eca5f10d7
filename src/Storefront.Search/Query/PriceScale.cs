namespace Storefront.Search;

/// <summary>Price ranges and bands in the shopper's currency, measured in euro cents.</summary>
internal static class PriceScale
{
    /// <summary>Where bands part, in euro; in another currency at the nearest 1, 2, 2.5 or 5 times a power of ten.</summary>
    private static readonly int[] EdgesInEuro = [5, 10, 25, 50, 100, 250];

    private static readonly decimal[] RoundNumbers = [1m, 2m, 2.5m, 5m, 10m];

    /// <summary>From (included) and below (not included) in euro cents; null when the range is open at both ends or in currencies without a rate.</summary>
    public static (int From, int Below)? CentsOf(PriceRange? range, CatalogueSearchOptions options)
    {
        if (range is null) return null;
        var from = range.From is { } low ? CentsOf(low, options) : null;
        // One minor unit above the range's end is the next band's beginning, so that bands meet after conversion.
        var below = range.To is { Minor: < long.MaxValue } high ? CentsOf(new Money(high.Minor + 1, high.Currency), options) : null;
        return from is null && below is null ? null : (from ?? 0, below ?? int.MaxValue);
    }

    /// <summary>The bands of a currency, lowest first; none where the currency has no rate.</summary>
    public static IReadOnlyList<PriceRange> BandsIn(Currency currency, CatalogueSearchOptions options)
    {
        var sample = new Money(currency.MinorPerMajor * 1_000_000, currency);
        if (options.ToEuroCents(sample) is not { } cents || cents <= 0) return [];
        var edges = EdgesInEuro
            .Select(euro => Money.Of(Rounded(euro * 100m * 1_000_000 / cents), currency, Rounding.HalfUp))
            .Where(edge => edge.IsPositive)
            .Distinct()
            .ToList();
        var bands = new List<PriceRange>(edges.Count + 1);
        for (var i = 0; i <= edges.Count; i++)
        {
            bands.Add(new PriceRange(
                i == 0 ? null : edges[i - 1],
                i == edges.Count ? null : new Money(edges[i].Minor - 1, currency)));
        }

        return bands;
    }

    private static int? CentsOf(Money amount, CatalogueSearchOptions options)
    {
        // Beyond any price, and near where the conversion would overflow.
        var bounded = new Money(Math.Clamp(amount.Minor, 0, 1_000_000_000_000), amount.Currency);
        return options.ToEuroCents(bounded) is { } cents ? (int)Math.Clamp(cents, 0, int.MaxValue) : null;
    }

    private static decimal Rounded(decimal major)
    {
        var power = 1m;
        while (power * 10 <= major) power *= 10;
        while (power > major) power /= 10;
        return RoundNumbers.Select(n => n * power).MinBy(n => Math.Max(n / major, major / n));
    }
}
