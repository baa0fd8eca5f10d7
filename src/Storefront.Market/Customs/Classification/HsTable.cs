namespace Storefront.Customs.Classification;

/// <summary>A customs nomenclature that can be searched by words and by code. Immutable; the built-in one is read when it is first asked for.</summary>
/// <remarks>Harmonized System 2022 of the World Customs Organization, as the built-in file's first line says. A country's own table may stand on it.</remarks>
public sealed class HsTable
{
    private static readonly Lazy<HsTable> FromFile = new(() => new HsTable(DataRow.In("Customs.Classification.Data.harmonized-system.csv").Select(r => new HsEntry(r.Text("hscode"), r.Text("description")))));

    private readonly HsEntry[] entries;
    private readonly Dictionary<string, int> byCode;
    private readonly Dictionary<string, int[]> byWord;
    private readonly string[] words;
    private readonly GoodsWords names;

    /// <exception cref="ArgumentException">A code comes twice.</exception>
    public HsTable(IEnumerable<HsEntry> rows)
        : this(rows, GoodsWords.Load())
    {
    }

    private HsTable(IEnumerable<HsEntry> rows, GoodsWords names)
    {
        this.names = names;
        entries = [.. rows.OrderBy(e => e.Code, StringComparer.Ordinal)];
        byCode = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
        {
            if (!byCode.TryAdd(entries[i].Code, i)) throw new ArgumentException($"The code {entries[i].Code} comes twice.", nameof(rows));
            foreach (var word in HsDescription.Affirmed(entries[i].Description))
            {
                if (!found.TryGetValue(word, out var at)) found[word] = at = [];
                at.Add(i);
            }
        }

        byWord = found.ToDictionary(f => f.Key, f => f.Value.ToArray(), StringComparer.Ordinal);
        words = [.. byWord.Keys.Order(StringComparer.Ordinal)];
    }

    public static HsTable BuiltIn => FromFile.Value;

    /// <summary>Whether this process has read the built-in table: one that never searches does not pay for it.</summary>
    internal static bool IsRead => FromFile.IsValueCreated;

    internal GoodsWords Names => names;

    public int Count => entries.Length;

    /// <summary>The entry of exactly this code, or null.</summary>
    public HsEntry? Find(string code) => byCode.TryGetValue(code, out var at) ? entries[at] : null;

    /// <summary>The nearest entry at or above a code: its own, else its subheading's, heading's or chapter's; null where none is known.</summary>
    public HsEntry? Nearest(HsCode code)
    {
        for (var length = code.Digits.Length; length >= 2; length--)
            if (Find(code.Digits[..length]) is { } entry) return entry;
        return null;
    }

    /// <summary>Chapter, heading and so on down to the code's own entry.</summary>
    public IReadOnlyList<HsEntry> PathTo(string code) => [.. Enumerable.Range(1, code.Length / 2).Select(n => n * 2).Select(n => Find(code[..n])).OfType<HsEntry>()];

    /// <summary>Everything that begins with these digits, in order.</summary>
    public IEnumerable<HsEntry> Under(string digits)
    {
        var at = Array.BinarySearch(entries, new HsEntry(digits, ""), ByCode);
        for (var i = at < 0 ? ~at : at; i < entries.Length && entries[i].Code.StartsWith(digits, StringComparison.Ordinal); i++) yield return entries[i];
    }

    /// <summary>A country's subdivisions on top of this table: where both know a code, the country's words stand.</summary>
    public HsTable With(IReadOnlyCollection<HsEntry> own)
    {
        var codes = own.Select(e => e.Code).ToHashSet(StringComparer.Ordinal);
        return new HsTable(entries.Where(e => !codes.Contains(e.Code)).Concat(own), names);
    }

    /// <summary>Entries that answer the words, best first: all words, then all in part, then some; among equals those that more names of goods point to,
    /// then the longer code, then the shorter description. Digits alone are looked for as the beginning of a code.</summary>
    public IReadOnlyList<HsHit> Search(string text, int most = 40)
    {
        var digits = string.Concat(text.Where(c => c is not (' ' or '.')));
        if (digits.Length is >= 2 and <= 10 && digits.All(char.IsAsciiDigit)) return [.. Under(digits).Take(most).Select(e => new HsHit(e, HsFit.AllWords, [digits]))];

        var asked = FoldedWords.Telling(text).Take(12).ToArray();
        var found = new Dictionary<int, Answer>();
        for (var w = 0; w < asked.Length; w++) MatchWord(asked[w], w, found);
        foreach (var name in names.In(text, isOpen: true)) MatchName(name, asked, found);
        return
        [
            .. found.Select(f => (Entry: entries[f.Key], f.Value, Fit: f.Value.Fit(asked.Length)))
                .OrderBy(f => f.Fit).ThenByDescending(f => f.Value.Count).ThenByDescending(f => f.Value.NameLength).ThenByDescending(f => f.Entry.Code.Length)
                .ThenBy(f => f.Entry.Description.Length).ThenBy(f => f.Entry.Code, StringComparer.Ordinal)
                .Take(most).Select(f => new HsHit(f.Entry, f.Fit, f.Value.WordsOf(asked))),
        ];
    }

    private static readonly Comparer<HsEntry> ByCode = Comparer<HsEntry>.Create((a, b) => string.CompareOrdinal(a.Code, b.Code));

    private void MatchWord(string word, int number, Dictionary<int, Answer> found)
    {
        if (byWord.TryGetValue(word, out var whole))
            foreach (var i in whole) At(found, i).Whole |= 1 << number;
        if (word.Length < 3) return;
        var at = Array.BinarySearch(words, word, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < words.Length && words[i].StartsWith(word, StringComparison.Ordinal); i++)
            foreach (var entry in byWord[words[i]]) At(found, entry).Part |= 1 << number;
    }

    private void MatchName(GoodsWord name, string[] asked, Dictionary<int, Answer> found)
    {
        var bits = 0;
        for (var w = 0; w < asked.Length; w++)
            if (name.Phrase.Contains(' ' + asked[w], StringComparison.Ordinal)) bits |= 1 << w;
        foreach (var entry in Under(name.Heading))
        {
            var answer = At(found, byCode[entry.Code]);
            answer.Part |= bits;
            answer.Named.Add(name.Word);
            answer.NameLength = Math.Max(answer.NameLength, name.Phrase.Length);
        }
    }

    private static Answer At(Dictionary<int, Answer> found, int entry)
    {
        if (!found.TryGetValue(entry, out var answer)) found[entry] = answer = new Answer();
        return answer;
    }

    /// <summary>Which of the asked words an entry answers, a bit each.</summary>
    private sealed class Answer
    {
        public int Whole { get; set; }

        public int Part { get; set; }

        public int NameLength { get; set; }

        public List<string> Named { get; } = [];

        public int Count => int.PopCount(Whole | Part);

        public HsFit Fit(int asked)
        {
            var all = (1 << asked) - 1;
            if (asked > 0 && (Whole & all) == all) return HsFit.AllWords;
            return (asked > 0 && ((Whole | Part) & all) == all) || (asked == 0 && Named.Count > 0) ? HsFit.AllInPart : HsFit.Some;
        }

        public IReadOnlyList<string> WordsOf(string[] asked) => [.. asked.Where((_, w) => ((Whole | Part) >> w & 1) == 1).Concat(Named.Where(n => FoldedWords.IsUnspaced(n[0]))).Distinct()];
    }
}
