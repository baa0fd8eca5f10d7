namespace Storefront.Search;

/// <summary>A catalogue file and the index over it, which belong together and are exchanged together.</summary>
internal sealed class LiveCatalogue : IDisposable
{
    private int laidOut;

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
        try
        {
            var index = new CatalogueIndex(options);
            using var lease = file.Rent() ?? throw new InvalidOperationException("A file that was just opened is retired.");
            foreach (var (option, value, name) in lease.Reader.AllOptionNames()) index.OptionNames.Set(option, value, name);
            foreach (var (slot, facts) in lease.Reader.AllFacts()) index.Put(slot, null, facts, settled: false);
            index.Settle();
            return new LiveCatalogue(file, writer, index, lease.Reader.Sequence());
        }
        catch
        {
            file.Dispose();
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Writes the changes in one transaction, then shows them to readers.</summary>
    public void Apply(IReadOnlyList<ListingChange> changes, CatalogueSearchOptions options) =>
        Write(changes, new ChangeBatch(Writer, Index, options), changes.Max(c => c.Sequence));

    /// <summary>Writes the next listings of a catalogue that is being laid out in rank order and has no readers yet.</summary>
    public void Lay(IReadOnlyList<ListingChange> changes, CatalogueSearchOptions options) =>
        Write(changes, new ChangeBatch(Writer, Index, options) { LaidOutFrom = laidOut }, 0);

    /// <summary>Notes how far the feed has been followed and brings the file into its lasting form.</summary>
    public void Finish(IEnumerable<(Guid Id, long Sequence)> withdrawn, long sequence)
    {
        Writer.Begin();
        foreach (var (id, at) in withdrawn) Writer.NoteWithdrawn(id, at);
        Writer.PutSequence(sequence);
        Writer.Commit();
        Writer.Optimize();
        Writer.Checkpoint();
    }

    private void Write(IReadOnlyList<ListingChange> changes, ChangeBatch batch, long upTo)
    {
        Writer.Begin();
        try
        {
            batch.Write(changes);
            if (upTo > Sequence) Writer.PutSequence(upTo);
            Writer.Commit();
        }
        catch
        {
            Writer.Rollback();
            throw;
        }

        if (batch.LaidOutFrom is null) batch.Show();
        else laidOut += changes.Count;
        Sequence = Math.Max(Sequence, upTo);
    }

    public void Dispose()
    {
        // The writer last: only it can fold the write-ahead log in and remove it.
        File.Dispose();
        Writer.Dispose();
    }
}
