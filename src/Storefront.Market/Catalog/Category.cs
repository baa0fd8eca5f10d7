namespace Storefront.Catalog;

/// <summary>A shelf of the market. Keys are stable and stand in addresses.</summary>
public sealed class Category
{
    private Category()
    {
    }

    public string Key { get; private set; } = "";

    public string? ParentKey { get; private set; }

    /// <summary>By language tag.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public int Position { get; private set; }

    public static Category Of(string key, string? parentKey, IReadOnlyDictionary<string, string> names, int position) =>
        new() { Key = key, ParentKey = parentKey, Names = names, Position = position };
}
