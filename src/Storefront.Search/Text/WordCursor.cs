using System.Buffers;
using System.Globalization;
using System.Text;

namespace Storefront.Search;

/// <summary>Walks over a folded text from word to word: unbroken letters and digits, a run of Han, kana or Hangul being a word of its own.</summary>
internal ref struct WordCursor(ReadOnlySpan<char> folded)
{
    private readonly ReadOnlySpan<char> text = folded;
    private int next;

    public ReadOnlySpan<char> Word { get; private set; }

    /// <summary>True when the word is a run that is indexed by pairs of characters.</summary>
    public bool IsPaired { get; private set; }

    public bool Next()
    {
        int length;
        while (next < text.Length && KindAt(next, out length) is not (Kind.Word or Kind.Paired)) next += length;
        if (next >= text.Length) return false;
        var start = next;
        var kind = KindAt(start, out length);
        next += length;
        while (next < text.Length)
        {
            var following = KindAt(next, out length);
            // Vowel signs of Indic and other scripts belong to the word that they stand in.
            if (following != kind && !(kind == Kind.Word && following == Kind.Mark)) break;
            next += length;
        }

        Word = text[start..next];
        IsPaired = kind == Kind.Paired;
        return true;
    }

    private readonly Kind KindAt(int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (c < 0x80) return char.IsAsciiLetterOrDigit(c) ? Kind.Word : Kind.Other;
        if (!char.IsSurrogate(c)) return KindOf(c, char.IsLetterOrDigit(c), CharUnicodeInfo.GetUnicodeCategory(c));
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out length) != OperationStatus.Done) return Kind.Other;
        return KindOf(rune.Value, Rune.IsLetterOrDigit(rune), Rune.GetUnicodeCategory(rune));
    }

    private static Kind KindOf(int value, bool isLetterOrDigit, UnicodeCategory category)
    {
        if (isLetterOrDigit) return IsPairedCharacter(value) ? Kind.Paired : Kind.Word;
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? Kind.Mark : Kind.Other;
    }

    /// <summary>Han, kana, bopomofo and Hangul.</summary>
    private static bool IsPairedCharacter(int value) => value is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3041 and <= 0x312F) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007) or (>= 0x31A0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private enum Kind
    {
        Other,
        Word,
        Paired,
        Mark,
    }
}
