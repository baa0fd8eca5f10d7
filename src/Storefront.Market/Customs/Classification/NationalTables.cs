using System.Collections.Concurrent;

namespace Storefront.Customs.Classification;

/// <summary>The tables that this node has opened of those that were taken in. They are large and seldom asked for, so few are kept.</summary>
public sealed class NationalTables
{
    private const int Kept = 3;

    private readonly ConcurrentDictionary<string, ((Guid? Common, Guid? Own) From, HsTable Table)> open = new(StringComparer.Ordinal);

    /// <param name="country">Null for the common table.</param>
    /// <param name="from">The tariffs of which it is made.</param>
    internal HsTable? Find(Country? country, (Guid? Common, Guid? Own) from) => open.TryGetValue(Key(country), out var known) && known.From == from ? known.Table : null;

    internal HsTable Keep(Country? country, (Guid? Common, Guid? Own) from, HsTable table)
    {
        if (open.Count >= Kept && !open.ContainsKey(Key(country))) open.Clear();
        open[Key(country)] = (from, table);
        return table;
    }

    private static string Key(Country? country) => country?.Code ?? "";
}
