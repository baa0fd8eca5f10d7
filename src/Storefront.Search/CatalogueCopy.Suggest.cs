namespace Storefront.Search;

public sealed partial class CatalogueCopy
{
    private const int LongestPrefix = 60;
    private const int MostNames = 3;

    /// <summary>Completes what a shopper types: categories, brands, then listings whose titles have the words in any language, shown in the
    /// shopper's own.</summary>
    /// <param name="max">At most 20.</param>
    public IReadOnlyList<Suggestion> Suggest(string prefix, string language, int max)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(language);
        max = Math.Clamp(max, 0, 20);
        if (prefix.Length > LongestPrefix) prefix = prefix[..LongestPrefix];
        var typed = Tokens.OfQuery(prefix, lastIsPrefix: true);
        if (typed.Count == 0 || max == 0) return [];
        using var use = Use();
        var found = Names(use.Index, typed, language);
        foreach (var card in TitlesFor(use, typed, language, max))
        {
            if (found.Count >= max) break;
            if (!found.Exists(s => s.Text == card.Title)) found.Add(new Suggestion(SuggestionKind.Listing, card.Title, card.Slug, card.TitleLanguage));
        }

        return found.Count > max ? found[..max] : found;
    }

    private static List<ListingCard> TitlesFor(CatalogueUse use, List<QueryToken> typed, string language, int max)
    {
        var slots = use.Reader.FirstTitlesWith(typed, max);
        // The whole word has been typed with an ending that is not indexed.
        if (slots.Length == 0 && typed[^1] is var last && Tokens.Stem(last.Text) is var stem && stem != last.Text)
        {
            slots = use.Reader.FirstTitlesWith([.. typed[..^1], last with { Text = stem }], max);
        }

        var cards = new List<ListingCard>(slots.Length);
        use.Reader.Cards(slots, language, cards);
        return cards;
    }

    private List<Suggestion> Names(CatalogueIndex index, List<QueryToken> typed, string language)
    {
        var start = string.Join(' ', typed.Select(t => t.Text));
        var names = new List<Suggestion>();
        index.Gate.EnterReadLock();
        try
        {
            foreach (var (key, _, _) in index.Categories.Values.OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal))
            {
                var own = options.CategoryName(key, language);
                var matches = options.Languages.Select(l => options.CategoryName(key, l)).Append(own).Append(key.Replace('-', ' '));
                if (names.Count < MostNames && matches.Any(n => n is not null && Begins(TextFolding.Fold(n), start))) names.Add(new Suggestion(SuggestionKind.Category, own ?? key, key, own is null ? "en" : language));
            }

            var brands = 0;
            foreach (var (key, label, _) in index.Brands.Largest())
            {
                if (!Begins(key, start)) continue;
                names.Add(new Suggestion(SuggestionKind.Brand, label, label, ""));
                if (++brands == MostNames) break;
            }
        }
        finally
        {
            index.Gate.ExitReadLock();
        }

        return names;
    }

    /// <summary>True when the folded name or one of its words begins so.</summary>
    private static bool Begins(string name, string start)
    {
        for (var at = name.IndexOf(start, StringComparison.Ordinal); at >= 0; at = name.IndexOf(start, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(name[at - 1]) || name[at] >= 0x2E80) return true;
        }

        return false;
    }
}
