using System.Globalization;

namespace Storefront;

/// <summary>One page of a long list, read by key: never by counting rows from the start.</summary>
/// <param name="Next">Key from which the next page goes on; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public static readonly Page<T> Empty = new([], null);
}

/// <summary>Where a page of a list that is ordered by an instant begins: after this instant and, within it, after this unique name.</summary>
public readonly record struct PageKey(DateTime AtUtc, string Name)
{
    /// <summary>Rows on one page of the office's lists.</summary>
    public const int Size = 25;

    private const int LongestName = 120;

    /// <summary>Reads a key from an address; null for none and for one that is not a key.</summary>
    public static PageKey? Parse(string? text)
    {
        var cut = text?.IndexOf('~', StringComparison.Ordinal) ?? -1;
        if (cut < 1 || text!.Length - cut > LongestName) return null;
        return long.TryParse(text.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new PageKey(new DateTime(ticks, DateTimeKind.Utc), text[(cut + 1)..])
            : null;
    }

    /// <summary>The page that begins a list of up to <see cref="Size"/> + 1 rows: the one row too many only tells that more follow.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, Func<T, PageKey> keyOf) =>
        rows.Count > Size ? new Page<T>([.. rows.Take(Size)], keyOf(rows[Size - 1]).ToString()) : new Page<T>(rows, null);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtUtc.Ticks}~{Name}");
}
