using System.Globalization;
using System.Text;

namespace Storefront.Customs.Classification;

/// <summary>Words as they are compared: lower case, without accents and vowel marks, English plurals cut. Scripts without blanks between words
/// are not cut into words; names in them are looked for inside the whole text.</summary>
internal static class FoldedWords
{
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "any", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "whether", "not", "thereof", "therefor", "than", "other", "nec", "n", "e", "c",
        "de", "des", "du", "la", "le", "les", "et", "en", "un", "une", "au", "aux", "pour", "der", "die", "das", "und", "mit", "el", "los", "las", "con", "para", "y", "cm", "mm", "ml", "g", "kg", "l", "x",
    };

    /// <summary>The text with one blank between words, fit for looking up whole phrases: <c> leather hand bag </c>.</summary>
    public static string Phrase(string text)
    {
        var made = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var word in Of(text)) made.Append(word).Append(' ');
        return made.ToString();
    }

    /// <summary>Its words that carry meaning, each once.</summary>
    public static IEnumerable<string> Telling(string text) => Of(text).Where(w => !Fillers.Contains(w) && !w.All(char.IsDigit) && !IsUnspaced(w[0])).Distinct();

    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c is 'ـ' or '\'' or '’') continue;
            if (char.IsLetterOrDigit(c)) word.Append(c switch { 'ة' => 'ه', 'ى' => 'ي', _ => c });
            else if (word.Length > 0) yield return Take(word);
        }

        if (word.Length > 0) yield return Take(word);
    }

    /// <summary>Chinese characters and Japanese syllables, which stand without blanks.</summary>
    public static bool IsUnspaced(char c) => c is >= '぀' and <= 'ヿ' or >= '㐀' and <= '鿿';

    private static string Take(StringBuilder word)
    {
        var text = word.ToString();
        word.Clear();
        return Singular(WithoutArticle(text));
    }

    private static string WithoutArticle(string word) => word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word;

    private static string Singular(string word)
    {
        if (word.Length < 4 || word[^1] != 's' || !char.IsAsciiLetter(word[^2]) || word[^2] is 's' or 'u' or 'i') return word;
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.EndsWith("ives", StringComparison.Ordinal)) return word[..^3] + "fe";
        return word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            ? word[..^2]
            : word[..^1];
    }
}
