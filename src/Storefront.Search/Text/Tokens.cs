using System.Text;

namespace Storefront.Search;

/// <summary>Cuts texts into the words that are indexed and looked for. Both sides use this one cutter, and its output is all that the full-text
/// engine ever sees, so that no character of a shopper's text can reach it as syntax.</summary>
/// <remarks>Latin words lose a plain plural ending and Arabic words their article. A run of Han, kana or Hangul becomes overlapping pairs; when
/// indexed its last character is added by itself, so that every character begins some token and one character can be found as a prefix.</remarks>
internal static class Tokens
{
    public const int LongestWord = 48;

    /// <summary>The tokens of an indexed text, in order.</summary>
    public static List<string> OfListing(string text)
    {
        var tokens = new List<string>();
        foreach (var (word, pairs) in Runs(text))
        {
            if (!pairs) tokens.Add(Stem(word));
            else
            {
                var marks = Characters(word);
                for (var i = 0; i + 1 < marks.Count; i++) tokens.Add(marks[i] + marks[i + 1]);
                tokens.Add(marks[^1]);
            }
        }

        return tokens;
    }

    /// <summary>The words of a shopper's text: what must be found, in order. A single Han, kana or Hangul character is a prefix.</summary>
    /// <param name="lastIsPrefix">True while the shopper still types the last word.</param>
    public static List<QueryToken> OfQuery(string text, bool lastIsPrefix = false)
    {
        var tokens = new List<QueryToken>();
        var run = 0;
        foreach (var (word, pairs) in Runs(text))
        {
            run++;
            if (!pairs)
            {
                tokens.Add(new QueryToken(lastIsPrefix ? word : Stem(word), false, run));
                continue;
            }

            var marks = Characters(word);
            if (marks.Count == 1) tokens.Add(new QueryToken(marks[0], true, run));
            for (var i = 0; i + 1 < marks.Count; i++) tokens.Add(new QueryToken(marks[i] + marks[i + 1], false, run));
        }

        if (lastIsPrefix && tokens.Count > 0)
        {
            for (var i = 0; i < tokens.Count - 1; i++)
            {
                if (!tokens[i].IsPrefix && tokens[i].Text[0] < 0x2E80) tokens[i] = tokens[i] with { Text = Stem(tokens[i].Text) };
            }

            tokens[^1] = tokens[^1] with { IsPrefix = true };
        }

        return tokens;
    }

    /// <summary>A word without its plural ending or article; the same for the listing and for the query, so it need not be a dictionary form.</summary>
    public static string Stem(string word)
    {
        if (word.Length >= 5 && word.StartsWith("ال", StringComparison.Ordinal)) return word[2..];
        if (word.Length >= 6 && word.StartsWith("وال", StringComparison.Ordinal)) return word[3..];
        if (word.Length < 4 || word[^1] is not ('s' or 'x') || !char.IsAsciiLetter(word[^2])) return word;
        if (word[^1] == 'x') return word.EndsWith("aux", StringComparison.Ordinal) || word.EndsWith("eux", StringComparison.Ordinal) || word.EndsWith("oux", StringComparison.Ordinal) ? word[..^1] : word;
        if (word[^2] is 's' or 'u' or 'i') return word;
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 4 && word.EndsWith("es", StringComparison.Ordinal))
        {
            var before = word[..^2];
            if (before.EndsWith("ss", StringComparison.Ordinal) || before.EndsWith("sh", StringComparison.Ordinal)
                || before.EndsWith("ch", StringComparison.Ordinal) || before[^1] is 'x' or 'z') return before;
        }

        return word[..^1];
    }

    private static IEnumerable<(string Word, bool Pairs)> Runs(string text)
    {
        var folded = TextFolding.Fold(text);
        var word = new StringBuilder();
        var pairs = false;
        for (var i = 0; i < folded.Length; i++)
        {
            if (!Rune.TryGetRuneAt(folded, i, out var rune))
            {
                if (word.Length > 0) yield return (Take(word, pairs), pairs);
                continue;
            }

            var isWord = Rune.IsLetterOrDigit(rune) || (word.Length > 0 && !pairs && IsInnerMark(rune));
            var isPairs = isWord && IsPaired(rune.Value);
            if (word.Length > 0 && (!isWord || isPairs != pairs)) yield return (Take(word, pairs), pairs);
            if (isWord)
            {
                pairs = isPairs;
                word.Append(folded, i, rune.Utf16SequenceLength);
            }

            i += rune.Utf16SequenceLength - 1;
        }

        if (word.Length > 0) yield return (Take(word, pairs), pairs);
    }

    private static string Take(StringBuilder word, bool pairs)
    {
        var length = !pairs && word.Length > LongestWord ? LongestWord : word.Length;
        if (length < word.Length && char.IsHighSurrogate(word[length - 1])) length--;
        var taken = word.ToString(0, length);
        word.Clear();
        return taken;
    }

    /// <summary>Vowel signs of Indic and other scripts, which belong to the word that they stand in.</summary>
    private static bool IsInnerMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>Han, kana, bopomofo and Hangul.</summary>
    private static bool IsPaired(int value) => value is
        (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007) or (>= 0x3041 and <= 0x312F) or (>= 0x31A0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x3FFFF);

    private static List<string> Characters(string run)
    {
        var marks = new List<string>(run.Length);
        for (var i = 0; i < run.Length; i++)
        {
            var length = char.IsHighSurrogate(run[i]) && i + 1 < run.Length ? 2 : 1;
            marks.Add(run.Substring(i, length));
            i += length - 1;
        }

        return marks;
    }
}

/// <param name="Run">Tokens of one unbroken run share this number.</param>
internal readonly record struct QueryToken(string Text, bool IsPrefix, int Run);
