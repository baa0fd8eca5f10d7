namespace Storefront.Customs.Classification;

/// <summary>A name of goods in some language, found in a text.</summary>
/// <param name="Word">As the list writes it.</param>
/// <param name="Heading">4 or 6 digits.</param>
internal sealed record GoodsWord(string Word, string Phrase, string Heading);

/// <summary>What people call goods and materials in the languages of shoppers and merchants. It says where in the nomenclature to look first; it classifies nothing.</summary>
internal sealed class GoodsWords
{
    private readonly Dictionary<string, List<GoodsWord>> byFirstWord = new(StringComparer.Ordinal);
    private readonly List<GoodsWord> unspaced = [];
    private readonly List<(string Phrase, bool IsUnspaced, string Material)> materials = [];

    private GoodsWords()
    {
    }

    public static GoodsWords Load()
    {
        var words = new GoodsWords();
        foreach (var row in DataRow.In("Customs.Classification.Data.goods-words.csv")) words.Add(row.Text("word"), row.Text("heading"));
        foreach (var row in DataRow.In("Customs.Classification.Data.materials.csv"))
            words.materials.Add((FoldedWords.Phrase(row.Text("word")), FoldedWords.IsUnspaced(row.Text("word")[0]), FoldedWords.Of(row.Text("material")).Single()));
        return words;
    }

    /// <summary>The names that stand in the text. A longer name hides the shorter ones inside it: "leather wallet" is not "wallet".</summary>
    /// <param name="isOpen">The last word is still being typed: the beginning of a name counts.</param>
    public IReadOnlyList<GoodsWord> In(string text, bool isOpen = false)
    {
        var phrase = FoldedWords.Phrase(text);
        var found = new List<GoodsWord>();
        foreach (var word in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            if (byFirstWord.TryGetValue(word, out var known)) found.AddRange(known.Where(k => phrase.Contains(k.Phrase, StringComparison.Ordinal)));
        }

        found.AddRange(unspaced.Where(k => phrase.Contains(k.Phrase.Trim(), StringComparison.Ordinal)));
        if (found.Count == 0 && isOpen && phrase.Trim() is { Length: >= 2 } begun) return [.. byFirstWord.Values.SelectMany(k => k).Concat(unspaced).Where(k => k.Phrase.AsSpan(1).StartsWith(begun))];
        return found.FindAll(f => !found.Exists(longer => longer.Phrase.Length > f.Phrase.Length && longer.Phrase.Trim().Contains(f.Phrase.Trim(), StringComparison.Ordinal)));
    }

    /// <summary>Whether a word of the nomenclature names a material that the list knows.</summary>
    public bool IsMaterial(string word) => materials.Exists(m => m.Material == word);

    /// <summary>The materials that a text names, in the nomenclature's own words.</summary>
    public IReadOnlyList<string> MaterialsIn(string text)
    {
        var phrase = FoldedWords.Phrase(text);
        return [.. materials.Where(m => phrase.Contains(m.IsUnspaced ? m.Phrase.Trim() : m.Phrase, StringComparison.Ordinal)).Select(m => m.Material).Distinct()];
    }

    private void Add(string word, string heading)
    {
        var entry = new GoodsWord(word, FoldedWords.Phrase(word), heading);
        if (FoldedWords.IsUnspaced(word[0]) || FoldedWords.IsUnspaced(word[^1]))
        {
            unspaced.Add(entry);
            return;
        }

        var first = entry.Phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        if (!byFirstWord.TryGetValue(first, out var list)) byFirstWord[first] = list = [];
        list.Add(entry);
    }
}
