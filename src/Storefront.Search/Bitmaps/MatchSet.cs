namespace Storefront.Search;

/// <summary>The slots that a question matches, as a bitmap and, when they are few, also as a list, whichever makes a count cheaper.</summary>
internal readonly ref struct MatchSet
{
    private readonly ReadOnlySpan<int> few;
    private readonly bool isFew;

    /// <param name="room">Receives the list of slots when there are few.</param>
    public MatchSet(ReadOnlySpan<ulong> bits, Span<int> room)
    {
        Bits = bits;
        Count = Search.Bits.Count(bits);
        isFew = Count <= room.Length && Count * 3 < bits.Length;
        if (isFew) few = room[..Search.Bits.Slots(bits, room[..Count])];
    }

    public ReadOnlySpan<ulong> Bits { get; }

    public int Count { get; }

    public int CountOf(SlotSet slots)
    {
        if (!isFew || slots.Count <= Count || !slots.IsBitmap) return Count == 0 ? 0 : slots.CountIn(Bits);
        var count = 0;
        foreach (var slot in few) count += slots.Has(slot) ? 1 : 0;
        return count;
    }
}
