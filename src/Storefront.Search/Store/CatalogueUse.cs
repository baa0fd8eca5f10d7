namespace Storefront.Search;

/// <summary>What one question works with: the index and a reader of the file that belongs to it.</summary>
internal readonly struct CatalogueUse(CatalogueIndex index, CatalogueFile.ReaderLease lease) : IDisposable
{
    public CatalogueIndex Index { get; } = index;

    public CatalogueReader Reader => lease.Reader;

    public void Dispose() => lease.Dispose();

    /// <summary>The slots with the word, from memory or from the file. Not to be called while the index's gate is held.</summary>
    public SlotSet SlotsWith(WordKey key)
    {
        if (Index.Words.Find(key) is { } known) return known;
        var version = Index.VersionNow();
        var slots = Reader.SlotsWith(key);
        Index.KeepWord(key, slots, version);
        return slots;
    }
}
