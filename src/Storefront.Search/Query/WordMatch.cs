namespace Storefront.Search;

/// <summary>The sets behind a shopper's words, and the order in which they rank: the words as a phrase in a title, all in the titles, all anywhere,
/// and last with synonyms standing in.</summary>
internal sealed class WordMatch
{
    /// <summary>Up to here titles are ordered by how well they fit; above, by standing alone. The full-text engine looks at every listing that has
    /// one of the words to weigh them, so this bounds the cost.</summary>
    private const int MostWeighedTitles = 200;

    private readonly SearchWords words;
    private readonly List<Need> needs = [];
    private List<SlotSet>? titles;
    private SlotSet? phrase;
    private List<(int Slot, double Fit)>? fits;

    private WordMatch(SearchWords words) => this.words = words;

    /// <summary>Of how many words a listing needs at least so many; all of them in most questions.</summary>
    private int Least { get; init; }

    public static WordMatch Of(CatalogueUse use, SearchWords words)
    {
        var match = new WordMatch(words) { Least = words.Needs.Count };
        foreach (var need in words.Needs)
        {
            match.needs.Add(new Need(
                use.SlotsWith(need.Anywhere),
                [.. need.Synonyms.Select(s => s.Select(t => use.SlotsWith(new WordKey(WordPlace.Anywhere, t, false))).ToArray())]));
        }

        return match;
    }

    /// <summary>True when no live listing has the words, whatever the filters.</summary>
    public bool IsEmpty(CatalogueIndex index, Scratch scratch)
    {
        index.Gate.EnterReadLock();
        try
        {
            var all = scratch.Bitmap(Bits.WordsFor(index.SlotEnd));
            all.Span.Clear();
            index.Live.UnionInto(all.Span);
            Narrow(all.Span, scratch);
            return Bits.Count(all.Span) == 0;
        }
        finally
        {
            index.Gate.ExitReadLock();
        }
    }

    /// <summary>The match of those listings that have most of the words, when none has all: of more than two more than half, of two one. Null when
    /// no live listing has so many.</summary>
    public WordMatch? OfMost(CatalogueIndex index, Scratch scratch)
    {
        for (var least = needs.Count - 1; least > 0 && least * 2 >= needs.Count && (least * 2 > needs.Count || needs.Count == 2); least--)
        {
            var fewer = new WordMatch(words) { Least = least };
            fewer.needs.AddRange(needs);
            if (!fewer.IsEmpty(index, scratch)) return fewer;
        }

        return null;
    }

    /// <summary>Reads what ranking by relevance needs. Not to be called while the index's gate is held.</summary>
    public void RankTitles(CatalogueUse use, bool byRelevance)
    {
        if (!byRelevance || words.Needs.Count == 0 || Least < needs.Count) return;
        titles = [.. words.Needs.Select(n => use.SlotsWith(n.InTitle))];
        if (titles.Exists(t => t.Count == 0)) return;
        if (words.Needs.Count > 1 && !words.Needs.Any(n => n.Token.IsPrefix))
        {
            phrase = use.SlotsWith(new WordKey(WordPlace.TitlePhrase, string.Join(' ', words.Needs.Select(n => n.Token.Text)), false));
        }

        if (titles.Sum(t => t.Count) <= MostWeighedTitles) fits = use.Reader.TitleFits(words.Needs.Select(n => n.InTitle));
    }

    /// <summary>Leaves the listings that have each word, or as many as are needed, or one of its synonyms.</summary>
    public void Narrow(Span<ulong> matches, Scratch scratch)
    {
        if (words.Given && needs.Count == 0) matches.Clear();
        if (Least < needs.Count)
        {
            NarrowToLeast(matches, scratch);
            return;
        }

        foreach (var need in needs)
        {
            if (need.Synonyms.Count == 0) need.Own.IntersectInto(matches);
            else Bits.And(matches, With(need, matches.Length, scratch));
        }
    }

    /// <summary>Counts the words of every listing at once: a bitmap for those with one word at least, two at least and so on.</summary>
    private void NarrowToLeast(Span<ulong> matches, Scratch scratch)
    {
        var having = new Memory<ulong>[Least];
        for (var i = 0; i < Least; i++)
        {
            having[i] = scratch.Bitmap(matches.Length);
            having[i].Span.Clear();
        }

        var more = scratch.Bitmap(matches.Length).Span;
        foreach (var need in needs)
        {
            var with = With(need, matches.Length, scratch);
            for (var i = Least - 1; i > 0; i--)
            {
                with.CopyTo(more);
                Bits.And(more, having[i - 1].Span);
                Bits.Or(having[i].Span, more);
            }

            Bits.Or(having[0].Span, with);
        }

        Bits.And(matches, having[^1].Span);
    }

    private static Span<ulong> With(Need need, int length, Scratch scratch)
    {
        var any = scratch.Bitmap(length).Span;
        any.Clear();
        need.Own.UnionInto(any);
        foreach (var synonym in need.Synonyms) Add(any, synonym, scratch);
        return any;
    }

    /// <summary>The slots of one page in the asked order; returns how many.</summary>
    public int Page(CatalogueIndex index, ReadOnlySpan<ulong> matches, int total, SearchSort sort, int skip, Span<int> page, Scratch scratch)
    {
        var order = index.OrderBy(sort);
        if (titles is null || page.Length == 0) return order.Take(matches, total, skip, page);
        var taken = 0;
        var left = scratch.Copy(matches).Span;
        var inTitle = scratch.Copy(matches).Span;
        foreach (var set in titles) set.IntersectInto(inTitle);
        var anywhere = scratch.Copy(matches).Span;
        foreach (var need in needs) need.Own.IntersectInto(anywhere);
        if (phrase is not null)
        {
            var asPhrase = scratch.Copy(inTitle).Span;
            phrase.IntersectInto(asPhrase);
            Phase(asPhrase, left, page);
        }

        Phase(inTitle, left, page);
        Phase(anywhere, left, page);
        Phase(left, left, page);
        return taken;

        void Phase(Span<ulong> members, Span<ulong> remaining, Span<int> to)
        {
            if (taken == to.Length) return;
            Bits.And(members, remaining);
            var count = Bits.Count(members);
            if (skip < count)
            {
                taken += fits is not null && count <= MostWeighedTitles
                    ? TakeByFit(order, members, count, skip, to[taken..])
                    : order.Take(members, count, skip, to[taken..]);
            }

            skip = Math.Max(0, skip - count);
            if (members != remaining) Bits.AndNot(remaining, members);
        }
    }

    private int TakeByFit(SlotOrder order, ReadOnlySpan<ulong> members, int count, int skip, Span<int> page)
    {
        var slots = new int[count];
        Bits.Slots(members, slots);
        var fit = fits!.ToDictionary(f => f.Slot, f => f.Fit);
        // Rounded, so that titles that fit about as well stand by standing.
        var sorted = slots.OrderBy(s => Math.Round(fit.GetValueOrDefault(s) * 2)).ThenBy(order.KeyOf).ToArray();
        var taken = Math.Min(page.Length, count - skip);
        sorted.AsSpan(skip, taken).CopyTo(page);
        return taken;
    }

    private static void Add(Span<ulong> to, SlotSet[] all, Scratch scratch)
    {
        if (all.Length == 1)
        {
            all[0].UnionInto(to);
            return;
        }

        var both = scratch.Bitmap(to.Length).Span;
        both.Clear();
        all[0].UnionInto(both);
        foreach (var set in all.AsSpan(1)) set.IntersectInto(both);
        Bits.Or(to, both);
    }

    private sealed record Need(SlotSet Own, List<SlotSet[]> Synonyms);
}
