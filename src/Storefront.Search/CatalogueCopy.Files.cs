namespace Storefront.Search;

public sealed partial class CatalogueCopy
{
    private const int SmallCatalogue = 1_000;
    private const int MostDisorderPerMille = 150;

    private readonly Lock rebuilding = new();
    private List<ListingChange>? sinceRebuild;
    /// <summary>True when so many listings have come or changed rank that the file's order no longer follows it; suggestions then miss the best
    /// ones and cards lie apart. Search results are not affected.</summary>
    public bool NeedsRebuild
    {
        get
        {
            using var use = Use();
            use.Index.Gate.EnterReadLock();
            try
            {
                return use.Index.Count > SmallCatalogue && use.Index.DisorderPerMille() > MostDisorderPerMille;
            }
            finally
            {
                use.Index.Gate.ExitReadLock();
            }
        }
    }

    /// <summary>Lays the file out anew beside the live one, in rank order, and exchanges the two. Readers and <see cref="Apply"/> go on meanwhile;
    /// changes that come in between are brought into both.</summary>
    public void Rebuild(CancellationToken cancel = default)
    {
        lock (rebuilding)
        {
            List<ListingChange> meanwhile = [];
            lock (writing) sinceRebuild = meanwhile;
            var target = CatalogueFolder.NextFile(path);
            var partial = $"{path}.{Guid.NewGuid():N}.part";
            try
            {
                using (var use = Use()) CatalogueRebuild.Write(partial, use, options, cancel);
                File.Move(partial, target);
                Exchange(LiveCatalogue.Open(target, options), meanwhile);
            }
            finally
            {
                lock (writing) sinceRebuild = null;
                CatalogueFile.Delete(partial);
            }
        }
    }

    /// <summary>Writes the whole copy to a file from which another node can start. The file appears under its name only when it is complete.</summary>
    public void WriteSnapshot(string path)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var use = Use()) use.Reader.VacuumInto(partial);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void Exchange(LiveCatalogue next, List<ListingChange> meanwhile)
    {
        LiveCatalogue old;
        lock (writing)
        {
            if (meanwhile.Count > 0) next.Apply(meanwhile, options);
            old = Live;
            next.Index.ContinueVersion(old.Index.Version);
            live = next;
            rails.Clear();
        }

        old.Dispose();
        CatalogueFile.Delete(old.File.Path);
    }
}
