namespace Storefront.Search;

/// <summary>What is tried when no listing has the words as given: long Chinese, Japanese or Korean runs taken apart, then spelling.</summary>
internal sealed class SecondTry(CatalogueUse use, SearchRequest request, Scratch scratch)
{
    private const int ShortestCorrected = 3;

    /// <summary>The match of the words that do find something, with their text when it is another one; null when nothing helps.</summary>
    public (WordMatch Match, string? Corrected)? For(SearchWords words)
    {
        if (words.Relaxed(Lexicon.BuiltIn) is { } relaxed)
        {
            var match = WordMatch.Of(use, relaxed);
            if (!match.IsEmpty(use.Index, scratch)) return (match, null);
        }

        var corrected = words;
        var text = request.Words;
        foreach (var need in words.Needs)
        {
            if (need.Token.IsPrefix || need.Token.Text.Length < ShortestCorrected || use.SlotsWith(need.Anywhere).Count > 0) continue;
            if (Spelling.Nearest(use.Reader, need.Token.Text) is not { } nearest) return null;
            corrected = corrected.With(need.Token.Text, nearest, Lexicon.BuiltIn);
            text = Replace(text, need.Token.Text, nearest);
        }

        if (corrected == words) return null;
        var found = WordMatch.Of(use, corrected);
        return found.IsEmpty(use.Index, scratch) ? null : (found, text);
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
