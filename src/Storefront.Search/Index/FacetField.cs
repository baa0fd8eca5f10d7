using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Storefront.Search;

/// <summary>One trait by which listings are counted and filtered, such as the brand: a slot set for each of its values.</summary>
/// <remarks>Values are also kept in falling order of size, so that the largest counts within a match set are found without looking at every
/// value: no count can exceed the value's size. A trait of many values, of which a listing has one, is counted listing by listing when the
/// matches are not very many.</remarks>
/// <param name="oneEach">True where a listing has at most one value.</param>
internal sealed class FacetField(bool oneEach = false)
{
    /// <summary>A histogram over so many matches costs as much as looking at every value.</summary>
    private const int MatchesPerValue = 8;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<Value> values = [];
    private readonly List<int> bySize = [];

    /// <summary>By slot, one more than the number of the value; only where a listing has one.</summary>
    private int[] valueAt = [];

    /// <summary>The sum of all values' sizes.</summary>
    public int Total { get; private set; }

    /// <summary>Values that some listing has, with their labels.</summary>
    public IEnumerable<(string Key, string Label, int Count)> Values => values.Where(v => v.Slots.Count > 0).Select(v => (v.Key, v.Label, v.Slots.Count));

    /// <summary>As <see cref="Values"/>, the largest first.</summary>
    public IEnumerable<(string Key, string Label, int Count)> Largest() =>
        bySize.Select(n => values[n]).TakeWhile(v => v.Slots.Count > 0).Select(v => (v.Key, v.Label, v.Slots.Count));

    public bool TryFind(string key, [NotNullWhen(true)] out SlotSet? slots)
    {
        slots = numbers.TryGetValue(key, out var number) ? values[number].Slots : null;
        return slots is { Count: > 0 };
    }

    public string LabelOf(string key) => numbers.TryGetValue(key, out var number) ? values[number].Label : key;

    public void Add(string key, string label, int slot)
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            number = values.Count;
            numbers.Add(key, number);
            values.Add(new Value(key, label) { Place = bySize.Count });
            bySize.Add(number);
        }

        var value = values[number];
        if (value.Slots.Has(slot)) return;
        // To the front of those that are as large, before it becomes larger than they.
        Swap(value.Place, FirstNotLargerThan(value.Slots.Count));
        value.Slots.Add(slot);
        Total++;
        if (!oneEach) return;
        if (slot >= valueAt.Length) Array.Resize(ref valueAt, (slot * 5 / 4) + 64);
        valueAt[slot] = number + 1;
    }

    public void Remove(string key, int slot)
    {
        if (!numbers.TryGetValue(key, out var number)) return;
        var value = values[number];
        if (!value.Slots.Has(slot)) return;
        Swap(value.Place, FirstNotLargerThan(value.Slots.Count - 1) - 1);
        value.Slots.Remove(slot);
        Total--;
        if (oneEach) valueAt[slot] = 0;
    }

    /// <summary>The values with the largest counts, larger first, then by key; none with a count of zero.</summary>
    public List<(string Key, string Label, int Count)> Top(in MatchSet matches, int max)
    {
        var top = new PriorityQueue<int, Standing>(max + 1);
        if (oneEach && matches.Count < values.Count * MatchesPerValue) CountEach(matches, top, max);
        else CountLargest(matches, top, max);
        var found = new List<(string, string, int)>(top.Count);
        while (top.TryDequeue(out var number, out var standing)) found.Add((values[number].Key, values[number].Label, standing.Count));
        found.Reverse();
        return found;
    }

    private void CountLargest(in MatchSet matches, PriorityQueue<int, Standing> top, int max)
    {
        foreach (var number in bySize)
        {
            var value = values[number];
            if (value.Slots.Count == 0 || (top.Count == max && value.Slots.Count < SmallestOf(top))) return;
            Offer(top, max, number, matches.CountOf(value.Slots));
        }
    }

    private void CountEach(in MatchSet matches, PriorityQueue<int, Standing> top, int max)
    {
        var counts = ArrayPool<int>.Shared.Rent(values.Count + 1);
        counts.AsSpan(0, values.Count + 1).Clear();
        for (var i = 0; i < matches.Bits.Length; i++)
        {
            for (var word = matches.Bits[i]; word != 0; word &= word - 1)
            {
                var slot = (i << 6) + BitOperations.TrailingZeroCount(word);
                if (slot < valueAt.Length) counts[valueAt[slot]]++;
            }
        }

        for (var number = 0; number < values.Count; number++)
        {
            if (top.Count < max || counts[number + 1] >= SmallestOf(top)) Offer(top, max, number, counts[number + 1]);
        }

        ArrayPool<int>.Shared.Return(counts);
    }

    private void Offer(PriorityQueue<int, Standing> top, int max, int number, int count)
    {
        if (count == 0) return;
        var standing = new Standing(count, values[number].Key);
        if (top.Count < max) top.Enqueue(number, standing);
        else top.EnqueueDequeue(number, standing);
    }

    private static int SmallestOf(PriorityQueue<int, Standing> top) => top.TryPeek(out _, out var lowest) ? lowest.Count : 0;

    private int FirstNotLargerThan(int size)
    {
        var (low, high) = (0, bySize.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (values[bySize[middle]].Slots.Count > size) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Swap(int place, int with)
    {
        if (place == with) return;
        (bySize[place], bySize[with]) = (bySize[with], bySize[place]);
        values[bySize[place]].Place = place;
        values[bySize[with]].Place = with;
    }

    private sealed class Value(string key, string label)
    {
        public string Key { get; } = key;

        public string Label { get; } = label;

        public SlotSet Slots { get; } = new();

        public int Place { get; set; }
    }

    /// <summary>Lowest first: small counts, then late keys.</summary>
    private readonly record struct Standing(int Count, string Key) : IComparable<Standing>
    {
        public int CompareTo(Standing other) => Count != other.Count ? Count.CompareTo(other.Count) : string.CompareOrdinal(other.Key, Key);
    }
}
