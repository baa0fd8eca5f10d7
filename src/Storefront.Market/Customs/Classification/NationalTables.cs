using System.Collections.Concurrent;

namespace Storefront.Customs.Classification;

/// <summary>The national tables that this node has opened. They are large and seldom asked for, so few are kept.</summary>
public sealed class NationalTables
{
    private const int Kept = 3;

    private readonly ConcurrentDictionary<Country, (Guid Tariff, HsTable Table)> open = new();

    internal HsTable? Find(Country country, Guid tariff) => open.TryGetValue(country, out var known) && known.Tariff == tariff ? known.Table : null;

    internal HsTable Keep(Country country, Guid tariff, IReadOnlyCollection<HsEntry> own)
    {
        if (open.Count >= Kept && !open.ContainsKey(country)) open.Clear();
        var table = HsTable.BuiltIn.With(own);
        open[country] = (tariff, table);
        return table;
    }
}
