using Microsoft.Data.Sqlite;
using SQLitePCL;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>One read connection with its prepared statements; used by one question at a time.</summary>
internal sealed class CatalogueReader(SqliteConnection connection) : IDisposable
{
    public const int CardsAtOnce = 24;

    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);
    private readonly sqlite3 handle = connection.Handle!;

    private static readonly string CardsSql =
        $"SELECT slot, body FROM card WHERE slot IN ({string.Join(',', Enumerable.Range(1, CardsAtOnce).Select(i => "?" + i))})";

    public T? DocumentOf<T>(DocumentBy by, ReadOnlySpan<byte> key, Func<ReadOnlySpan<byte>, T> read)
        where T : class
    {
        using var row = Ask(by switch
        {
            DocumentBy.Slug => "SELECT d.body FROM document d WHERE d.slot = (SELECT slot FROM listing WHERE slug = ?1 ORDER BY sequence DESC LIMIT 1)",
            DocumentBy.Id => "SELECT d.body FROM listing l JOIN document d ON d.slot = l.slot WHERE l.id = ?1",
            DocumentBy.Variant => "SELECT d.body FROM variant v JOIN document d ON d.slot = v.slot WHERE v.id = ?1",
            _ => throw new ArgumentOutOfRangeException(nameof(by)),
        });
        if (by == DocumentBy.Slug) row.BindText(1, key);
        else row.BindBlob(1, key);
        return row.Next() ? read(row.Blob(0)) : null;
    }

    /// <summary>The cards of the slots, in their order; a slot that has been withdrawn meanwhile is left out.</summary>
    public void Cards(ReadOnlySpan<int> slots, string language, List<ListingCard> to)
    {
        for (var start = 0; start < slots.Length; start += CardsAtOnce)
        {
            var part = slots[start..Math.Min(slots.Length, start + CardsAtOnce)];
            var cards = new ListingCard?[part.Length];
            using var row = Ask(CardsSql);
            for (var i = 0; i < CardsAtOnce; i++) row.Bind(i + 1, i < part.Length ? part[i] : -1);
            while (row.Next())
            {
                var at = part.IndexOf((int)row.Number(0));
                cards[at] = CardBlob.Read(row.Blob(1), language);
            }

            foreach (var card in cards)
            {
                if (card is not null) to.Add(card);
            }
        }
    }

    public ListingCard? CardOf(Guid id, string language)
    {
        using var row = Ask("SELECT c.body FROM listing l JOIN card c ON c.slot = l.slot WHERE l.id = ?1");
        row.BindBlob(1, id.ToByteArray());
        return row.Next() ? CardBlob.Read(row.Blob(0), language) : null;
    }

    public SlotSet SlotsWith(WordKey key)
    {
        using var row = Ask(key.Place == WordPlace.Anywhere
            ? "SELECT rowid FROM everything WHERE everything MATCH ?1"
            : "SELECT rowid FROM titles WHERE titles MATCH ?1");
        row.Bind(1, Match(key.Text, key.IsPrefix));
        var slots = new List<int>();
        while (row.Next()) slots.Add((int)row.Number(0));
        // FTS5 gives rows in rising order by itself.
        return SlotSet.FromSorted(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(slots));
    }

    /// <summary>Slots whose titles have all the words, with how well the titles fit; lower is better.</summary>
    public List<(int Slot, double Fit)> TitleFits(IEnumerable<WordKey> words)
    {
        using var row = Ask("SELECT rowid, bm25(titles) FROM titles WHERE titles MATCH ?1");
        row.Bind(1, string.Join(' ', words.Select(w => Match(w.Text, w.IsPrefix))));
        var fits = new List<(int, double)>();
        while (row.Next()) fits.Add(((int)row.Number(0), row.Real(1)));
        return fits;
    }

    /// <summary>The first slots, which are the best standing ones, whose titles have all the words.</summary>
    public int[] FirstTitlesWith(IEnumerable<QueryToken> words, int max)
    {
        using var row = Ask("SELECT rowid FROM titles WHERE titles MATCH ?1 ORDER BY rowid LIMIT ?2");
        row.Bind(1, string.Join(' ', words.Select(w => Match(w.Text, w.IsPrefix))));
        row.Bind(2, max);
        var slots = new List<int>();
        while (row.Next()) slots.Add((int)row.Number(0));
        return [.. slots];
    }

    /// <summary>Title words that begin so and have a length within the bounds, with the number of listings that have them.</summary>
    public List<(string Text, int Listings)> TitleWords(string start, int shortest, int longest)
    {
        using var row = Ask("SELECT text, listings FROM word WHERE text >= ?1 AND text < ?1 || char(1114111) AND length(text) BETWEEN ?2 AND ?3");
        row.Bind(1, start);
        row.Bind(2, shortest);
        row.Bind(3, longest);
        var words = new List<(string, int)>();
        while (row.Next()) words.Add((row.Text(0), (int)row.Number(1)));
        return words;
    }

    public int ListingsWithTitleWord(string word)
    {
        using var row = Ask("SELECT listings FROM word WHERE text = ?1");
        row.Bind(1, word);
        return row.Next() ? (int)row.Number(0) : 0;
    }

    public IEnumerable<(int Slot, ListingFacts Facts)> AllFacts()
    {
        using var row = Ask("SELECT slot, facts FROM listing ORDER BY slot");
        while (row.Next()) yield return ((int)row.Number(0), ListingFacts.Read(row.Blob(1)));
    }

    public IEnumerable<(string Option, string Value, OptionName Name)> AllOptionNames()
    {
        using var row = Ask("SELECT option, value, body FROM option_name");
        while (row.Next()) yield return (row.Text(0), row.Text(1), OptionName.Read(row.Blob(2)));
    }

    public (long Sequence, ListingCopy Copy)? ListingAt(int slot)
    {
        using var row = Ask("SELECT l.sequence, d.body FROM listing l JOIN document d ON d.slot = l.slot WHERE l.slot = ?1");
        row.Bind(1, slot);
        return row.Next() ? (row.Number(0), ListingDocument.Read(row.Blob(1))) : null;
    }

    public List<(Guid Id, long Sequence)> Withdrawn()
    {
        using var row = Ask("SELECT id, sequence FROM withdrawn");
        var withdrawn = new List<(Guid, long)>();
        while (row.Next()) withdrawn.Add((new Guid(row.Blob(0)), row.Number(1)));
        return withdrawn;
    }

    public long Sequence()
    {
        using var row = Ask("SELECT value FROM about WHERE name = 'sequence'");
        return row.Next() ? row.Number(0) : 0;
    }

    /// <summary>Until disposal this reader sees the file as it is now, whatever is written meanwhile.</summary>
    public IDisposable StandStill()
    {
        var transaction = connection.BeginTransaction(deferred: true);
        Sequence(); // only a first read fixes what is seen
        return transaction;
    }

    /// <summary>Writes all that this reader sees into a new, compact file.</summary>
    public void VacuumInto(string path)
    {
        using var row = Ask("VACUUM INTO ?1");
        row.Bind(1, path);
        row.Run();
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    /// <summary>A token or phrase as the full-text engine's own quoted string. Tokens hold letters, digits and marks only, never a quote.</summary>
    private static string Match(string tokens, bool prefix) => prefix ? $"\"{tokens}\" *" : $"\"{tokens}\"";

    private SqliteRow Ask(string sql)
    {
        CatalogueMeter.Statements.Add(1);
        if (!statements.TryGetValue(sql, out var statement))
        {
            SqliteRow.Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), handle);
            statements.Add(sql, statement);
        }

        return new SqliteRow(handle, statement);
    }
}

internal enum DocumentBy
{
    Slug,
    Id,
    Variant,
}
