namespace Storefront.Catalog;

/// <summary>The first record of a product file: which column stands where.</summary>
internal sealed class ProductHeader
{
    private static readonly Dictionary<string, string> Known = ProductColumns.All.ToDictionary(c => c, c => c, StringComparer.OrdinalIgnoreCase);

    /// <summary>Other names that exports give to the same columns.</summary>
    private static readonly Dictionary<string, string> AlsoCalled = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Body"] = ProductColumns.Body, ["Body HTML"] = ProductColumns.Body, ["Variant HS Code"] = ProductColumns.HsCode, ["Country of Origin"] = ProductColumns.Origin,
    };

    private readonly Dictionary<string, int> at;

    private ProductHeader(Dictionary<string, int> at, IReadOnlyList<string> ignored, int width) => (this.at, Ignored, Width) = (at, ignored, width);

    /// <summary>Columns that mean nothing here, as they are written.</summary>
    public IReadOnlyList<string> Ignored { get; }

    public int Width { get; }

    public static Outcome<ProductHeader> Of(string[] cells)
    {
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        var ignored = new List<string>();
        for (var i = 0; i < cells.Length; i++)
        {
            var name = cells[i].Trim();
            if (!Known.TryGetValue(name, out var column) && !AlsoCalled.TryGetValue(name, out column))
            {
                if (name.Length > 0) ignored.Add(name.Length <= 60 ? name : name[..60] + "…");
            }
            else if (!at.TryAdd(column, i))
            {
                return ImportRefusals.ColumnTwice(column);
            }
        }

        var missing = ProductColumns.Required.Where(c => !at.ContainsKey(c)).ToList();
        if (missing.Count == 0) return new ProductHeader(at, ignored, cells.Length);
        return cells is [var only] && only.AsSpan().IndexOfAny(";\t") >= 0 ? ImportRefusals.WrongSeparator : ImportRefusals.ColumnsMissing(missing);
    }

    public bool Has(string column) => at.ContainsKey(column);

    public string Cell(string[] cells, string column) => at.TryGetValue(column, out var i) && i < cells.Length ? cells[i] : "";
}
