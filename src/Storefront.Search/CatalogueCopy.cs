using System.Text;
using Microsoft.Data.Sqlite;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>The node's own read-only copy of the published catalogue: listings by address and id, search with facets, suggestions and the home
/// page's rails. Browsing needs nothing else, and goes on while the order database is down.</summary>
/// <remarks>Every member may be called from any thread at any time after <see cref="OpenAsync"/>. Readers never wait for the file's writer.</remarks>
public sealed partial class CatalogueCopy(CatalogueSearchOptions options) : IDisposable
{
    private readonly Lock writing = new();
    private volatile LiveCatalogue? live;
    private string path = "";

    /// <summary>The highest sequence number of the change feed that this copy holds; 0 when it is new.</summary>
    public long LastSequence => Live.Sequence;

    /// <summary>Published listings in the copy.</summary>
    public int Count => Live.Index.Count;

    /// <summary>Rises with every change that readers can see; a tag for what is computed from the copy.</summary>
    public long Version => Live.Index.Version;

    public bool IsOpen => live is not null;

    private LiveCatalogue Live => live ?? throw new InvalidOperationException("The catalogue copy has not been opened.");

    /// <summary>Opens the file and reads the index into memory. A missing or unusable file is begun anew and then holds nothing until the change
    /// feed is applied from the start, or is taken from <paramref name="snapshot"/> where one is given.</summary>
    /// <param name="path">The file of this node alone; its folder is made if need be.</param>
    /// <param name="snapshot">A file written by <see cref="WriteSnapshot"/>, or null.</param>
    public Task OpenAsync(string path, string? snapshot = null, CancellationToken cancel = default) => Task.Run(
        () =>
        {
            if (live is not null) throw new InvalidOperationException("The catalogue copy is open already.");
            this.path = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
            try
            {
                live = LiveCatalogue.Open(FileFrom(snapshot), options);
            }
            catch (SqliteException)
            {
                // Torn inside: begun anew, from the snapshot if there is one, else from the feed.
                CatalogueFile.Delete(CatalogueFolder.LiveFile(this.path));
                live = LiveCatalogue.Open(FileFrom(snapshot), options);
            }
        },
        cancel);

    /// <summary>Brings in changes, all or none. A change that is not newer than what the copy holds of its listing is passed over, so that the feed
    /// may be told again and out of order.</summary>
    public void Apply(IReadOnlyList<ListingChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0) return;
        lock (writing)
        {
            Live.Apply(changes, options);
            sinceRebuild?.AddRange(changes);
        }
    }

    /// <summary>Converts all prices to euro again; to be called when rates have changed.</summary>
    public void Reprice()
    {
        lock (writing)
        {
            var index = Live.Index;
            index.Gate.EnterWriteLock();
            try
            {
                index.Reprice();
            }
            finally
            {
                index.Gate.ExitWriteLock();
            }
        }
    }

    public ListingCopy? FindBySlug(string slug)
    {
        ArgumentNullException.ThrowIfNull(slug);
        if (slug.Length is 0 or > 300) return null;
        Span<byte> utf8 = stackalloc byte[900];
        return Find(DocumentBy.Slug, utf8[..Encoding.UTF8.GetBytes(slug, utf8)]);
    }

    public ListingCopy? FindById(ListingId id) => FindByGuid(DocumentBy.Id, id.Value);

    /// <summary>The listing that has the variant.</summary>
    public ListingCopy? FindVariant(VariantId id) => FindByGuid(DocumentBy.Variant, id.Value);

    /// <summary>Cards in the order asked for; listings that are not published are left out.</summary>
    public IReadOnlyList<ListingCard> Cards(IEnumerable<ListingId> ids, string language)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var use = Use();
        var cards = new List<ListingCard>();
        foreach (var id in ids)
        {
            if (use.Reader.CardOf(id.Value, language) is { } card) cards.Add(card);
        }

        return cards;
    }

    public void Dispose()
    {
        lock (writing)
        {
            live?.Dispose();
            live = null;
        }
    }

    /// <summary>The live catalogue and a reader of its file, kept together while a question is answered.</summary>
    private CatalogueUse Use()
    {
        while (true)
        {
            var current = Live;
            if (current.File.Rent() is { } lease) return new CatalogueUse(current.Index, lease);
            ObjectDisposedException.ThrowIf(ReferenceEquals(current, live), this);
        }
    }

    private string FileFrom(string? snapshot)
    {
        var file = CatalogueFolder.LiveFile(path);
        if (snapshot is null || CatalogueFile.IsUsable(file) || !CatalogueFile.IsUsable(snapshot)) return file;
        CatalogueFile.Delete(file);
        File.Copy(snapshot, file);
        return file;
    }

    private ListingCopy? FindByGuid(DocumentBy by, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return Find(by, bytes);
    }

    private ListingCopy? Find(DocumentBy by, ReadOnlySpan<byte> key)
    {
        using var use = Use();
        return use.Reader.DocumentOf(by, key, ListingDocument.Read);
    }
}
