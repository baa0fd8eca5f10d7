namespace Storefront.Search;

/// <summary>Words that say nothing by themselves and words that stand for each other, from <c>Data/stopwords.csv</c> and
/// <c>Data/synonyms.*.csv</c>, one of the latter for each language.</summary>
/// <remarks>A synonym row gives a concept and the words that a language has for it. The concept joins the languages: who looks for a théière also
/// finds a listing that has only an English or Chinese text.</remarks>
internal sealed class Lexicon
{
    private readonly HashSet<string> stopWords = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[][]> synonyms = new(StringComparer.Ordinal);

    private Lexicon()
    {
    }

    public static Lexicon BuiltIn { get; } = Load();

    public bool IsStopWord(string token) => stopWords.Contains(token);

    public IReadOnlyList<string[]> SynonymsOf(string token) => synonyms.TryGetValue(token, out var found) ? found : [];

    private static Lexicon Load()
    {
        var lexicon = new Lexicon();
        foreach (var row in Rows("Search.Data.stopwords.csv")) lexicon.stopWords.UnionWith(Tokens.OfQuery(row[1]).Select(t => t.Text));
        var concepts = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var file in typeof(Lexicon).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Search.Data.synonyms.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            foreach (var row in Rows(file))
            {
                if (!concepts.TryGetValue(row[0], out var words)) concepts.Add(row[0], words = []);
                words.AddRange(row[1].Split('|').Select(w => Tokens.OfQuery(w).Select(t => t.Text).ToArray()).Where(w => w.Length > 0));
            }
        }

        foreach (var words in concepts.Values)
        {
            foreach (var word in words.Where(w => w.Length == 1).Select(w => w[0]).Distinct(StringComparer.Ordinal))
            {
                var others = words.Where(w => w.Length > 1 || w[0] != word);
                lexicon.synonyms[word] = [.. lexicon.SynonymsOf(word).Concat(others).DistinctBy(w => string.Join(' ', w))];
            }
        }

        return lexicon;
    }

    private static IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(EmbeddedFile.Open(file, typeof(Lexicon).Assembly));
        foreach (var cells in Csv.Read(reader).Skip(1).Where(c => !c[0].StartsWith('#'))) yield return cells;
    }
}
