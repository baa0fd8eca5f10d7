using System.Collections.Concurrent;

namespace Storefront.Search;

/// <summary>Bitmaps for one question, used again by the next one.</summary>
internal sealed class Scratch : IDisposable
{
    private const int KeptWords = 1 << 20;

    private static readonly ConcurrentBag<Scratch> Pool = [];

    private readonly List<ulong[]> buffers = [];
    private int used;

    /// <summary>Room for the slots of a small match set.</summary>
    public int[] Few { get; } = new int[1024];

    public static Scratch Take() => Pool.TryTake(out var scratch) ? scratch : new Scratch();

    /// <summary>A bitmap with unknown content.</summary>
    public Memory<ulong> Bitmap(int words)
    {
        if (used == buffers.Count) buffers.Add(new ulong[words]);
        if (buffers[used].Length < words) buffers[used] = new ulong[words + (words / 8)];
        return buffers[used++].AsMemory(0, words);
    }

    public Memory<ulong> Copy(ReadOnlySpan<ulong> of)
    {
        var copy = Bitmap(of.Length);
        of.CopyTo(copy.Span);
        return copy;
    }

    public void Dispose()
    {
        used = 0;
        if (buffers.Sum(b => b.Length) <= KeptWords && Pool.Count < 16) Pool.Add(this);
    }
}
