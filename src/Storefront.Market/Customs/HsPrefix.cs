using System.Globalization;

namespace Storefront.Customs;

/// <summary>The start of an HS code: nothing, a chapter, a heading or a subheading.</summary>
internal static class HsPrefix
{
    /// <summary>Longest first, as tables are searched.</summary>
    public static readonly int[] Lengths = [6, 4, 2, 0];

    /// <summary>Length and digits in one number, so that a look-up allocates nothing.</summary>
    /// <exception cref="ArgumentException">Not 0, 2, 4 or 6 digits.</exception>
    public static int Key(ReadOnlySpan<char> prefix)
    {
        if (prefix.Length is not (0 or 2 or 4 or 6)) throw new ArgumentException($"'{prefix}' is not an HS prefix of 0, 2, 4 or 6 digits.");
        var key = prefix.Length;
        foreach (var digit in prefix) key = (key * 10) + (digit - '0');
        return key;
    }

    /// <summary>The prefixes that a cell names; <c>25-97</c> stands for those chapters, an empty cell for all goods.</summary>
    public static IEnumerable<string> In(string[] cell) => cell.Length == 0 ? [""] : cell.SelectMany(Chapters);

    private static IEnumerable<string> Chapters(string text) =>
        text.Split('-') is [var first, var last]
            ? Enumerable.Range(Number(first), Number(last) - Number(first) + 1).Select(n => n.ToString("00", CultureInfo.InvariantCulture))
            : [text];

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
