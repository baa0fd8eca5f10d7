using Microsoft.EntityFrameworkCore;

namespace Storefront.Data.Connectors;

/// <summary>Keeps connector records in the market's database, each call on a context of its own.</summary>
public sealed class ConnectorRecords(IDbContextFactory<MarketDb> contexts) : IConnectorRecords
{
    public async Task<ConnectorRecord?> FindAsync(string connector, string key, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Kept.For(db)(db, connector, key, cancel);
    }

    public async Task<bool> AddAsync(string connector, string key, string json, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.ConnectorRecords.Add(KeptRecord.Of(connector, key, json));
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException) when (Exists(contexts, connector, key))
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<ConnectorRecord>> ListAsync(string connector, string from, string? after, int most, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var records = db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == connector && r.Key.CompareTo(from) >= 0);
        if (after is not null) records = records.Where(r => r.Key.CompareTo(after) > 0);
        return await records.OrderBy(r => r.Key).Take(most).Select(r => new ConnectorRecord(r.Connector, r.Key, r.Json, r.Version)).ToListAsync(cancel);
    }

    public async Task<bool> ReplaceAsync(ConnectorRecord read, string json, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Database.ExecuteSqlAsync(
            $"""UPDATE "ConnectorRecords" SET "Json" = {json}, "Version" = {read.Version + 1} WHERE "Connector" = {read.Connector} AND "Key" = {read.Key} AND "Version" = {read.Version}""", cancel) == 1;
    }

    private static readonly CompiledQuery<Func<MarketDb, string, string, CancellationToken, Task<ConnectorRecord?>>> Kept = new(() => EF.CompileAsyncQuery(
        (MarketDb db, string connector, string key, CancellationToken cancel) =>
            db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == connector && r.Key == key).Select(r => new ConnectorRecord(r.Connector, r.Key, r.Json, r.Version)).FirstOrDefault()));

    private static bool Exists(IDbContextFactory<MarketDb> contexts, string connector, string key)
    {
        using var db = contexts.CreateDbContext();
        return Record(db, connector, key).Any();
    }

    private static IQueryable<KeptRecord> Record(MarketDb db, string connector, string key) =>
        db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == connector && r.Key == key);
}
