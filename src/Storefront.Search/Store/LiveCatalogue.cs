namespace Storefront.Search;

/// <summary>A catalogue file and the index over it, which belong together and are exchanged together.</summary>
internal sealed class LiveCatalogue : IDisposable
{
    private LiveCatalogue(CatalogueFile file, CatalogueWriter writer, CatalogueIndex index, long sequence) =>
        (File, Writer, Index, Sequence) = (file, writer, index, sequence);

    public CatalogueFile File { get; }

    public CatalogueWriter Writer { get; }

    public CatalogueIndex Index { get; }

    /// <summary>The highest sequence number that has been applied.</summary>
    public long Sequence { get; private set; }

    public static LiveCatalogue Open(string path, CatalogueSearchOptions options)
    {
        var file = CatalogueFile.Open(path);
        var writer = new CatalogueWriter(path);
        var index = new CatalogueIndex(options);
        using var lease = file.Rent() ?? throw new InvalidOperationException("A file that was just opened is retired.");
        foreach (var (option, value, name) in lease.Reader.AllOptionNames()) index.OptionNames.Set(option, value, name);
        foreach (var (slot, _, facts) in lease.Reader.AllFacts()) index.Put(slot, null, facts, settled: false);
        index.Settle();
        return new LiveCatalogue(file, writer, index, lease.Reader.Sequence());
    }

    /// <summary>Writes the changes in one transaction, then shows them to readers.</summary>
    public void Apply(IReadOnlyList<ListingChange> changes, CatalogueSearchOptions options)
    {
        var batch = new ChangeBatch(Writer, Index, options);
        var sequence = Sequence;
        Writer.Begin();
        try
        {
            foreach (var change in changes.OrderBy(c => c.Sequence))
            {
                batch.Add(change);
                sequence = Math.Max(sequence, change.Sequence);
            }

            batch.Finish();
            if (sequence != Sequence) Writer.PutSequence(sequence);
            Writer.Commit();
        }
        catch
        {
            Writer.Rollback();
            throw;
        }

        batch.Show();
        Sequence = sequence;
    }

    public void Dispose()
    {
        Writer.Dispose();
        File.Dispose();
    }
}
