namespace Storefront.Search;

/// <summary>The categories as the published listings show them.</summary>
internal static class CategoryTree
{
    private const int Deepest = 8;

    /// <summary>The key and those above it, from the top.</summary>
    public static List<string> PathOf(CatalogueIndex index, string? key)
    {
        var path = new List<string>();
        for (; key is not null && path.Count < Deepest && index.CategoryParents.TryGetValue(key, out var parent); key = parent) path.Insert(0, key);
        return path;
    }

    public static bool IsChild(CatalogueIndex index, string key, string? of) =>
        index.CategoryParents.TryGetValue(key, out var parent) && parent == of;
}
