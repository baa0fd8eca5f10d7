using Microsoft.Data.Sqlite;
using SQLitePCL;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>The one write connection of a catalogue file with its prepared statements.</summary>
internal sealed class CatalogueWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);
    private readonly BlobWriter blob = new();

    public CatalogueWriter(string path)
    {
        connection = CatalogueFile.Connect(path, SqliteOpenMode.ReadWrite);
        handle = connection.Handle!;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192;";
        command.ExecuteNonQuery();
    }

    public void Begin() => Run("BEGIN IMMEDIATE");

    public void Commit() => Run("COMMIT");

    public void Rollback() => Run("ROLLBACK");

    public void Optimize()
    {
        Run("INSERT INTO titles(titles) VALUES('optimize')");
        Run("INSERT INTO everything(everything) VALUES('optimize')");
    }

    /// <summary>Folds the write-ahead log into the file.</summary>
    public void Checkpoint() => Run("PRAGMA wal_checkpoint(TRUNCATE)");

    public StoredListing? Find(Guid id)
    {
        using var row = Ask("SELECT slot, sequence, print, facts FROM listing WHERE id = ?1");
        row.BindBlob(1, id.ToByteArray());
        return row.Next() ? new StoredListing((int)row.Number(0), row.Number(1), row.Number(2), ListingFacts.Read(row.Blob(3))) : null;
    }

    public long WithdrawnAt(Guid id)
    {
        using var row = Ask("SELECT sequence FROM withdrawn WHERE id = ?1");
        row.BindBlob(1, id.ToByteArray());
        return row.Next() ? row.Number(0) : 0;
    }

    /// <summary>The title words under which the slot was counted.</summary>
    public string TitleAt(int slot)
    {
        using var row = Ask("SELECT words FROM title WHERE slot = ?1");
        row.Bind(1, slot);
        return row.Next() ? row.Text(0) : "";
    }

    public void PutTitle(int slot, string words) => PutText("INSERT OR REPLACE INTO title(slot, words) VALUES(?1, ?2)", slot, words);

    public void Put(int slot, long sequence, long print, ListingFacts facts, ListingCopy copy, byte[] document, byte[] card)
    {
        using (var row = Ask("INSERT OR REPLACE INTO listing(slot, id, slug, sequence, print, facts) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"))
        {
            row.Bind(1, slot);
            row.BindBlob(2, copy.Id.Value.ToByteArray());
            row.Bind(3, copy.Slug);
            row.Bind(4, sequence);
            row.Bind(5, print);
            row.BindBlob(6, facts.ToBytes(blob));
            row.Run();
        }

        PutBody("INSERT OR REPLACE INTO document(slot, body) VALUES(?1, ?2)", slot, document);
        PutBody("INSERT OR REPLACE INTO card(slot, body) VALUES(?1, ?2)", slot, card);
        foreach (var variant in copy.Variants)
        {
            using var row = Ask("INSERT OR REPLACE INTO variant(id, slot) VALUES(?1, ?2)");
            row.BindBlob(1, variant.Id.Value.ToByteArray());
            row.Bind(2, slot);
            row.Run();
        }

        using var known = Ask("DELETE FROM withdrawn WHERE id = ?1");
        known.BindBlob(1, copy.Id.Value.ToByteArray());
        known.Run();
    }

    public void PutWords(int slot, ListingWords words)
    {
        PutText("INSERT INTO titles(rowid, words) VALUES(?1, ?2)", slot, string.Join(' ', words.Title));
        PutText("INSERT INTO everything(rowid, words) VALUES(?1, ?2)", slot, string.Join(' ', words.Anywhere));
    }

    public void DropWords(int slot)
    {
        At("DELETE FROM titles WHERE rowid = ?1", slot);
        At("DELETE FROM everything WHERE rowid = ?1", slot);
    }

    /// <summary>Adds to the number of listings that have each word in a title.</summary>
    public void CountWords(IEnumerable<KeyValuePair<string, int>> changes)
    {
        foreach (var (word, change) in changes)
        {
            if (change == 0) continue;
            using var row = Ask("INSERT INTO word(text, listings) VALUES(?1, ?2) ON CONFLICT(text) DO UPDATE SET listings = listings + ?2");
            row.Bind(1, word);
            row.Bind(2, change);
            row.Run();
        }
    }

    public void DropVariants(int slot) => At("DELETE FROM variant WHERE slot = ?1", slot);

    public void Drop(int slot)
    {
        At("DELETE FROM listing WHERE slot = ?1", slot);
        At("DELETE FROM document WHERE slot = ?1", slot);
        At("DELETE FROM card WHERE slot = ?1", slot);
        At("DELETE FROM title WHERE slot = ?1", slot);
    }

    public void NoteWithdrawn(Guid id, long sequence)
    {
        using var row = Ask("INSERT OR REPLACE INTO withdrawn(id, sequence) VALUES(?1, ?2)");
        row.BindBlob(1, id.ToByteArray());
        row.Bind(2, sequence);
        row.Run();
    }

    public void PutOptionName(string option, string value, OptionName name)
    {
        using var row = Ask("INSERT OR REPLACE INTO option_name(option, value, body) VALUES(?1, ?2, ?3)");
        row.Bind(1, option);
        row.Bind(2, value);
        row.BindBlob(3, name.ToBytes(blob));
        row.Run();
    }

    public void PutSequence(long sequence)
    {
        using var row = Ask("UPDATE about SET value = ?1 WHERE name = 'sequence'");
        row.Bind(1, sequence);
        row.Run();
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    private void PutBody(string sql, int slot, byte[] body)
    {
        using var row = Ask(sql);
        row.Bind(1, slot);
        row.BindBlob(2, body);
        row.Run();
    }

    private void PutText(string sql, int slot, string text)
    {
        using var row = Ask(sql);
        row.Bind(1, slot);
        row.Bind(2, text);
        row.Run();
    }

    private void At(string sql, int slot)
    {
        using var row = Ask(sql);
        row.Bind(1, slot);
        row.Run();
    }

    private void Run(string sql)
    {
        using var row = Ask(sql);
        row.Run();
    }

    private SqliteRow Ask(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            SqliteRow.Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), handle);
            statements.Add(sql, statement);
        }

        return new SqliteRow(handle, statement);
    }
}

/// <param name="Print">The fingerprint of the texts that were indexed.</param>
internal sealed record StoredListing(int Slot, long Sequence, long Print, ListingFacts Facts);
