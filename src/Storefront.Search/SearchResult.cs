namespace Storefront.Search;

public sealed record SearchResult
{
    public required IReadOnlyList<ListingCard> Cards { get; init; }

    public required SearchTotal Total { get; init; }

    /// <summary>The page that <see cref="Cards"/> are, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>How many pages are offered, at least 1.</summary>
    public required int Pages { get; init; }

    public required SearchFacets Facets { get; init; }

    public required IReadOnlyList<AppliedFilter> Applied { get; init; }

    /// <summary>The chosen category and those above it, from the top; empty without one.</summary>
    public required IReadOnlyList<CategoryStep> CategoryPath { get; init; }

    /// <summary>The words as they should perhaps have been written, when nothing at all had the words as given; the cards are then for these.</summary>
    public string? CorrectedWords { get; init; }

    /// <summary>How many of the words the cards have. Fewer than all only when nothing at all has all of them, whatever the filters.</summary>
    public WordsFound WordsFound { get; init; }

    /// <summary>When nothing was left: each filter that would leave something if it alone were dropped, the most helpful first.</summary>
    public IReadOnlyList<DroppedFilter> DropOne { get; init; } = [];
}

/// <summary>How many listings match. Above 20,000 it is rounded down to ten thousands, to be shown as "20,000+".</summary>
public readonly record struct SearchTotal(int Value, bool IsAtLeast)
{
    public const int ExactUpTo = 20_000;

    public static SearchTotal Of(int exact) => exact <= ExactUpTo ? new(exact, false) : new(exact / 10_000 * 10_000, true);
}

public enum WordsFound
{
    All,

    /// <summary>More than half of them.</summary>
    Most,

    /// <summary>One of two.</summary>
    One,
}

public sealed record DroppedFilter(AppliedFilter Filter, int Count);

public sealed record CategoryStep(string Key, string Label);

/// <summary>What could be chosen further, with counts. Within a facet that has something chosen, counts are as if nothing were chosen in it.</summary>
public sealed record SearchFacets
{
    public static readonly SearchFacets None = new();

    /// <summary>The children of the chosen category, or the top ones.</summary>
    public IReadOnlyList<FacetValue> Categories { get; init; } = [];

    public IReadOnlyList<FacetValue> Brands { get; init; } = [];

    /// <summary>Country codes.</summary>
    public IReadOnlyList<FacetValue> ShipsFrom { get; init; } = [];

    public IReadOnlyList<RatingBand> Ratings { get; init; } = [];

    public IReadOnlyList<PriceBand> Prices { get; init; } = [];

    public IReadOnlyList<OptionFacet> Options { get; init; } = [];

    public int InStock { get; init; }
}

/// <param name="Label">In the request's language where a name is known, else the key.</param>
public sealed record FacetValue(string Key, string Label, int Count, bool Selected);

/// <summary>Listings with at least this average; the bands contain each other.</summary>
public sealed record RatingBand(int MinHundredths, int Count, bool Selected);

/// <summary>From and to belong to the band; bands neither overlap nor leave a gap. In the request's currency.</summary>
public sealed record PriceBand(Money? From, Money? To, int Count, bool Selected)
{
    public PriceRange Range => new(From, To);
}

public sealed record OptionFacet(string Key, string Label, IReadOnlyList<OptionFacetValue> Values);

/// <param name="Swatch">A CSS hex colour, or null.</param>
public sealed record OptionFacetValue(string Key, string Label, string? Swatch, int Count, bool Selected);
