namespace Storefront.Search;

/// <summary>The filters of a request, each as the bitmap of what it lets through.</summary>
internal sealed class FilterGroups
{
    private const int MostValues = 50;

    private readonly List<FilterGroup> groups = [];

    public IReadOnlyList<FilterGroup> All => groups;

    /// <summary>Called under the index's read lock.</summary>
    public static FilterGroups Of(SearchRequest request, CatalogueIndex index, Scratch scratch, CatalogueSearchOptions options)
    {
        var filters = new FilterGroups();
        var words = Bits.WordsFor(index.SlotEnd);
        if (request.Brands.Count > 0)
        {
            filters.AddUnion(FilterKind.Brand, null, index.Brands, request.Brands.Select(CatalogueIndex.BrandKey), scratch.Bitmap(words));
        }

        if (request.ShipsFrom.Count > 0)
        {
            filters.AddUnion(FilterKind.ShipsFrom, null, index.ShipsFrom, request.ShipsFrom.Select(c => c.Code), scratch.Bitmap(words));
        }

        if (request.MinRatingHundredths > 0)
        {
            var rated = scratch.Bitmap(words);
            ColumnScan.Rated(rated.Span, index.RatingHundredths, request.MinRatingHundredths);
            filters.groups.Add(new FilterGroup(FilterKind.Rating, null, rated));
        }

        if (PriceScale.CentsOf(request.Price, options) is var (from, below))
        {
            var priced = scratch.Bitmap(words);
            ColumnScan.Priced(priced.Span, index.EuroCents, from, below);
            filters.groups.Add(new FilterGroup(FilterKind.Price, null, priced));
        }

        if (request.InStockOnly)
        {
            var inStock = scratch.Bitmap(words);
            inStock.Span.Clear();
            index.InStock.UnionInto(inStock.Span);
            filters.groups.Add(new FilterGroup(FilterKind.InStock, null, inStock));
        }

        foreach (var option in request.Options.Where(o => o.Values.Count > 0).Take(MostValues))
        {
            filters.AddUnion(FilterKind.Option, option.Key, index.Options.GetValueOrDefault(option.Key), option.Values, scratch.Bitmap(words));
        }

        return filters;
    }

    /// <summary><paramref name="all"/> narrowed by every group except <paramref name="except"/>.</summary>
    public Memory<ulong> Narrow(ReadOnlySpan<ulong> all, FilterGroup? except, Scratch scratch)
    {
        var left = scratch.Copy(all);
        foreach (var group in groups)
        {
            if (group != except) Bits.And(left.Span, group.Lets.Span);
        }

        return left;
    }

    public FilterGroup? Find(FilterKind kind, string? option = null) => groups.Find(g => g.Kind == kind && g.Option == option);

    private void AddUnion(FilterKind kind, string? option, FacetField? field, IEnumerable<string> keys, Memory<ulong> to)
    {
        to.Span.Clear();
        foreach (var key in keys.Take(MostValues))
        {
            if (field is not null && field.TryFind(key, out var slots)) slots.UnionInto(to.Span);
        }

        groups.Add(new FilterGroup(kind, option, to));
    }
}

internal sealed record FilterGroup(FilterKind Kind, string? Option, Memory<ulong> Lets);
