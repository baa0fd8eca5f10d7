using Storefront.Catalog;

namespace Storefront.Search.Tests;

/// <summary>What a search must give, worked out the slow and plain way: every listing is looked at for every question.</summary>
internal sealed class ModelCatalogue(CatalogueSearchOptions options)
{
    private readonly Dictionary<ListingId, (ListingCopy Copy, ListingWords Words)> listings = [];

    public IEnumerable<ListingCopy> All => listings.Values.Select(l => l.Copy);

    public void Apply(IEnumerable<ListingChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Copy is { } copy) listings[change.Id] = (copy, ListingWords.Of(copy, options));
            else listings.Remove(change.Id);
        }
    }

    public ListingCopy Of(ListingId id) => listings[id].Copy;

    public List<ListingCopy> Matches(SearchRequest request, FilterKind? except = null, string? exceptOption = null)
    {
        var needs = SearchWords.Of(request.Words, Lexicon.BuiltIn);
        return [.. listings.Values.Where(l => Has(l.Words, needs, synonyms: true) && Passes(l.Copy, request, except, exceptOption)).Select(l => l.Copy)];
    }

    /// <summary>0 when all words stand in the titles, 1 when they stand anywhere, 2 when a synonym stands in.</summary>
    public int PhaseOf(ListingId id, string words)
    {
        var needs = SearchWords.Of(words, Lexicon.BuiltIn);
        var own = listings[id].Words;
        if (needs.Needs.All(n => own.Has(n.InTitle))) return 0;
        return Has(own, needs, synonyms: false) ? 1 : 2;
    }

    public long CentsOf(ListingCopy copy) => options.ToEuroCents(PriceOf(copy)) ?? -1;

    public static Money PriceOf(ListingCopy copy)
    {
        var buyable = copy.Variants.Where(v => v.Available > 0).ToList();
        return (buyable.Count > 0 ? buyable : copy.Variants).MinBy(v => v.Price.Minor)!.Price;
    }

    private static bool Has(ListingWords words, SearchWords needs, bool synonyms)
    {
        if (needs.Given && needs.Needs.Count == 0) return false;
        return needs.Needs.All(n => words.Has(n.Anywhere)
            || (synonyms && n.Synonyms.Any(s => s.All(t => words.Has(new WordKey(WordPlace.Anywhere, t, false))))));
    }

    private bool Passes(ListingCopy copy, SearchRequest request, FilterKind? except, string? exceptOption)
    {
        var cents = CentsOf(copy);
        return (request.Category is null || copy.Categories.Contains(request.Category))
            && (request.Merchant is null || copy.Merchant == request.Merchant)
            && (except == FilterKind.Brand || request.Brands.Count == 0 || (copy.Brand is not null && request.Brands.Contains(copy.Brand, StringComparer.OrdinalIgnoreCase)))
            && (except == FilterKind.ShipsFrom || request.ShipsFrom.Count == 0 || request.ShipsFrom.Contains(copy.ShipsFrom))
            && (except == FilterKind.Rating || copy.RatingHundredths >= request.MinRatingHundredths)
            && (except == FilterKind.InStock || !request.InStockOnly || copy.Variants.Any(v => v.Available > 0))
            && (except == FilterKind.Price || request.Price is null || InRange(cents, request.Price))
            && request.Options.All(o => (except == FilterKind.Option && o.Key == exceptOption) || HasOption(copy, o));
    }

    public bool InRange(long cents, PriceRange range) =>
        (range.From is null || cents >= options.ToEuroCents(range.From.Value))
        && (range.To is null || cents < options.ToEuroCents(range.To.Value with { Minor = range.To.Value.Minor + 1 }));

    public static bool HasOption(ListingCopy copy, OptionFilter filter) =>
        copy.Options.Any(o => o.Key == filter.Key && o.Values.Any(v => filter.Values.Contains(v.Key)));
}
