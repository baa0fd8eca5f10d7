using System.Runtime.InteropServices;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>Changes on their way: written to the file first, shown in the index after the commit.</summary>
internal sealed class ChangeBatch(CatalogueWriter writer, CatalogueIndex index, CatalogueSearchOptions options)
{
    /// <summary>From here on it is cheaper to sort everything anew than to insert one by one.</summary>
    private const int ManyChanges = 2_000;

    private readonly List<Shown> shown = [];
    private readonly Dictionary<string, int> wordCounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), OptionName> optionNames = [];

    /// <summary>Writes one change, unless the file holds this or a newer state of the listing.</summary>
    public void Add(ListingChange change)
    {
        var stored = writer.Find(change.Id.Value);
        if (change.Sequence <= (stored?.Sequence ?? writer.WithdrawnAt(change.Id.Value))) return;
        if (change.Copy is { } copy) Put(change.Sequence, copy, stored);
        else Withdraw(change, stored);
    }

    public void Finish()
    {
        writer.CountWords(wordCounts);
        foreach (var ((option, value), name) in optionNames) writer.PutOptionName(option, value, name);
    }

    public void Show()
    {
        if (shown.Count == 0) return;
        var settled = shown.Count < ManyChanges;
        index.Gate.EnterWriteLock();
        try
        {
            foreach (var ((option, value), name) in optionNames) index.OptionNames.Set(option, value, name);
            foreach (var (slot, before, after, words, textChanged) in shown)
            {
                index.Put(slot, before, after, settled);
                if (textChanged) index.Words.Change(slot, words);
            }

            if (!settled) index.Settle();
        }
        finally
        {
            index.Gate.ExitWriteLock();
        }
    }

    private void Put(long sequence, ListingCopy copy, StoredListing? stored)
    {
        var facts = ListingFacts.Of(copy);
        var print = ListingWords.PrintOf(copy, options);
        var slot = stored?.Slot ?? index.FreeSlotFor(facts);
        ListingWords? words = null;
        if (stored is null || stored.Print != print)
        {
            if (stored is not null) ForgetWords(slot);
            words = ListingWords.Of(copy, options);
            writer.PutWords(slot, words);
            Count(words, 1);
        }

        if (stored is not null) writer.DropVariants(slot);
        writer.Put(slot, sequence, print, facts, copy);
        foreach (var (option, value, name) in OptionNames.In(copy))
        {
            var known = optionNames.GetValueOrDefault((option, value)) ?? index.OptionNames.Find(option, value);
            if (known is null || !known.Same(name)) optionNames[(option, value)] = name;
        }

        shown.Add(new Shown(slot, stored?.Facts, facts, words, words is not null));
    }

    private void Withdraw(ListingChange change, StoredListing? stored)
    {
        writer.NoteWithdrawn(change.Id.Value, change.Sequence);
        if (stored is null) return;
        ForgetWords(stored.Slot);
        writer.DropVariants(stored.Slot);
        writer.Drop(stored.Slot);
        shown.Add(new Shown(stored.Slot, stored.Facts, null, null, true));
    }

    private void ForgetWords(int slot)
    {
        Count(ListingWords.Of(writer.DocumentAt(slot), options), -1);
        writer.DropWords(slot);
    }

    private void Count(ListingWords words, int change)
    {
        foreach (var word in words.TitleWords) CollectionsMarshal.GetValueRefOrAddDefault(wordCounts, word, out _) += change;
    }

    private sealed record Shown(int Slot, ListingFacts? Before, ListingFacts? After, ListingWords? Words, bool TextChanged);
}
