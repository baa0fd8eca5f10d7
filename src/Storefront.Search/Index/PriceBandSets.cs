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
        PriceScan.Fill(bits, index.EuroCents, from, below);
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

internal static class PriceScan
{
    /// <summary>Sets the bit of each slot whose price is at least <paramref name="from"/> and below <paramref name="below"/>, in euro cents.</summary>
    public static void Fill(Span<ulong> to, ReadOnlySpan<int> euroCents, int from, int below)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var part = euroCents[(i * 64)..Math.Min(euroCents.Length, (i * 64) + 64)];
            var word = 0UL;
            for (var j = 0; j < part.Length; j++) word |= (part[j] >= from & part[j] < below ? 1UL : 0UL) << j;
            to[i] = word;
        }
    }

    /// <summary>Sets the bit of each slot rated at least <paramref name="least"/>, in hundredths.</summary>
    public static void FillRated(Span<ulong> to, ReadOnlySpan<ushort> ratings, int least)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var part = ratings[(i * 64)..Math.Min(ratings.Length, (i * 64) + 64)];
            var word = 0UL;
            for (var j = 0; j < part.Length; j++) word |= (part[j] >= least ? 1UL : 0UL) << j;
            to[i] = word;
        }
    }
}
