using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Storefront.Search;

/// <summary>Compares a whole column of numbers, 64 to a word of the result. Columns are padded to whole words.</summary>
internal static class ColumnScan
{
    /// <summary>Sets the bit of each slot whose price is at least <paramref name="from"/> and below <paramref name="below"/>, in euro cents.</summary>
    public static void Priced(Span<ulong> to, ReadOnlySpan<int> euroCents, int from, int below)
    {
        var columns = MemoryMarshal.Cast<int, Vector256<int>>(euroCents);
        var least = Vector256.Create(from);
        var limit = Vector256.Create(below);
        for (var i = 0; i < to.Length; i++)
        {
            var word = 0UL;
            for (var j = 0; j < 8; j++)
            {
                var values = columns[(i * 8) + j];
                var within = Vector256.GreaterThanOrEqual(values, least) & Vector256.LessThan(values, limit);
                word |= (ulong)within.ExtractMostSignificantBits() << (j * 8);
            }

            to[i] = word;
        }
    }

    /// <summary>Sets the bit of each slot rated at least <paramref name="least"/>, in hundredths.</summary>
    public static void Rated(Span<ulong> to, ReadOnlySpan<ushort> ratings, int least)
    {
        var columns = MemoryMarshal.Cast<ushort, Vector256<ushort>>(ratings);
        var limit = Vector256.Create((ushort)Math.Clamp(least, 0, ushort.MaxValue));
        for (var i = 0; i < to.Length; i++)
        {
            var word = 0UL;
            for (var j = 0; j < 4; j++)
            {
                word |= (ulong)Vector256.GreaterThanOrEqual(columns[(i * 4) + j], limit).ExtractMostSignificantBits() << (j * 16);
            }

            to[i] = word;
        }
    }
}
