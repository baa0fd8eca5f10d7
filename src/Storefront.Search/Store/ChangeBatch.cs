using System.Runtime.InteropServices;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>Changes on their way: written to the file first, shown in the index after the commit.</summary>
internal sealed class ChangeBatch(CatalogueWriter writer, CatalogueIndex index, CatalogueSearchOptions options)
{
    /// <summary>From here on it is cheaper to sort everything anew than to insert one by one.</summary>
    private const int ManyChanges = 2_000;

    /// <summary>From here on words are cut on all processors.</summary>
    private const int WorthSharing = 64;

    private readonly Dictionary<(string, string), OptionName> optionNames = [];
    private List<Pending> pending = [];

    /// <summary>When a catalogue is laid out anew: how many listings stand before these, which come in rank order.</summary>
    public int? LaidOutFrom { get; init; }

    /// <summary>Writes the changes, except those of which the file holds this or a newer state.</summary>
    public void Write(IReadOnlyList<ListingChange> changes)
    {
        foreach (var change in Newest(changes))
        {
            var stored = writer.Find(change.Id.Value);
            if (change.Sequence <= (stored?.Sequence ?? writer.WithdrawnAt(change.Id.Value))) continue;
            pending.Add(new Pending(change, stored));
        }

        if (pending.Count < WorthSharing) pending.ForEach(p => p.Prepare(options));
        else Parallel.ForEach(pending, p => p.Prepare(options));
        GiveSlots();
        // The full-text engine flushes what it has gathered whenever a row number falls.
        pending = [.. pending.OrderBy(p => p.Slot)];
        var wordCounts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in pending) Write(one, wordCounts);
        writer.CountWords(wordCounts);
        foreach (var ((option, value), name) in optionNames) writer.PutOptionName(option, value, name);
    }

    public void Show()
    {
        if (pending.Count == 0) return;
        var settled = pending.Count < ManyChanges;
        index.Gate.EnterWriteLock();
        try
        {
            foreach (var ((option, value), name) in optionNames) index.OptionNames.Set(option, value, name);
            foreach (var one in pending)
            {
                if (one.Slot == 0) continue;
                index.Put(one.Slot, one.Stored?.Facts, one.Facts, settled);
                if (one.TextChanged) index.Words.Change(one.Slot, one.Words);
            }

            if (!settled) index.Settle();
        }
        finally
        {
            index.Gate.ExitWriteLock();
        }
    }

    /// <summary>Of several changes of one listing only the newest matters.</summary>
    private static IEnumerable<ListingChange> Newest(IReadOnlyList<ListingChange> changes) =>
        changes.Count == 1 ? changes : changes.GroupBy(c => c.Id).Select(g => g.MaxBy(c => c.Sequence)!);

    private void GiveSlots()
    {
        var fresh = pending.Where(p => p.Stored is null && p.Facts is not null).OrderBy(p => SortKeys.Of(SearchSort.Relevance, p.Facts!, 0)).ToList();
        var first = LaidOutFrom ?? (index.SlotEnd == 0 ? 0 : null);
        for (var i = 0; i < fresh.Count; i++)
        {
            fresh[i].Slot = first is { } start ? index.Use(CatalogueIndex.LaidOutSlot(start + i)) : index.FreeSlotFor(fresh[i].Facts!);
        }
    }

    private void Write(Pending one, Dictionary<string, int> wordCounts)
    {
        if (one.Stored is { } stored)
        {
            writer.DropVariants(stored.Slot);
            if (one.TextChanged)
            {
                Count(wordCounts, writer.TitleAt(stored.Slot).Split(' ', StringSplitOptions.RemoveEmptyEntries), -1);
                writer.DropWords(stored.Slot);
            }
        }

        if (one.Facts is null)
        {
            writer.NoteWithdrawn(one.Change.Id.Value, one.Change.Sequence);
            if (one.Stored is not null) writer.Drop(one.Slot);
            return;
        }

        if (one.Words is not null)
        {
            writer.PutWords(one.Slot, one.Words);
            Count(wordCounts, one.Words.Title, 1);
        }

        writer.Put(one.Slot, one.Change.Sequence, one.Print, one.Facts, one.Change.Copy!, one.Document!, one.Card!);
        if (one.Words is not null) writer.PutTitle(one.Slot, string.Join(' ', one.Words.Title));
        foreach (var (option, value, name) in OptionNames.In(one.Change.Copy!))
        {
            var known = optionNames.GetValueOrDefault((option, value)) ?? index.OptionNames.Find(option, value);
            if (known is null || !known.Same(name)) optionNames[(option, value)] = name;
        }
    }

    private static void Count(Dictionary<string, int> wordCounts, IEnumerable<string> title, int change)
    {
        foreach (var word in title.Where(w => w != ListingWords.Break).Distinct(StringComparer.Ordinal))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(wordCounts, word, out _) += change;
        }
    }

    /// <summary>One change with all that can be worked out without the file.</summary>
    private sealed class Pending(ListingChange change, StoredListing? stored)
    {
        public ListingChange Change { get; } = change;

        public StoredListing? Stored { get; } = stored;

        /// <summary>0 while none is given: a listing that is withdrawn before it was known.</summary>
        public int Slot { get; set; } = stored?.Slot ?? 0;

        public ListingFacts? Facts { get; private set; }

        public long Print { get; private set; }

        public byte[]? Document { get; private set; }

        public byte[]? Card { get; private set; }

        /// <summary>Null when the texts are as they were, or gone.</summary>
        public ListingWords? Words { get; private set; }

        public bool TextChanged => Change.Copy is null || Words is not null;

        public void Prepare(CatalogueSearchOptions options)
        {
            if (Change.Copy is not { } copy) return;
            Facts = ListingFacts.Of(copy);
            Print = ListingWords.PrintOf(copy, options);
            Document = ListingDocument.ToBytes(copy);
            Card = CardBlob.ToBytes(copy, new BlobWriter());
            if (Stored is null || Stored.Print != Print) Words = ListingWords.Of(copy, options);
        }
    }
}
