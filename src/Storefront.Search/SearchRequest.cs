using Storefront.Merchants;

namespace Storefront.Search;

/// <summary>What a category page, a shop page or a search asks for. Everything in it may come straight from an address.</summary>
public sealed record SearchRequest
{
    public const int DefaultPageSize = 24;

    /// <summary>Pages beyond this one are not offered.</summary>
    public const int LastPage = 200;

    /// <summary>The tag in which titles and names are wanted.</summary>
    public required string Language { get; init; }

    /// <summary>In any language; empty lists everything that the filters leave.</summary>
    public string Words { get; init; } = "";

    public string? Category { get; init; }

    public MerchantId? Merchant { get; init; }

    /// <summary>Any of these, compared without case and accents.</summary>
    public IReadOnlyList<string> Brands { get; init; } = [];

    public IReadOnlyList<Country> ShipsFrom { get; init; } = [];

    /// <summary>Average stars times 100; 0 asks for none. Listings without reviews have 0.</summary>
    public int MinRatingHundredths { get; init; }

    public PriceRange? Price { get; init; }

    /// <summary>The currency in which price bands are made.</summary>
    public Currency Currency { get; init; } = Currency.Eur;

    public bool InStockOnly { get; init; }

    /// <summary>All of these options, any of each one's values.</summary>
    public IReadOnlyList<OptionFilter> Options { get; init; } = [];

    public SearchSort Sort { get; init; }

    /// <summary>From 1; a page past the last one gives the last one.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>False leaves <see cref="SearchResult.Facets"/> empty, for a rail or an address that shows none.</summary>
    public bool WithFacets { get; init; } = true;

    /// <summary>The same request, on its first page, without one of its filters; an empty value takes away all brands, countries or values of the
    /// option.</summary>
    public SearchRequest Without(AppliedFilter filter) => filter.Kind switch
    {
        FilterKind.Category => this with { Category = null, Page = 1 },
        FilterKind.Brand => this with { Brands = [.. Brands.Where(b => filter.Value.Length > 0 && b != filter.Value)], Page = 1 },
        FilterKind.ShipsFrom => this with { ShipsFrom = [.. ShipsFrom.Where(c => filter.Value.Length > 0 && c.Code != filter.Value)], Page = 1 },
        FilterKind.Rating => this with { MinRatingHundredths = 0, Page = 1 },
        FilterKind.Price => this with { Price = null, Page = 1 },
        FilterKind.InStock => this with { InStockOnly = false, Page = 1 },
        FilterKind.Option => this with
        {
            Options = [.. Options.Select(o => o.Key != filter.Option ? o : o with { Values = [.. o.Values.Where(v => filter.Value.Length > 0 && v != filter.Value)] }).Where(o => o.Values.Count > 0)],
            Page = 1,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };
}

/// <summary>Both ends belong to the range and may be in any currency; they are compared after conversion to euro.</summary>
public sealed record PriceRange(Money? From, Money? To);

/// <param name="Key">The listing's option key, for example <c>color</c>.</param>
public sealed record OptionFilter(string Key, IReadOnlyList<string> Values);

public enum SearchSort
{
    /// <summary>How well the words fit, then the listing's own standing.</summary>
    Relevance,
    Newest,
    PriceUp,
    PriceDown,
    Rating,
    BestSelling,
}

/// <param name="Value">As it stands in the request: a brand, a country code, a category key, an option's value key; else empty. Also empty where all
/// of a filter's values are meant, in <see cref="SearchResult.DropOne"/>.</param>
/// <param name="Option">The option's key, where the filter is one.</param>
/// <param name="Label">For people, in the request's language where a name is known; empty for a price, a rating and stock.</param>
public sealed record AppliedFilter(FilterKind Kind, string Value, string? Option, string Label);

public enum FilterKind
{
    Category,
    Brand,
    ShipsFrom,
    Rating,
    Price,
    InStock,
    Option,
}
