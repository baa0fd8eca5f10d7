namespace Storefront.Search;

internal sealed class AppliedFilters(SearchRequest request, CatalogueIndex index, CatalogueSearchOptions options)
{
    public IReadOnlyList<AppliedFilter> List()
    {
        var applied = new List<AppliedFilter>();
        if (request.Category is { } category) applied.Add(new(FilterKind.Category, category, null, options.CategoryName(category, request.Language) ?? category));
        applied.AddRange(request.Brands.Select(b => new AppliedFilter(FilterKind.Brand, b, null, index.Brands.TryFind(CatalogueIndex.BrandKey(b), out _) ? index.Brands.LabelOf(CatalogueIndex.BrandKey(b)) : b)));
        applied.AddRange(request.ShipsFrom.Select(c => new AppliedFilter(FilterKind.ShipsFrom, c.Code, null, c.Code)));
        if (request.MinRatingHundredths > 0) applied.Add(new(FilterKind.Rating, "", null, ""));
        if (PriceScale.CentsOf(request.Price, options) is not null) applied.Add(new(FilterKind.Price, "", null, ""));
        if (request.InStockOnly) applied.Add(new(FilterKind.InStock, "", null, ""));
        foreach (var option in request.Options)
        {
            applied.AddRange(option.Values.Select(v => new AppliedFilter(FilterKind.Option, v, option.Key, index.OptionNames.Find(option.Key, v)?.In(request.Language) ?? v)));
        }

        return applied;
    }
}
