namespace Storefront.Search;

/// <summary>A shopper's words, ready to be looked up: each with what may stand for it.</summary>
internal sealed class SearchWords
{
    /// <summary>A longer text is cut; nobody types it, and each word costs a set.</summary>
    public const int LongestText = 200;

    public const int MostWords = 12;

    private SearchWords(bool given, List<WordNeed> needs) => (Given, Needs) = (given, needs);

    /// <summary>True when the shopper wrote something, even if no word could be made of it.</summary>
    public bool Given { get; }

    public IReadOnlyList<WordNeed> Needs { get; }

    public static SearchWords Of(string text, Lexicon lexicon)
    {
        text = Cut(text);
        if (string.IsNullOrWhiteSpace(text)) return new SearchWords(false, []);
        var tokens = Tokens.OfQuery(text);
        var telling = tokens.Where(t => !lexicon.IsStopWord(t.Text)).ToList();
        if (telling.Count > 0) tokens = telling;
        return Of(tokens, lexicon);
    }

    /// <summary>The same words with every second pair of a long Han, kana or Hangul run left out, so that a run of two words need not stand in the
    /// listing as one; null when there is no such run.</summary>
    public SearchWords? Relaxed(Lexicon lexicon)
    {
        var kept = new List<QueryToken>();
        foreach (var run in Needs.Select(n => n.Token).GroupBy(t => t.Run))
        {
            var tokens = run.ToList();
            if (tokens.Count < 3)
            {
                kept.AddRange(tokens);
                continue;
            }

            for (var i = 0; i < tokens.Count; i++)
            {
                if (i % 2 == 0 || i == tokens.Count - 1) kept.Add(tokens[i]);
            }
        }

        return kept.Count == Needs.Count ? null : Of(kept, lexicon);
    }

    public SearchWords With(string token, string instead, Lexicon lexicon) =>
        Of([.. Needs.Select(n => n.Token.Text == token ? n.Token with { Text = instead } : n.Token)], lexicon);

    private static SearchWords Of(IEnumerable<QueryToken> tokens, Lexicon lexicon) => new(
        true,
        [.. tokens.DistinctBy(t => (t.Text, t.IsPrefix)).Take(MostWords).Select(t => new WordNeed(t, t.IsPrefix ? [] : lexicon.SynonymsOf(t.Text)))]);

    private static string Cut(string text)
    {
        if (text.Length <= LongestText) return text;
        return text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }
}

/// <param name="Synonyms">Each a list of tokens that must all be there.</param>
internal sealed record WordNeed(QueryToken Token, IReadOnlyList<string[]> Synonyms)
{
    public WordKey Anywhere => new(WordPlace.Anywhere, Token.Text, Token.IsPrefix);

    public WordKey InTitle => new(WordPlace.Title, Token.Text, Token.IsPrefix);
}
