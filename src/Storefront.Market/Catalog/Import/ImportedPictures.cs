using System.Globalization;

namespace Storefront.Catalog;

/// <summary>A product's pictures as its rows name them. Only files that this shop keeps already are taken; nothing is ever fetched from elsewhere.</summary>
internal static class ImportedPictures
{
    public const int Most = 30;

    private const int LongestPath = 300;
    private const int LongestAlt = 300;

    /// <summary>The frame of a picture whose measures nobody gave: a square of the largest size that pages ask for.</summary>
    private const int Side = 1200;

    private const int LargestSide = 20_000;

    private static readonly string[] Folders = ["/files/", "/img/"];

    /// <returns>The pictures in their order; those of the listing as it is when the rows name none that can be taken.</returns>
    public static IReadOnlyList<ListingPicture> Read(ProductRows product, Listing? known, string language, ImportRemarks remarks)
    {
        var found = new List<(int Position, ListingPicture Picture)>();
        foreach (var row in product.Rows)
        {
            var path = row.Text(ProductColumns.Picture);
            if (path.Length == 0) continue;
            if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("//", StringComparison.Ordinal))
            {
                remarks.Notice(row.Line, ProductColumns.Picture, ImportRefusals.PictureNotFetched);
                continue;
            }

            if (!IsOurs(path))
            {
                remarks.Problem(row.Line, ProductColumns.Picture, ImportRefusals.PictureNotOurs);
                continue;
            }

            if (found.Exists(f => f.Picture.Url == path)) continue;
            if (found.Count == Most)
            {
                remarks.Problem(row.Line, ProductColumns.Picture, ImportRefusals.TooManyPictures);
                break;
            }

            var position = Number(row, ProductColumns.PicturePosition, remarks) ?? found.Count + 1;
            found.Add((position, Picture(row, path, known?.Pictures.FirstOrDefault(p => p.Url == path), language, remarks)));
        }

        return found.Count > 0 ? [.. found.OrderBy(f => f.Position).Select(f => f.Picture)] : known?.Pictures ?? [];
    }

    private static ListingPicture Picture(ProductRow row, string path, ListingPicture? before, string language, ImportRemarks remarks)
    {
        var alt = new Dictionary<string, string>(before?.Alt ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (row.Header.Has(ProductColumns.PictureAlt))
        {
            var said = row.Text(ProductColumns.PictureAlt);
            if (said.Length > LongestAlt) remarks.Problem(row.Line, ProductColumns.PictureAlt, ImportRefusals.TooLong(LongestAlt));
            else if (said.Length > 0) alt[language] = said;
            else alt.Remove(language);
        }

        var width = Number(row, ProductColumns.PictureWidth, remarks) ?? before?.Width ?? Side;
        var height = Number(row, ProductColumns.PictureHeight, remarks) ?? before?.Height ?? Side;
        return new ListingPicture(path, width, height, alt);
    }

    private static int? Number(ProductRow row, string column, ImportRemarks remarks)
    {
        var text = row.Text(column);
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LargestSide) return number;
        remarks.Problem(row.Line, column, ImportRefusals.NumberWrong);
        return null;
    }

    /// <summary>A path below one of the shop's two folders of pictures, with plain names that cannot lead out of them.</summary>
    private static bool IsOurs(string path) =>
        path.Length <= LongestPath
        && Array.Find(Folders, f => path.StartsWith(f, StringComparison.Ordinal)) is { } folder
        && path[folder.Length..].Split('/') is var names
        && Array.TrueForAll(names, n => n.Length > 0 && n[0] != '.' && n.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
}
