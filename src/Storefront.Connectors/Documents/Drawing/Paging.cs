namespace Storefront.Connectors.Documents.Drawing;

/// <summary>Divides the rows of a table over pages.</summary>
internal static class Paging
{
    /// <param name="heightOf">Of one row, in millimetres.</param>
    /// <param name="first">Room for rows on the first page.</param>
    /// <param name="further">Room on every other page.</param>
    /// <param name="tail">What stands below the last row; it is never left alone where a row can go with it.</param>
    public static List<List<T>> Divide<T>(IReadOnlyList<T> rows, Func<T, double> heightOf, double first, double further, double tail)
    {
        var pages = new List<List<T>> { new() };
        var room = first;
        foreach (var row in rows)
        {
            var height = heightOf(row);
            if (height > room && pages[^1].Count > 0)
            {
                pages.Add([]);
                room = further;
            }

            pages[^1].Add(row);
            room -= height;
        }

        if (room >= tail) return pages;
        pages.Add([]);
        if (pages[^2].Count > 1)
        {
            pages[^1].Add(pages[^2][^1]);
            pages[^2].RemoveAt(pages[^2].Count - 1);
        }

        return pages;
    }
}
