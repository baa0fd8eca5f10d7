using System.Collections.Concurrent;

namespace Storefront.Search;

/// <summary>The slots of each price band that was asked for, made on first use by one pass over the prices and thrown away when a price changes.</summary>
internal sealed class PriceBandSets
{
    /// <summary>Eight currencies' worth; a node serves few at a time.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<(int From, int Below), SlotSet> sets = new();

    /// <summary>Called under the index's read lock.</summary>
    public SlotSet Of(CatalogueIndex index, int from, int below)
    {
        if (sets.TryGetValue((from, below), out var known)) return known;
        var bits = new ulong[Bits.WordsFor(index.SlotEnd)];
        ColumnScan.Priced(bits, index.EuroCents, from, below);
        var slots = new int[Bits.Count(bits)];
        Bits.Slots(bits, slots);
        var set = SlotSet.FromSorted(slots);
        if (sets.Count < Most) sets.TryAdd((from, below), set);
        return set;
    }

    /// <summary>Called under the index's write lock.</summary>
    public void Clear()
    {
        if (!sets.IsEmpty) sets.Clear();
    }
}
