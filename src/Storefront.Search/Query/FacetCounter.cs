namespace Storefront.Search;

/// <summary>Counts what could be chosen further. Works on bitmaps only; called under the index's read lock.</summary>
internal sealed class FacetCounter(SearchRequest request, CatalogueIndex index, CatalogueSearchOptions options, Scratch scratch)
{
    private const int MostValues = 20;
    private const int MostOptions = 4;

    /// <param name="before">What matches before the filters.</param>
    /// <param name="after">What is left after all of them.</param>
    public SearchFacets Count(ReadOnlyMemory<ulong> before, ReadOnlyMemory<ulong> after, FilterGroups filters)
    {
        var left = new MatchSet(after.Span, scratch.Few);
        return new SearchFacets
        {
            Categories = Categories(left),
            Brands = Values(index.Brands, [.. request.Brands.Select(CatalogueIndex.BrandKey)], Without(FilterKind.Brand), (_, label) => label),
            ShipsFrom = Values(index.ShipsFrom, [.. request.ShipsFrom.Select(c => c.Code)], Without(FilterKind.ShipsFrom), (key, _) => key),
            Ratings = Ratings(Without(FilterKind.Rating)),
            Prices = Prices(Without(FilterKind.Price)),
            Options = Options(before, after, filters),
            InStock = Without(FilterKind.InStock).CountOf(index.InStock),
        };

        MatchSet Without(FilterKind kind) => SetWithout(filters.Find(kind), before, after, filters);
    }

    private MatchSet SetWithout(FilterGroup? group, ReadOnlyMemory<ulong> before, ReadOnlyMemory<ulong> after, FilterGroups filters) =>
        new(group is null ? after.Span : filters.Narrow(before.Span, group, scratch).Span, scratch.Few);

    private List<FacetValue> Categories(in MatchSet left)
    {
        var found = new List<FacetValue>();
        foreach (var (key, _, _) in index.Categories.Values)
        {
            if (!CategoryTree.IsChild(index, key, request.Category) || !index.Categories.TryFind(key, out var slots)) continue;
            var count = left.CountOf(slots);
            if (count > 0) found.Add(new FacetValue(key, options.CategoryName(key, request.Language) ?? key, count, false));
        }

        found.Sort(static (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Key, b.Key));
        return found;
    }

    private static List<FacetValue> Values(FacetField field, HashSet<string> selected, in MatchSet matches, Func<string, string, string> label)
    {
        var found = new List<FacetValue>();
        foreach (var (key, name, count) in field.Top(matches, MostValues)) found.Add(new FacetValue(label(key, name), label(key, name), count, selected.Remove(key)));
        // What has been chosen stays to be seen, so that it can be taken back.
        foreach (var key in selected.Order(StringComparer.Ordinal))
        {
            if (field.TryFind(key, out var slots)) found.Add(new FacetValue(label(key, field.LabelOf(key)), label(key, field.LabelOf(key)), matches.CountOf(slots), true));
        }

        return found;
    }

    private List<RatingBand> Ratings(in MatchSet matches)
    {
        var bands = new List<RatingBand>();
        foreach (var band in CatalogueIndex.RatingBands)
        {
            var count = index.Ratings.TryFind(CatalogueIndex.RatingKey(band), out var slots) ? matches.CountOf(slots) : 0;
            if (count > 0 || request.MinRatingHundredths == band) bands.Add(new RatingBand(band, count, request.MinRatingHundredths == band));
        }

        return bands;
    }

    private List<PriceBand> Prices(in MatchSet matches)
    {
        var bands = new List<PriceBand>();
        foreach (var range in PriceScale.BandsIn(request.Currency, options))
        {
            if (PriceScale.CentsOf(range, options) is not var (from, below)) continue;
            var count = matches.CountOf(index.PriceBands.Of(index, from, below));
            var selected = range == request.Price;
            if (count > 0 || selected) bands.Add(new PriceBand(range.From, range.To, count, selected));
        }

        return bands;
    }

    private List<OptionFacet> Options(ReadOnlyMemory<ulong> before, ReadOnlyMemory<ulong> after, FilterGroups filters)
    {
        var facets = new List<OptionFacet>();
        var shown = index.Options
            .OrderByDescending(o => request.Options.Any(f => f.Key == o.Key))
            .ThenByDescending(o => o.Value.Total)
            .ThenBy(o => o.Key, StringComparer.Ordinal)
            .Take(Math.Max(MostOptions, request.Options.Count));
        foreach (var (option, field) in shown)
        {
            var matches = SetWithout(filters.Find(FilterKind.Option, option), before, after, filters);
            var selected = request.Options.Where(o => o.Key == option).SelectMany(o => o.Values).ToHashSet(StringComparer.Ordinal);
            var values = Values(field, selected, matches, static (key, _) => key)
                .ConvertAll(v => new OptionFacetValue(v.Key, NameOf(option, v.Key) ?? v.Key, index.OptionNames.Find(option, v.Key)?.Swatch, v.Count, v.Selected));
            if (values.Count > 0) facets.Add(new OptionFacet(option, NameOf(option, "") ?? option, values));
        }

        return facets;
    }

    private string? NameOf(string option, string value) => index.OptionNames.Find(option, value)?.In(request.Language);
}
