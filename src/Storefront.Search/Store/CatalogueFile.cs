using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Storefront.Search;

/// <summary>One catalogue file: its tables, and the connections that read it. Written by one <see cref="CatalogueWriter"/> beside many readers.</summary>
internal sealed class CatalogueFile : IDisposable
{
    /// <summary>Raised whenever tables, blobs or the cutting of words change; a file of another format is made anew from the feed.</summary>
    private const int Format = 4;

    /// <summary>Each keeps a megabyte of pages of its own; what is not among them comes from the system's cache of the file.</summary>
    private const int IdleReaders = 4;

    private const string Tables = """
        CREATE TABLE about(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE listing(slot INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, slug TEXT NOT NULL, sequence INTEGER NOT NULL, print INTEGER NOT NULL, facts BLOB NOT NULL);
        CREATE INDEX listing_slug ON listing(slug, sequence);
        CREATE TABLE document(slot INTEGER PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE card(slot INTEGER PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE title(slot INTEGER PRIMARY KEY, words TEXT NOT NULL);
        CREATE TABLE variant(id BLOB PRIMARY KEY, slot INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX variant_slot ON variant(slot);
        CREATE TABLE withdrawn(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE option_name(option TEXT NOT NULL, value TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(option, value)) WITHOUT ROWID;
        CREATE TABLE word(text TEXT PRIMARY KEY, listings INTEGER NOT NULL) WITHOUT ROWID;
        CREATE VIRTUAL TABLE titles USING fts5(words, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3');
        CREATE VIRTUAL TABLE everything USING fts5(words, content='', contentless_delete=1, tokenize='ascii', detail=none);
        INSERT INTO titles(titles, rank) VALUES('hashsize', 16777216);
        INSERT INTO everything(everything, rank) VALUES('hashsize', 16777216);
        """;

    private readonly ConcurrentBag<CatalogueReader> idle = [];
    private volatile bool retired;

    private CatalogueFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Opens the file, or makes an empty one where there is none, or one that is broken or of another format.</summary>
    public static CatalogueFile Open(string path)
    {
        if (!IsUsable(path))
        {
            Delete(path);
            Create(path);
        }

        return new CatalogueFile(path);
    }

    public static bool IsUsable(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var connection = Connect(path, SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM about WHERE name = 'format'";
            return command.ExecuteScalar() is long format && format == Format;
        }
        catch (SqliteException)
        {
            // Not a database, torn, or another program's: the feed or a snapshot makes it anew.
            return false;
        }
    }

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1024;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Delete(string path)
    {
        foreach (var part in (string[])[path, path + "-wal", path + "-shm"]) File.Delete(part);
    }

    /// <summary>A reader, or null when the file has been retired and another has taken its place.</summary>
    public ReaderLease? Rent()
    {
        if (retired) return null;
        return new ReaderLease(this, idle.TryTake(out var reader) ? reader : new CatalogueReader(Connect(Path, SqliteOpenMode.ReadOnly)));
    }

    /// <summary>Closes the readers that are idle now and the others as they come back.</summary>
    public void Dispose()
    {
        retired = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    private void Return(CatalogueReader reader)
    {
        if (retired || idle.Count >= IdleReaders)
        {
            reader.Dispose();
            return;
        }

        idle.Add(reader);
        // Retired between the question and the return: nobody else would close it.
        if (retired && idle.TryTake(out var late)) late.Dispose();
    }

    private static void Create(string path)
    {
        using var connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        // A write-ahead log lets readers go on during a write; losing the last moments to a power cut costs nothing, the feed tells them again.
        command.CommandText = $"""
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            BEGIN;
            {Tables}
            INSERT INTO about VALUES('format', {Format}), ('sequence', 0);
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    internal sealed class ReaderLease(CatalogueFile file, CatalogueReader reader) : IDisposable
    {
        public CatalogueReader Reader { get; } = reader;

        public void Dispose() => file.Return(Reader);
    }
}
