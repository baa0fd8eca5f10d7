using System.Globalization;

namespace Storefront.Search;

/// <summary>Which file of a node's catalogue is the live one. A rebuilt file stands beside the first one as <c>catalogue.db.r1</c>, <c>.r2</c> and so
/// on, since a live file cannot be replaced under its readers; the highest complete one counts.</summary>
internal static class CatalogueFolder
{
    private const string Rebuilt = ".r";

    /// <summary>The live file, or the path itself where there is none yet; older ones are removed.</summary>
    public static string LiveFile(string path)
    {
        var newest = Files(path).FirstOrDefault(f => CatalogueFile.IsUsable(f.Path));
        foreach (var (other, _) in Files(path).Where(f => f.Path != newest.Path)) CatalogueFile.Delete(other);
        foreach (var partial in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*.part*")) File.Delete(partial);
        return newest.Path ?? path;
    }

    /// <summary>The name that the next rebuilt file will have.</summary>
    public static string NextFile(string path) =>
        path + Rebuilt + (Files(path).Select(f => f.Number).DefaultIfEmpty(0).Max() + 1).ToString(CultureInfo.InvariantCulture);

    private static List<(string Path, int Number)> Files(string path)
    {
        var files = new List<(string Path, int Number)>();
        if (File.Exists(path)) files.Add((path, 0));
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + Rebuilt + "*"))
        {
            var number = file[(path.Length + Rebuilt.Length)..];
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) files.Add((file, parsed));
        }

        return [.. files.OrderByDescending(f => f.Number)];
    }
}
