using System.Globalization;
using System.Text;

namespace Storefront.Search;

/// <summary>Brings a text to the form in which words are compared: case, width, accents, Arabic and Hebrew marks, tatweel, alef, ya and
/// ta marbuta forms and digits of other scripts are folded. Kana and Hangul keep their marks.</summary>
internal static class TextFolding
{
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var decomposed = WellFormed(text).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        var compose = false;
        foreach (var c in decomposed)
        {
            if (c is >= '\u4E00' and <= '\u9FFF')
            {
                folded.Append(c);
                continue;
            }

            if (c >= 0x80 && IsDroppedMark(c)) continue;
            if (c is >= '\u1100' and <= '\u11FF' or '\u3099' or '\u309A') compose = true;
            Append(folded, c);
        }

        var result = folded.ToString();
        return compose ? result.Normalize(NormalizationForm.FormC) : result;
    }

    private static void Append(StringBuilder to, char c)
    {
        if (c < 0x80)
        {
            to.Append(char.ToLowerInvariant(c));
            return;
        }

        switch (c)
        {
            case 'ß' or 'ẞ': to.Append("ss"); return;
            case 'æ' or 'Æ': to.Append("ae"); return;
            case 'œ' or 'Œ': to.Append("oe"); return;
            case 'ø' or 'Ø': to.Append('o'); return;
            case 'đ' or 'Đ' or 'ð' or 'Ð': to.Append('d'); return;
            case 'ł' or 'Ł': to.Append('l'); return;
            case 'ı': to.Append('i'); return;
            case 'þ' or 'Þ': to.Append("th"); return;
            case 'ς': to.Append('σ'); return;
            case '\u0671': to.Append('\u0627'); return; // alef wasla
            case '\u0649' or '\u06CC': to.Append('\u064A'); return; // alef maqsura, Farsi ya
            case '\u0629' or '\u06C1' or '\u06D5': to.Append('\u0647'); return; // ta marbuta and heh forms
            case '\u06A9': to.Append('\u0643'); return; // keheh
        }

        var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
        to.Append(digit >= 0 ? (char)('0' + digit) : char.ToLowerInvariant(c));
    }

    private static bool IsDroppedMark(char c) => c is
        (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF')
        or (>= '\uFE20' and <= '\uFE2F')
        or (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\u06D6' and <= '\u06DC') or (>= '\u06DF' and <= '\u06E8')
        or (>= '\u06EA' and <= '\u06ED') or '\u0640'
        or (>= '\u0591' and <= '\u05BD') or '\u05BF' or '\u05C1' or '\u05C2' or '\u05C4' or '\u05C5' or '\u05C7'
        or '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';

    /// <summary>The text with half surrogate pairs and U+FFFE and U+FFFF, which cannot be normalised, replaced by spaces.</summary>
    private static string WellFormed(string text)
    {
        var bad = false;
        for (var i = 0; i < text.Length && !bad; i++)
        {
            if (text[i] >= '\uFFFE') bad = true;
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else bad = true;
        }

        if (!bad) return text;
        return string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                var pair = char.IsHighSurrogate(from[i]) && i + 1 < from.Length && char.IsLowSurrogate(from[i + 1]);
                to[i] = from[i] >= '\uFFFE' || (char.IsSurrogate(from[i]) && !pair) ? ' ' : from[i];
                if (pair) to[++i] = from[i];
            }
        });
    }
}
