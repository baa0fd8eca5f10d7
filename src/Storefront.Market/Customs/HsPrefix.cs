using System.Globalization;

namespace Storefront.Customs;

/// <summary>The start of an HS code: nothing, a chapter, a heading, a subheading, or national digits below one.</summary>
internal static class HsPrefix
{
    /// <summary>Longest first, as tables are searched.</summary>
    public static readonly int[] Lengths = [10, 8, 6, 4, 2, 0];

    /// <summary>Length and digits in one number, so that a look-up allocates nothing.</summary>
    /// <exception cref="ArgumentException">Not 0, 2, 4, 6, 8 or 10 digits.</exception>
    public static long Key(ReadOnlySpan<char> prefix)
    {
        if (prefix.Length > 10 || prefix.Length % 2 != 0) throw new ArgumentException($"'{prefix}' is not an HS prefix of 0, 2, 4, 6, 8 or 10 digits.");
        var key = (long)prefix.Length;
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
