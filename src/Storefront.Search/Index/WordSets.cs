using System.Collections.Concurrent;

namespace Storefront.Search;

/// <summary>Slot sets of words that were asked for lately, so that a common word is read from the file once and then counted in memory.</summary>
/// <remarks>Members change only under the index's write lock; a set that was read while the index changed is used once and not kept.</remarks>
internal sealed class WordSets(int budget)
{
    /// <summary>Each listing whose words change is looked up in every set, so their number is bounded too.</summary>
    private const int MostSets = 1_000;

    private readonly ConcurrentDictionary<WordKey, Entry> entries = new();
    private readonly Lock dropping = new();
    private long bytes;
    private int count;
    private long clock;

    public SlotSet? Find(WordKey key)
    {
        if (!entries.TryGetValue(key, out var entry)) return null;
        entry.LastUsed = Interlocked.Increment(ref clock);
        return entry.Slots;
    }

    /// <summary>Called under the index's lock, so that no change falls between the reading of the set and its keeping.</summary>
    public void Keep(WordKey key, SlotSet slots)
    {
        var entry = new Entry(slots) { LastUsed = Interlocked.Increment(ref clock) };
        if (!entries.TryAdd(key, entry)) return;
        Interlocked.Increment(ref count);
        if (Interlocked.Add(ref bytes, Size(slots)) > budget || Volatile.Read(ref count) > MostSets) DropOldest();
    }

    /// <summary>Brings both bounds down to three quarters, so that it is seldom done.</summary>
    private void DropOldest()
    {
        if (!dropping.TryEnter()) return;
        try
        {
            foreach (var (key, entry) in entries.ToArray().OrderBy(e => e.Value.LastUsed))
            {
                if (Interlocked.Read(ref bytes) <= budget * 3L / 4 && Volatile.Read(ref count) <= MostSets * 3 / 4) return;
                if (!entries.TryRemove(key, out _)) continue;
                Interlocked.Add(ref bytes, -Size(entry.Slots));
                Interlocked.Decrement(ref count);
            }
        }
        finally
        {
            dropping.Exit();
        }
    }

    /// <summary>Under the write lock: the slot now has these words, or none when it is gone.</summary>
    public void Change(int slot, ListingWords? words)
    {
        foreach (var (key, entry) in entries)
        {
            var before = Size(entry.Slots);
            entry.Slots.Set(slot, words is not null && words.Has(key));
            Interlocked.Add(ref bytes, Size(entry.Slots) - before);
        }
    }

    private static int Size(SlotSet slots) => slots.Bytes + 200;

    private sealed class Entry(SlotSet slots)
    {
        public SlotSet Slots { get; } = slots;

        public long LastUsed;
    }
}

/// <param name="Text">One token, or several with single spaces between for a phrase.</param>
internal readonly record struct WordKey(WordPlace Place, string Text, bool IsPrefix);

internal enum WordPlace
{
    Anywhere,
    Title,
    TitlePhrase,
}
