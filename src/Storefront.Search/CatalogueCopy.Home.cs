using System.Collections.Concurrent;

namespace Storefront.Search;

public sealed partial class CatalogueCopy
{
    private const int RailLength = 12;
    private const int CategoryRailLength = 8;
    private const int CategoryRails = 8;

    private readonly ConcurrentDictionary<string, (long Version, HomeRails Rails)> rails = new(StringComparer.Ordinal);

    /// <summary>The home page's rails of what can be bought now; made once for each language and state of the copy.</summary>
    public HomeRails Home(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        using var use = Use();
        var version = use.Index.VersionNow();
        if (rails.TryGetValue(language, out var known) && known.Version == version) return known.Rails;
        var made = MakeRails(use, language);
        // Languages come from the shop's own list; a bound all the same, since the text may be a visitor's.
        if (rails.Count < 64 || rails.ContainsKey(language)) rails[language] = (version, made);
        return made;
    }

    private HomeRails MakeRails(CatalogueUse use, string language)
    {
        var index = use.Index;
        int[] newest, best;
        List<(string Key, int Count, int[] Slots)> categories = [];
        index.Gate.EnterReadLock();
        try
        {
            using var scratch = Scratch.Take();
            var inStock = scratch.Bitmap(Bits.WordsFor(index.SlotEnd)).Span;
            inStock.Clear();
            index.InStock.UnionInto(inStock);
            newest = First(SearchSort.Newest, inStock, RailLength);
            best = First(SearchSort.BestSelling, inStock, RailLength);
            foreach (var (key, _, count) in index.Categories.Values.Where(c => CategoryTree.IsChild(index, c.Key, null)).OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Take(CategoryRails))
            {
                var members = scratch.Copy(inStock).Span;
                if (index.Categories.TryFind(key, out var slots)) slots.IntersectInto(members);
                categories.Add((key, count, First(SearchSort.Relevance, members, CategoryRailLength)));
            }
        }
        finally
        {
            index.Gate.ExitReadLock();
        }

        return new HomeRails(
            CardsAt(newest),
            CardsAt(best),
            [.. categories.Where(c => c.Slots.Length > 0).Select(c => new CategoryRail(c.Key, options.CategoryName(c.Key, language) ?? c.Key, c.Count, CardsAt(c.Slots)))]);

        int[] First(SearchSort sort, ReadOnlySpan<ulong> members, int length)
        {
            var slots = new int[length];
            return slots[..index.OrderBy(sort).Take(members, Bits.Count(members), 0, slots)];
        }

        List<ListingCard> CardsAt(int[] slots)
        {
            var cards = new List<ListingCard>(slots.Length);
            use.Reader.Cards(slots, language, cards);
            return cards;
        }
    }
}
