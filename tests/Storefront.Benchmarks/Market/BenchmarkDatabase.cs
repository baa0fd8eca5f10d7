using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;
using Storefront.Testing;

namespace Storefront.Benchmarks.Market;

/// <summary>A database of one run: in a cluster of its own, or a file in the app's data folder.</summary>
internal sealed record BenchmarkDatabase(string Brand, string Connection, string DataFolder)
{
    public static BenchmarkDatabase Create(string brand)
    {
        var folder = Directory.CreateTempSubdirectory("storefront-bench-").FullName;
        var database = new BenchmarkDatabase(brand, brand == "postgres" ? PostgresServer.Shared.NewDatabase() : SqliteDatabase.ConnectionTo(Path.Combine(folder, "market.db")), folder);
        var options = new DbContextOptionsBuilder<MarketDb>();
        database.Use(options);
        using var db = new MarketDb(options.Options);
        db.Database.Migrate();
        return database;
    }

    /// <summary>The server's process; null for the embedded one.</summary>
    public int? Process => Brand == "postgres" ? PostgresServer.Shared.ProcessId : null;

    public IRowWriter Rows => Brand == "postgres" ? new PostgresRows(Connection) : new SqliteRows(Connection);

    public void Use(DbContextOptionsBuilder options)
    {
        if (Brand == "postgres") options.UsePostgresMarket(Connection);
        else options.UseSqliteMarket(Connection);
    }

    /// <summary>The published app on this database.</summary>
    public Task<RunningApp> StartAsync(string app, bool storesPages) => RunningApp.StartAsync(
        DataFolder, app, "--database", Brand, "--connection", Connection, "--no-demo", "--Measuring:Enabled=true", $"--Measuring:StorePages={storesPages}", "--Logging:LogLevel:Default=Warning");
}
