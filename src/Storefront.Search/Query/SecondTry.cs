namespace Storefront.Search;

/// <summary>What is tried when no listing has the words as given: long Chinese, Japanese or Korean runs taken apart, then spelling, then listings that
/// have most of the words.</summary>
/// <remarks>A word that exists is mended too when it is short and one letter off one that goes with the other words: "bras pen" was meant to be
/// "brass pen". Where three or more words were given and a listing has all but one, that one is more likely too much than misspelt.</remarks>
internal sealed class SecondTry(CatalogueUse use, SearchRequest request, Scratch scratch)
{
    private const int ShortestCorrected = 3;
    private const int LongestKnownCorrected = 5;

    /// <summary>Each costs a look into the file for every word that is tried instead.</summary>
    private const int MostKnownCorrected = 3;
    private const int MostTriedInstead = 3;

    /// <summary>The match of the words that do find something, with their text when it is another one; null when nothing helps.</summary>
    public SecondMatch? For(SearchWords words, WordMatch match)
    {
        if (words.Relaxed(Lexicon.BuiltIn) is { } relaxed)
        {
            var apart = WordMatch.Of(use, relaxed);
            if (!apart.IsEmpty(use.Index, scratch)) return new SecondMatch(apart, null, WordsFound.All);
        }

        var (spelt, text) = Spelt(words);
        var corrected = spelt == words ? match : WordMatch.Of(use, spelt);
        if (spelt != words && !corrected.IsEmpty(use.Index, scratch)) return new SecondMatch(corrected, text, WordsFound.All);
        return spelt.Needs.Count == 2 ? OneLetterOff(spelt, text) ?? OfMost(corrected, spelt) : OfMost(corrected, spelt) ?? OneLetterOff(spelt, text);
    }

    private SecondMatch? OfMost(WordMatch match, SearchWords words) =>
        match.OfMost(use.Index, scratch) is { } most ? new SecondMatch(most, null, words.Needs.Count == 2 ? WordsFound.One : WordsFound.Most) : null;

    /// <summary>The words with those that no listing has exchanged for the nearest that a title has, up to the first that is near none: looking for a
    /// near word is what costs most.</summary>
    private (SearchWords Words, string Text) Spelt(SearchWords words)
    {
        var corrected = words;
        var text = request.Words;
        foreach (var need in words.Needs)
        {
            if (need.Token.IsPrefix || need.Token.Text.Length < ShortestCorrected || use.SlotsWith(need.Anywhere).Count > 0) continue;
            if (Spelling.Nearest(use.Reader, need.Token.Text) is not { } nearest) break;
            corrected = corrected.With(need.Token.Text, nearest, Lexicon.BuiltIn);
            text = Replace(text, need.Token.Text, nearest);
        }

        return (corrected, text);
    }

    private SecondMatch? OneLetterOff(SearchWords words, string text)
    {
        var known = words.Needs.Where(n => n.Token is { IsPrefix: false, Text.Length: >= ShortestCorrected and <= LongestKnownCorrected } && use.SlotsWith(n.Anywhere).Count > 0);
        foreach (var need in known.Take(words.Needs.Count > 1 ? MostKnownCorrected : 0))
        {
            foreach (var instead in Spelling.OneLetterOff(use.Reader, need.Token.Text).Take(MostTriedInstead))
            {
                var match = WordMatch.Of(use, words.With(need.Token.Text, instead, Lexicon.BuiltIn));
                if (!match.IsEmpty(use.Index, scratch)) return new SecondMatch(match, Replace(text, need.Token.Text, instead), WordsFound.All);
            }
        }

        return null;
    }

    /// <summary>The shopper's own text with one word exchanged, whatever its case, accents and ending.</summary>
    private string Replace(string text, string token, string nearest)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (Tokens.OfQuery(words[i]) is [var only] && only.Text == token) words[i] = AsWritten(nearest);
        }

        return string.Join(' ', words);
    }

    /// <summary>The word as a title writes it, with its accents.</summary>
    private string AsWritten(string token)
    {
        var cards = new List<ListingCard>();
        use.Reader.Cards(use.Reader.FirstTitlesWith([new QueryToken(token, false, 0)], 4), request.Language, cards);
        return cards.SelectMany(c => c.Title.Split(' ', ',', '-', '(', ')', '\'', '’'))
            .FirstOrDefault(w => Tokens.OfQuery(w) is [var only] && only.Text == token)?.ToLowerInvariant() ?? token;
    }
}

/// <param name="Corrected">The words as they were looked for, when they are other ones.</param>
internal sealed record SecondMatch(WordMatch Match, string? Corrected, WordsFound Found);
