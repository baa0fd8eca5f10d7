using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Storefront.Data;

namespace Storefront.Data.Sqlite;

/// <summary>The embedded database: one file in the data folder, write-ahead log, every commit on disk before it counts.</summary>
public static class SqliteDatabase
{
    public static string ConnectionTo(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file, Pooling = true, ForeignKeys = true, DefaultTimeout = 30,
    }.ToString();

    public static void UseSqliteMarket(this DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery).MigrationsAssembly(typeof(SqliteDatabase).Assembly))
        .AddInterceptors(SqlitePragmas.Instance);
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
public sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<MarketDb>
{
    public MarketDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        options.UseSqliteMarket("Data Source=design-time.db");
        return new MarketDb(options.Options);
    }
}
