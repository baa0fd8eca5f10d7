namespace Storefront.Search;

/// <summary>Finds the title word that a mistyped one was meant to be: one letter wrong, missing, too many, or two exchanged; in words of six
/// letters and more also two such faults, the first two letters being right.</summary>
internal static class Spelling
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static string? Nearest(CatalogueReader reader, string word)
    {
        var mostFaults = word.Length >= 6 ? 2 : 1;
        (string Word, int Faults, int Listings)? best = null;
        foreach (var (text, listings) in reader.TitleWords(word[..1], word.Length - mostFaults, word.Length + mostFaults)) Consider(text, listings);
        Consider(Doubled(word), reader.ListingsWithTitleWord(Doubled(word)));
        if (best is null or { Faults: > 1 })
        {
            foreach (var text in WrongBegins(word)) Consider(text, reader.ListingsWithTitleWord(text));
        }

        return best?.Word;

        void Consider(string text, int listings)
        {
            if (listings <= 0) return;
            var faults = text == Doubled(word) ? 1 : Faults(word, text, mostFaults);
            if (faults > mostFaults || (faults == 2 && !text.StartsWith(word[..2], StringComparison.Ordinal))) return;
            if (best is not { } known || faults < known.Faults || (faults == known.Faults && listings > known.Listings)) best = (text, faults, listings);
        }
    }

    /// <summary>Other title words that begin with the same letter and are one fault away, those of most listings first.</summary>
    public static IEnumerable<string> OneLetterOff(CatalogueReader reader, string word) =>
        reader.TitleWords(word[..1], word.Length - 1, word.Length + 2).Where(w => w.Listings > 0 && w.Text != word && (w.Text == Doubled(word) || Faults(word, w.Text, 1) == 1))
            .OrderByDescending(w => w.Listings).ThenBy(w => w.Text, StringComparer.Ordinal).Select(w => w.Text);

    /// <summary>What a word was that was written with one s instead of two, and so lost it as a plural: "bras" for "brass".</summary>
    private static string Doubled(string word) => word + "ss";

    /// <summary>Optimal string alignment distance, or one more than <paramref name="most"/> when it is greater.</summary>
    internal static int Faults(string a, string b, int most)
    {
        Span<int> older = stackalloc int[b.Length + 1], old = stackalloc int[b.Length + 1], now = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) old[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                now[j] = Math.Min(change, Math.Min(old[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = Math.Min(now[j], older[j - 2] + 1);
                least = Math.Min(least, now[j]);
            }

            if (least > most) return most + 1;
            var spare = older;
            older = old;
            old = now;
            now = spare;
        }

        return old[b.Length];
    }

    private static IEnumerable<string> WrongBegins(string word)
    {
        yield return word[1..];
        yield return $"{word[1]}{word[0]}{word[2..]}";
        foreach (var letter in Letters)
        {
            yield return letter + word[1..];
            yield return letter + word;
        }
    }
}
