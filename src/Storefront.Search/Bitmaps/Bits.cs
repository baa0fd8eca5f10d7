using System.Numerics;
using System.Runtime.InteropServices;

namespace Storefront.Search;

/// <summary>Plain bit sets over slot numbers, one bit a slot, 64 to a word. Both operands have the same length.</summary>
internal static class Bits
{
    public static int WordsFor(int slots) => (slots + 63) >> 6;

    public static bool Has(ReadOnlySpan<ulong> bits, int slot) => (uint)(slot >> 6) < (uint)bits.Length && (bits[slot >> 6] & (1UL << slot)) != 0;

    public static void Add(Span<ulong> bits, int slot) => bits[slot >> 6] |= 1UL << slot;

    public static void And(Span<ulong> to, ReadOnlySpan<ulong> with)
    {
        var a = MemoryMarshal.Cast<ulong, Vector<ulong>>(to);
        var b = MemoryMarshal.Cast<ulong, Vector<ulong>>(with);
        for (var i = 0; i < a.Length; i++) a[i] &= b[i];
        for (var i = a.Length * Vector<ulong>.Count; i < to.Length; i++) to[i] &= with[i];
    }

    public static void AndNot(Span<ulong> to, ReadOnlySpan<ulong> without)
    {
        var a = MemoryMarshal.Cast<ulong, Vector<ulong>>(to);
        var b = MemoryMarshal.Cast<ulong, Vector<ulong>>(without);
        for (var i = 0; i < a.Length; i++) a[i] = Vector.AndNot(a[i], b[i]);
        for (var i = a.Length * Vector<ulong>.Count; i < to.Length; i++) to[i] &= ~without[i];
    }

    public static void Or(Span<ulong> to, ReadOnlySpan<ulong> with)
    {
        var a = MemoryMarshal.Cast<ulong, Vector<ulong>>(to);
        var b = MemoryMarshal.Cast<ulong, Vector<ulong>>(with);
        for (var i = 0; i < a.Length; i++) a[i] |= b[i];
        for (var i = a.Length * Vector<ulong>.Count; i < to.Length; i++) to[i] |= with[i];
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits) count += BitOperations.PopCount(word);
        return count;
    }

    public static int CountAnd(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        b = b[..a.Length];
        int first = 0, second = 0, i = 0;
        // Two counters, because the processor's population count has a false dependency on its target.
        for (; i + 1 < a.Length; i += 2)
        {
            first += BitOperations.PopCount(a[i] & b[i]);
            second += BitOperations.PopCount(a[i + 1] & b[i + 1]);
        }

        if (i < a.Length) first += BitOperations.PopCount(a[i] & b[i]);
        return first + second;
    }

    /// <summary>Writes the slots in rising order and says how many there were room for.</summary>
    public static int Slots(ReadOnlySpan<ulong> bits, Span<int> to)
    {
        var count = 0;
        for (var i = 0; i < bits.Length; i++)
        {
            for (var word = bits[i]; word != 0; word &= word - 1)
            {
                if (count == to.Length) return count;
                to[count++] = (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return count;
    }
}
