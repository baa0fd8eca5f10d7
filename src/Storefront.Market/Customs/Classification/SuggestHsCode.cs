using Storefront.Catalog;

namespace Storefront.Customs.Classification;

/// <summary>What is known of goods before they have a code.</summary>
/// <param name="Titles">In any languages.</param>
/// <param name="Category">Names of the category, in any languages.</param>
/// <param name="Materials">In any languages.</param>
/// <param name="InUse">What published listings of the same category carry.</param>
public sealed record GoodsToClassify(IReadOnlyCollection<string> Titles, IReadOnlyCollection<string> Category, IReadOnlyCollection<string> Materials, IReadOnlyCollection<HsCodeInUse> InUse);

/// <summary>A code that may fit. Whoever declares the goods decides.</summary>
/// <param name="Words">Words of title and material that point to it, as the lists write them.</param>
/// <param name="InUse">Published listings of the category that carry it, or null.</param>
public sealed record HsSuggestion(HsCode Code, string Description, Confidence Confidence, IReadOnlyList<string> Words, HsCodeInUse? InUse);

/// <summary>Proposes six-digit codes for goods, with why. It never sets one.</summary>
/// <remarks>Points: a name of goods in the title, the longer the more; the material that the description names, and against it the material that it leaves out;
/// further words of title and category; what the category's published listings carry. The points order the list and say how sure it is, nothing else.</remarks>
public sealed class SuggestHsCode(HsTable table)
{
    private const int Most = 6;

    public IReadOnlyList<HsSuggestion> For(GoodsToClassify goods)
    {
        var candidates = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var name in goods.Titles.SelectMany(t => table.Names.In(t)).DistinctBy(n => (n.Phrase, n.Heading))) Named(name, candidates, weight: 6);
        foreach (var name in goods.Category.SelectMany(t => table.Names.In(t)).DistinctBy(n => (n.Phrase, n.Heading))) Named(name, candidates, weight: 1);
        foreach (var used in goods.InUse) Used(used, candidates);
        if (candidates.Count == 0)
        {
            foreach (var hit in goods.Titles.SelectMany(t => table.Search(t, 20)).Where(h => h.Entry.Code.Length == 6)) Of(hit.Entry, candidates);
        }

        var materials = goods.Materials.Concat(goods.Titles).SelectMany(table.Names.MaterialsIn).Distinct().ToList();
        var titleWords = goods.Titles.SelectMany(FoldedWords.Telling).Distinct().ToHashSet(StringComparer.Ordinal);
        var categoryWords = goods.Category.SelectMany(FoldedWords.Telling).Distinct().ToHashSet(StringComparer.Ordinal);
        foreach (var candidate in candidates.Values) candidate.Weigh(materials, titleWords, categoryWords, table.Names.IsMaterial);

        var ranked = candidates.Values.Where(c => c.Points > 0).OrderByDescending(c => c.Points).ThenBy(c => c.Entry.Description.Length).ThenBy(c => c.Entry.Code, StringComparer.Ordinal).Take(Most).ToList();
        return [.. ranked.Select((c, i) => new HsSuggestion(new HsCode(c.Entry.Code), c.Entry.Description, Sureness(c, i, ranked), [.. c.Words], c.InUse))];
    }

    /// <summary>High: named in the title, confirmed by material or by the shelf, and ahead of the next. Low: only words that happen to occur.</summary>
    private static Confidence Sureness(Candidate candidate, int place, List<Candidate> ranked)
    {
        var confirmed = candidate.MaterialFits || candidate.InUse is { Listings: >= 2 };
        var ahead = place == 0 && (ranked.Count == 1 || candidate.Points - ranked[1].Points >= 2);
        if (candidate.IsNamed && confirmed && ahead) return Confidence.High;
        return candidate.IsNamed || candidate.InUse is not null && candidate.Words.Count > 0 ? Confidence.Medium : Confidence.Low;
    }

    private void Named(GoodsWord name, Dictionary<string, Candidate> candidates, int weight)
    {
        foreach (var entry in table.Under(name.Heading).Where(e => e.Code.Length == 6))
        {
            var candidate = Of(entry, candidates);
            // A longer name and a nearer place in the nomenclature say more.
            candidate.Name(name.Word, weight + name.Phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - 1 + (name.Heading.Length == 6 ? 2 : 0), isTitle: weight > 1);
        }
    }

    private void Used(HsCodeInUse used, Dictionary<string, Candidate> candidates)
    {
        if (table.Find(used.Code.Subheading) is { } entry) Of(entry, candidates).Use(used);
    }

    private static Candidate Of(HsEntry entry, Dictionary<string, Candidate> candidates)
    {
        if (!candidates.TryGetValue(entry.Code, out var candidate)) candidates[entry.Code] = candidate = new Candidate(entry);
        return candidate;
    }

    private sealed class Candidate(HsEntry entry)
    {
        private int named;
        private int rest;

        public HsEntry Entry => entry;

        public bool IsNamed { get; private set; }

        public bool MaterialFits { get; private set; }

        public HsCodeInUse? InUse { get; private set; }

        public List<string> Words { get; } = [];

        public int Points => named + rest;

        public void Name(string word, int points, bool isTitle)
        {
            named = Math.Max(named, points);
            IsNamed |= isTitle;
            Say(word);
        }

        public void Use(HsCodeInUse used)
        {
            InUse = InUse is null || used.Listings > InUse.Listings ? used : InUse;
            rest += used.Listings >= 3 ? 3 : 2;
        }

        public void Weigh(List<string> materials, HashSet<string> title, HashSet<string> category, Predicate<string> isMaterial)
        {
            var (affirmed, denied) = (HsDescription.Affirmed(entry.Description).ToList(), HsDescription.Denied(entry.Description).ToList());
            foreach (var material in materials)
            {
                if (affirmed.Contains(material))
                {
                    rest += 3;
                    MaterialFits = true;
                    Say(material);
                }
                else if (denied.Contains(material)) rest -= 4;
            }

            // Of another material than the goods: not impossible, since goods have several, but less likely.
            if (materials.Count > 0 && !MaterialFits && affirmed.Exists(isMaterial)) rest -= 2;
            foreach (var word in affirmed.Where(w => title.Contains(w)).Take(4))
            {
                rest += 1;
                Say(word);
            }

            if (affirmed.Exists(category.Contains)) rest += 1;
            if (entry.Description.Contains("n.e.c.", StringComparison.Ordinal) || entry.Description.Contains("parts", StringComparison.OrdinalIgnoreCase)) rest -= 1;
        }

        private void Say(string word)
        {
            if (!Words.Contains(word, StringComparer.OrdinalIgnoreCase)) Words.Add(word);
        }
    }
}
