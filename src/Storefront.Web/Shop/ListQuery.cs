using System.Globalization;
using System.Text;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>What the address of a list says: words, filters, order and page. Read from a query, changed, and written again as a link, so that
/// every filter is an address that can be kept, sent and stored. Values that make no sense are passed over.</summary>
public sealed record ListQuery
{
    private const int MostValues = 20;
    private const int LongestWords = 120;

    public string Words { get; init; } = "";

    public string? Category { get; init; }

    public IReadOnlyList<string> Brands { get; init; } = [];

    public IReadOnlyList<Country> ShipsFrom { get; init; } = [];

    /// <summary>Average stars times 100; 0 asks for none.</summary>
    public int MinRatingHundredths { get; init; }

    public PriceRange? Price { get; init; }

    public bool InStockOnly { get; init; }

    /// <summary>Option key and value key.</summary>
    public IReadOnlyList<(string Option, string Value)> Options { get; init; } = [];

    public SearchSort Sort { get; init; }

    public int Page { get; init; } = 1;

    public static ListQuery Read(IQueryCollection query) => new()
    {
        Words = Shorten(query["q"].ToString().Trim(), LongestWords),
        Category = query["category"].ToString() is { Length: > 0 and <= 80 } category ? category : null,
        Brands = [.. Values(query, "brand")],
        ShipsFrom = [.. Values(query, "from").Select(v => Country.TryParse(v, out var c) ? c : default(Country?)).OfType<Country>().Distinct()],
        MinRatingHundredths = int.TryParse(query["rating"], NumberStyles.None, CultureInfo.InvariantCulture, out var stars) && stars is >= 1 and <= 5 ? stars * 100 : 0,
        Price = ReadPrice(query["price"]),
        InStockOnly = query["stock"] == "in",
        Options = [.. Values(query, "opt").Select(v => v.Split('.', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1]))],
        Sort = Enum.GetValues<SearchSort>().FirstOrDefault(s => query["sort"] == KeyOf(s)),
        Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1 ? page : 1,
    };

    public SearchRequest ToRequest(Visitor visitor) => new()
    {
        Language = visitor.Language.Tag,
        Currency = visitor.Currency,
        Words = Words,
        Category = Category,
        Brands = Brands,
        ShipsFrom = ShipsFrom,
        MinRatingHundredths = MinRatingHundredths,
        Price = Price,
        InStockOnly = InStockOnly,
        Options = [.. Options.GroupBy(o => o.Option, StringComparer.Ordinal).Select(g => new OptionFilter(g.Key, [.. g.Select(o => o.Value)]))],
        Sort = Sort,
        Page = Page,
    };

    public ListQuery ToggleBrand(string brand) => this with { Brands = Toggle(Brands, brand), Page = 1 };

    public ListQuery ToggleShipsFrom(string code) => this with { ShipsFrom = Toggle(ShipsFrom, new Country(code)), Page = 1 };

    public ListQuery ToggleOption(string option, string value) => this with { Options = Toggle(Options, (option, value)), Page = 1 };

    public ListQuery ToggleStock() => this with { InStockOnly = !InStockOnly, Page = 1 };

    public ListQuery Rated(int hundredths, bool chosen) => this with { MinRatingHundredths = chosen ? 0 : hundredths, Page = 1 };

    public ListQuery Priced(PriceBand band) => this with { Price = band.Selected ? null : band.Range, Page = 1 };

    public ListQuery SortedBy(SearchSort sort) => this with { Sort = sort, Page = 1 };

    public ListQuery OnPage(int page) => this with { Page = page };

    /// <summary>Only the words are left.</summary>
    public ListQuery Cleared() => new() { Words = Words };

    public ListQuery Without(AppliedFilter filter) => filter.Kind switch
    {
        FilterKind.Category => this with { Category = null, Page = 1 },
        FilterKind.Brand => ToggleBrand(filter.Value),
        FilterKind.ShipsFrom => ToggleShipsFrom(filter.Value),
        FilterKind.Rating => this with { MinRatingHundredths = 0, Page = 1 },
        FilterKind.Price => this with { Price = null, Page = 1 },
        FilterKind.InStock => ToggleStock(),
        FilterKind.Option => ToggleOption(filter.Option!, filter.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>The address of this list on <paramref name="path"/>, its values always in one order.</summary>
    public string At(string path)
    {
        var text = new StringBuilder(path);
        var mark = '?';
        void Add(string key, string value)
        {
            text.Append(mark).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        if (Words.Length > 0) Add("q", Words);
        if (Category is not null) Add("category", Category);
        foreach (var brand in Brands) Add("brand", brand);
        foreach (var country in ShipsFrom) Add("from", country.Code);
        if (Price is not null) Add("price", PriceText(Price));
        if (MinRatingHundredths > 0) Add("rating", (MinRatingHundredths / 100).ToString(CultureInfo.InvariantCulture));
        foreach (var (option, value) in Options) Add("opt", $"{option}.{value}");
        if (InStockOnly) Add("stock", "in");
        if (Sort != SearchSort.Relevance) Add("sort", KeyOf(Sort));
        if (Page > 1) Add("page", Page.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    public static string KeyOf(SearchSort sort) => sort switch
    {
        SearchSort.Relevance => "",
        SearchSort.Newest => "new",
        SearchSort.PriceUp => "price",
        SearchSort.PriceDown => "price-down",
        SearchSort.Rating => "rating",
        SearchSort.BestSelling => "sold",
    };

    /// <summary><c>EUR_10.00_19.99</c>; an open end is left empty. The currency is part of it, so that the link means the same to everyone.</summary>
    private static string PriceText(PriceRange price) =>
        $"{(price.From ?? price.To)?.Currency.Code}_{price.From?.ToPlain()}_{price.To?.ToPlain()}";

    private static PriceRange? ReadPrice(string? text)
    {
        if (text?.Split('_') is not [var code, var from, var to] || !Currency.TryParse(code, out var currency)) return null;
        Money? low = Money.TryParse(from, currency, out var f) ? f : null;
        Money? high = Money.TryParse(to, currency, out var t) ? t : null;
        return low is null && high is null ? null : new PriceRange(low, high);
    }

    private static IEnumerable<string> Values(IQueryCollection query, string key) =>
        query[key].OfType<string>().Where(v => v.Length is > 0 and <= 120).Distinct(StringComparer.Ordinal).Take(MostValues);

    private static List<T> Toggle<T>(IReadOnlyList<T> values, T value) =>
        values.Contains(value) ? [.. values.Where(v => !EqualityComparer<T>.Default.Equals(v, value))] : [.. values, value];

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length];
}
