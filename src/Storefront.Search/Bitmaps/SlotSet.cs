using System.Numerics;

namespace Storefront.Search;

/// <summary>A set of slots that share one trait: a sorted list while that is smaller, a bitmap from then on.</summary>
/// <remarks>Not thread-safe by itself; the index's lock guards it.</remarks>
internal sealed class SlotSet
{
    private int[] list = [];
    private ulong[]? bits;

    public int Count { get; private set; }

    public int Bytes => bits is null ? list.Length * sizeof(int) : bits.Length * sizeof(ulong);

    public bool IsBitmap => bits is not null;

    public static SlotSet FromSorted(ReadOnlySpan<int> slots)
    {
        var set = new SlotSet { Count = slots.Length };
        if (slots.Length > 0 && slots.Length > ListLimit(slots[^1]))
        {
            set.bits = new ulong[(slots[^1] >> 6) + 1];
            foreach (var slot in slots) Bits.Add(set.bits, slot);
        }
        else set.list = slots.ToArray();
        return set;
    }

    public bool Has(int slot) => bits is not null ? Bits.Has(bits, slot) : list.AsSpan(0, Count).BinarySearch(slot) >= 0;

    public bool Set(int slot, bool member) => member ? Add(slot) : Remove(slot);

    public bool Add(int slot)
    {
        if (bits is not null)
        {
            if (Bits.Has(bits, slot)) return false;
            // A quarter more than asked for, so that growing slot by slot copies seldom.
            if (slot >> 6 >= bits.Length) Array.Resize(ref bits, ((slot >> 6) * 5 / 4) + 1);
            Bits.Add(bits, slot);
            Count++;
            return true;
        }

        var at = Count > 0 && list[Count - 1] < slot ? ~Count : list.AsSpan(0, Count).BinarySearch(slot);
        if (at >= 0) return false;
        at = ~at;
        if (Count == list.Length) Array.Resize(ref list, Math.Max(4, Count + (Count / 2)));
        list.AsSpan(at, Count - at).CopyTo(list.AsSpan(at + 1));
        list[at] = slot;
        Count++;
        if (Count > ListLimit(list[Count - 1])) BecomeBitmap();
        return true;
    }

    public bool Remove(int slot)
    {
        if (bits is not null)
        {
            if (!Bits.Has(bits, slot)) return false;
            bits[slot >> 6] &= ~(1UL << slot);
            Count--;
            return true;
        }

        var at = list.AsSpan(0, Count).BinarySearch(slot);
        if (at < 0) return false;
        list.AsSpan(at + 1, Count - at - 1).CopyTo(list.AsSpan(at));
        Count--;
        return true;
    }

    /// <summary>Adds the members to <paramref name="to"/>; slots past its end are left out.</summary>
    public void UnionInto(Span<ulong> to)
    {
        if (bits is not null)
        {
            var length = Math.Min(bits.Length, to.Length);
            Bits.Or(to[..length], bits.AsSpan(0, length));
            return;
        }

        foreach (var slot in list.AsSpan(0, Count))
        {
            if (slot >> 6 >= to.Length) return;
            Bits.Add(to, slot);
        }
    }

    /// <summary>Leaves in <paramref name="to"/> only what is in both.</summary>
    public void IntersectInto(Span<ulong> to)
    {
        if (bits is not null)
        {
            var length = Math.Min(bits.Length, to.Length);
            Bits.And(to[..length], bits.AsSpan(0, length));
            to[length..].Clear();
            return;
        }

        var members = list.AsSpan(0, Count);
        var next = 0;
        for (var i = 0; i < members.Length;)
        {
            var word = members[i] >> 6;
            if (word >= to.Length) break;
            var mask = 0UL;
            for (; i < members.Length && members[i] >> 6 == word; i++) mask |= 1UL << members[i];
            to[next..word].Clear();
            to[word] &= mask;
            next = word + 1;
        }

        to[next..].Clear();
    }

    public int CountIn(ReadOnlySpan<ulong> matches)
    {
        if (bits is not null)
        {
            var length = Math.Min(bits.Length, matches.Length);
            return Bits.CountAnd(matches[..length], bits.AsSpan(0, length));
        }

        var count = 0;
        foreach (var slot in list.AsSpan(0, Count)) count += Bits.Has(matches, slot) ? 1 : 0;
        return count;
    }

    public IEnumerable<int> Slots()
    {
        if (bits is null)
        {
            for (var i = 0; i < Count; i++) yield return list[i];
            yield break;
        }

        for (var i = 0; i < bits.Length; i++)
        {
            for (var word = bits[i]; word != 0; word &= word - 1) yield return (i << 6) + BitOperations.TrailingZeroCount(word);
        }
    }

    /// <summary>Above this many members a list takes more memory than a bitmap up to the highest of them.</summary>
    private static int ListLimit(int highest) => Math.Max(8, highest / 32);

    private void BecomeBitmap()
    {
        bits = new ulong[(list[Count - 1] >> 6) + 1];
        foreach (var slot in list.AsSpan(0, Count)) Bits.Add(bits, slot);
        list = [];
    }
}
