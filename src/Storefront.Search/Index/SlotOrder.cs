namespace Storefront.Search;

/// <summary>All live slots in one sort order, kept sorted as listings come and go.</summary>
internal sealed class SlotOrder
{
    private ulong[] keys = [];
    private int[] order = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Order => order.AsSpan(0, Count);

    public ulong KeyOf(int slot) => keys[slot];

    public void Add(int slot, ulong key)
    {
        SetKey(slot, key);
        if (Count == order.Length) Array.Resize(ref order, Math.Max(16, Count + (Count / 4)));
        var at = PlaceOf(slot, key);
        order.AsSpan(at, Count - at).CopyTo(order.AsSpan(at + 1));
        order[at] = slot;
        Count++;
    }

    public void Remove(int slot)
    {
        var at = PlaceOf(slot, keys[slot]);
        if (at >= Count || order[at] != slot) throw new InvalidOperationException($"Slot {slot} is not in this order.");
        order.AsSpan(at + 1, Count - at - 1).CopyTo(order.AsSpan(at));
        Count--;
    }

    /// <summary>Only notes the key; <see cref="Settle"/> must follow before the order is used.</summary>
    public void SetKey(int slot, ulong key)
    {
        if (slot >= keys.Length) Array.Resize(ref keys, Math.Max(slot + 16, slot * 5 / 4));
        keys[slot] = key;
    }

    /// <summary>Sorts anew from the noted keys of <paramref name="live"/>.</summary>
    public void Settle(ReadOnlySpan<int> live)
    {
        if (order.Length < live.Length) order = new int[live.Length + (live.Length / 16)];
        live.CopyTo(order);
        Count = live.Length;
        var sorted = new ulong[Count];
        for (var i = 0; i < Count; i++) sorted[i] = keys[order[i]];
        Array.Sort(sorted, order, 0, Count);
        for (var i = 0; i < Count;)
        {
            var end = i + 1;
            while (end < Count && sorted[end] == sorted[i]) end++;
            if (end - i > 1) Array.Sort(order, i, end - i);
            i = end;
        }
    }

    /// <summary>Where the key stands or would stand in <see cref="Order"/>.</summary>
    public int PlaceOf(int slot, ulong key)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var other = order[middle];
            if (keys[other] < key || (keys[other] == key && other < slot)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The members of <paramref name="matches"/> from the <paramref name="skip"/>th in this order, as many as <paramref name="page"/> takes.</summary>
    /// <param name="count">How many members there are.</param>
    public int Take(ReadOnlySpan<ulong> matches, int count, int skip, Span<int> page)
    {
        if (skip >= count || page.Length == 0) return 0;
        return count < Count / 64 ? TakeOfFew(matches, count, skip, page) : Walk(matches, skip, page);
    }

    private int Walk(ReadOnlySpan<ulong> matches, int skip, Span<int> page)
    {
        var taken = 0;
        foreach (var slot in Order)
        {
            if (!Bits.Has(matches, slot) || skip-- > 0) continue;
            page[taken++] = slot;
            if (taken == page.Length) break;
        }

        return taken;
    }

    private int TakeOfFew(ReadOnlySpan<ulong> matches, int count, int skip, Span<int> page)
    {
        var slots = new int[count];
        var sortKeys = new (ulong Key, int Slot)[count];
        Bits.Slots(matches, slots);
        for (var i = 0; i < count; i++) sortKeys[i] = (keys[slots[i]], slots[i]);
        Array.Sort(sortKeys);
        var taken = Math.Min(page.Length, count - skip);
        for (var i = 0; i < taken; i++) page[i] = sortKeys[skip + i].Slot;
        return taken;
    }
}
