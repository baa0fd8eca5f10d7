namespace Storefront.Shipping;

/// <summary>Compares names of shelves as people count them: digits by their number, everything else by its letters in any case.</summary>
public sealed class BinOrder : IComparer<string?>
{
    public static readonly BinOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var (i, j) = (0, 0);
        while (i < x.Length && j < y.Length)
        {
            var order = char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]) ? Numbers(x, ref i, y, ref j) : char.ToUpperInvariant(x[i++]).CompareTo(char.ToUpperInvariant(y[j++]));
            if (order != 0) return order;
        }

        return (x.Length - i).CompareTo(y.Length - j);
    }

    /// <summary>Any number of digits: the longer without its zeros is the greater.</summary>
    private static int Numbers(string x, ref int i, string y, ref int j)
    {
        var (a, b) = (Digits(x, ref i), Digits(y, ref j));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text[start..at].TrimStart('0');
    }
}
