namespace Storefront.Search;

/// <summary>Answers one request: words to sets, sets to matches, matches to a page, counts and cards.</summary>
internal sealed class SearchRun(CatalogueUse use, SearchRequest request, CatalogueSearchOptions options, Scratch scratch)
{
    private readonly CatalogueIndex index = use.Index;

    public SearchResult Answer()
    {
        var words = SearchWords.Of(request.Words, Lexicon.BuiltIn);
        var match = WordMatch.Of(use, words);
        var second = new SecondMatch(match, null, WordsFound.All);
        var found = Find(match);
        if (found.Slots.Length == 0 && words.Needs.Count > 0 && match.IsEmpty(index, scratch) && new SecondTry(use, request, scratch).For(words, match) is { } helps)
        {
            second = helps;
            found = Find(second.Match);
        }

        var cards = new List<ListingCard>(found.Slots.Length);
        use.Reader.Cards(found.Slots, request.Language, cards);
        return found.Result with { Cards = cards, CorrectedWords = second.Corrected, WordsFound = second.Found };
    }

    private Found Find(WordMatch match)
    {
        match.RankTitles(use, request.Sort == SearchSort.Relevance);
        index.Gate.EnterReadLock();
        try
        {
            return FindInMemory(match);
        }
        finally
        {
            index.Gate.ExitReadLock();
        }
    }

    private Found FindInMemory(WordMatch match)
    {
        var before = scratch.Bitmap(Bits.WordsFor(index.SlotEnd));
        before.Span.Clear();
        index.Live.UnionInto(before.Span);
        if (request.Merchant is { } merchant) Narrow(before.Span, index.Merchants, CatalogueIndex.MerchantKey(merchant.Value));
        match.Narrow(before.Span, scratch);
        var beforeCategory = before;
        if (request.Category is { } category)
        {
            before = scratch.Copy(beforeCategory.Span);
            Narrow(before.Span, index.Categories, category);
        }

        var filters = FilterGroups.Of(request, index, scratch, options);
        var after = filters.All.Count == 0 ? before : filters.Narrow(before.Span, null, scratch);
        var total = Bits.Count(after.Span);
        var pageSize = Math.Clamp(request.PageSize, 1, 100);
        var pages = Math.Clamp((total + pageSize - 1) / pageSize, 1, SearchRequest.LastPage);
        var page = Math.Clamp(request.Page, 1, pages);
        var slots = new int[Math.Min(pageSize, Math.Max(0, total - ((page - 1) * pageSize)))];
        var taken = match.Page(index, after.Span, total, request.Sort, (page - 1) * pageSize, slots, scratch);
        var applied = new AppliedFilters(request, index, options).List();
        return new Found(slots[..taken], new SearchResult
        {
            Cards = [],
            Total = SearchTotal.Of(total),
            Page = page,
            Pages = pages,
            Facets = request.WithFacets && total > 0 ? new FacetCounter(request, index, options, scratch).Count(before, after, filters) : SearchFacets.None,
            Applied = applied,
            CategoryPath = [.. CategoryTree.PathOf(index, request.Category).Select(key => new CategoryStep(key, options.CategoryName(key, request.Language) ?? key))],
            DropOne = total == 0 ? DropOne(beforeCategory, before, filters, applied) : [],
        });
    }

    private List<DroppedFilter> DropOne(ReadOnlyMemory<ulong> beforeCategory, ReadOnlyMemory<ulong> before, FilterGroups filters, IReadOnlyList<AppliedFilter> applied)
    {
        var dropped = new List<DroppedFilter>();
        if (applied.FirstOrDefault(a => a.Kind == FilterKind.Category) is { } category)
        {
            Note(category, Bits.Count(filters.Narrow(beforeCategory.Span, null, scratch).Span));
        }

        foreach (var group in filters.All)
        {
            var chips = applied.Where(a => a.Kind == group.Kind && a.Option == group.Option).ToList();
            if (chips.Count == 0) continue;
            // Of several values of one filter none helps by going alone: the filter goes as a whole.
            Note(chips.Count == 1 ? chips[0] : chips[0] with { Value = "", Label = string.Join(", ", chips.Select(c => c.Label)) }, Bits.Count(filters.Narrow(before.Span, group, scratch).Span));
        }

        return [.. dropped.OrderByDescending(d => d.Count)];

        void Note(AppliedFilter filter, int count)
        {
            if (count > 0) dropped.Add(new DroppedFilter(filter, count));
        }
    }

    private static void Narrow(Span<ulong> matches, FacetField field, string key)
    {
        if (field.TryFind(key, out var slots)) slots.IntersectInto(matches);
        else matches.Clear();
    }

    private sealed record Found(int[] Slots, SearchResult Result);
}
