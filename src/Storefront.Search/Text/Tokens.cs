namespace Storefront.Search;

/// <summary>Cuts texts into the words that are indexed and looked for. Both sides use this one cutter, and its output is all that the full-text
/// engine ever sees, so that no character of a shopper's text can reach it as syntax.</summary>
/// <remarks>Latin words lose a plain plural ending and Arabic words their article. A run of Han, kana or Hangul becomes overlapping pairs; when
/// indexed its last character is added by itself, so that every character begins some token and one character can be found as a prefix.</remarks>
internal static class Tokens
{
    /// <summary>Longer words are cut: they are numbers or noise, and the engine's key has a bound.</summary>
    private const int LongestWord = 48;

    /// <summary>The tokens of an indexed text, in order.</summary>
    public static List<string> OfListing(string text)
    {
        var tokens = new List<string>();
        var words = new WordCursor(TextFolding.Fold(text));
        Span<char> room = stackalloc char[LongestWord];
        while (words.Next())
        {
            if (!words.IsPaired)
            {
                tokens.Add(Stem(Cut(words.Word), room).ToString());
                continue;
            }

            for (var rest = words.Word; rest.Length > 0; rest = rest[FirstLength(rest)..]) tokens.Add(FirstPair(rest).ToString());
        }

        return tokens;
    }

    /// <summary>Adds the tokens of an indexed text to a set.</summary>
    public static void AddOfListing(string text, HashSet<string> to)
    {
        var set = to.GetAlternateLookup<ReadOnlySpan<char>>();
        var words = new WordCursor(TextFolding.Fold(text));
        Span<char> room = stackalloc char[LongestWord];
        while (words.Next())
        {
            if (!words.IsPaired)
            {
                set.Add(Stem(Cut(words.Word), room));
                continue;
            }

            for (var rest = words.Word; rest.Length > 0; rest = rest[FirstLength(rest)..]) set.Add(FirstPair(rest));
        }
    }

    /// <summary>The words of a shopper's text: what must be found, in order. A single Han, kana or Hangul character is a prefix.</summary>
    /// <param name="lastIsPrefix">True while the shopper still types the last word.</param>
    public static List<QueryToken> OfQuery(string text, bool lastIsPrefix = false)
    {
        var tokens = new List<QueryToken>();
        var words = new WordCursor(TextFolding.Fold(text));
        var last = "";
        for (var run = 0; words.Next(); run++)
        {
            if (!words.IsPaired)
            {
                last = Cut(words.Word).ToString();
                tokens.Add(new QueryToken(Stem(last), false, run));
                continue;
            }

            last = "";
            var single = words.Word.Length == FirstLength(words.Word);
            for (var rest = words.Word; rest.Length > 0; rest = rest[FirstLength(rest)..])
            {
                if (single || rest.Length > FirstLength(rest)) tokens.Add(new QueryToken(FirstPair(rest).ToString(), single, run));
            }
        }

        // What is still being typed has no ending to be cut off yet.
        if (lastIsPrefix && tokens.Count > 0) tokens[^1] = tokens[^1] with { Text = last.Length > 0 ? last : tokens[^1].Text, IsPrefix = true };
        return tokens;
    }

    /// <summary>A word without its plural ending or article; the same for the listing and for the query, so it need not be a dictionary form.</summary>
    public static string Stem(string word)
    {
        Span<char> room = stackalloc char[LongestWord];
        var stem = Stem(word, room);
        return stem.Length == word.Length ? word : stem.ToString();
    }

    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word, Span<char> room)
    {
        if (word.Length < 4) return word;
        if (word[0] == 'ا' && word[1] == 'ل') return word.Length >= 5 ? word[2..] : word;
        if (word[0] == 'و' && word[1] == 'ا' && word[2] == 'ل') return word.Length >= 6 ? word[3..] : word;
        if (!char.IsAsciiLetter(word[^2])) return word;
        if (word[^1] == 'x') return word.EndsWith("aux") || word.EndsWith("eux") || word.EndsWith("oux") ? word[..^1] : word;
        if (word[^1] != 's' || word[^2] is 's' or 'u' or 'i') return word;
        if (word.Length > 4 && word.EndsWith("ies"))
        {
            word[..^3].CopyTo(room);
            room[word.Length - 3] = 'y';
            return room[..(word.Length - 2)];
        }

        if (word.Length > 4 && word[^2] == 'e')
        {
            var before = word[..^2];
            if (before.EndsWith("ss") || before.EndsWith("sh") || before.EndsWith("ch") || before[^1] is 'x' or 'z') return before;
        }

        return word[..^1];
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> word)
    {
        if (word.Length <= LongestWord) return word;
        return word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
    }

    private static int FirstLength(ReadOnlySpan<char> run) => char.IsHighSurrogate(run[0]) && run.Length > 1 ? 2 : 1;

    /// <summary>The run's first two characters, or its only one.</summary>
    private static ReadOnlySpan<char> FirstPair(ReadOnlySpan<char> run)
    {
        var first = FirstLength(run);
        return run.Length == first ? run : run[..(first + FirstLength(run[first..]))];
    }
}

/// <param name="Run">Tokens of one unbroken run share this number.</param>
internal readonly record struct QueryToken(string Text, bool IsPrefix, int Run);
