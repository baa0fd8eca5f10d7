namespace Storefront.Shipping;

/// <summary>What to fetch from the shelves for several orders: one row for each thing, in the order of the walk.</summary>
public sealed record PickList : Paper
{
    public required string MerchantName { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>As <see cref="Sorted"/> puts them.</summary>
    public required IReadOnlyList<PickLine> Lines { get; init; }

    public required int Orders { get; init; }

    public required PaperWords Words { get; init; }

    public int Units => Lines.Sum(l => l.Quantity);

    /// <summary>The keys of <see cref="Words"/>.</summary>
    public static readonly IReadOnlyList<string> Keys = ["pick-title", "bin", "quantity", "sku", "item", "done", "no-bin", "orders", "units", "page", "picked-by"];

    /// <summary>By bin, A-2 before A-10, then by SKU; what has no bin comes last.</summary>
    public static IReadOnlyList<PickLine> Sorted(IEnumerable<PickLine> lines) =>
    [
        .. lines.OrderBy(l => l.Bin is null).ThenBy(l => l.Bin, BinOrder.Instance).ThenBy(l => l.Sku, BinOrder.Instance).ThenBy(l => l.Sku, StringComparer.Ordinal),
    ];
}

/// <param name="Title">As the merchant calls it.</param>
/// <param name="For">The orders that want it, each with its units.</param>
public sealed record PickLine(string? Bin, string Sku, string Title, string? Options, IReadOnlyList<(string Order, int Units)> For)
{
    public int Quantity => For.Sum(f => f.Units);
}
