using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Storefront.Data.Postgres;

public static class PostgresDatabase
{
    /// <summary>Statements kept parsed and planned per connection: the whole way from basket to paid order has about fifty.</summary>
    private const int StatementsPrepared = 200;

    public static void UsePostgresMarket(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(Prepared(connectionString), postgres => postgres.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery).MigrationsAssembly(typeof(PostgresDatabase).Assembly));

    /// <summary>Two settings that the connection string leaves open. Statements are prepared, unless an operator whose pooler cannot keep them says
    /// <c>Max Auto Prepare=0</c>. A connection goes back to the pool as it is: nothing here changes a session (no temporary tables, no advisory locks,
    /// no SET), so resetting one before each statement would only cost.</summary>
    private static string Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!IsGiven("Max Auto Prepare")) settings.MaxAutoPrepare = StatementsPrepared;
        if (!IsGiven("No Reset On Close")) settings.NoResetOnClose = true;
        return settings.ConnectionString;

        bool IsGiven(string setting) => connectionString.Contains(setting, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
public sealed class DesignTimePostgres : IDesignTimeDbContextFactory<MarketDb>
{
    public MarketDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        options.UsePostgresMarket("Host=localhost;Database=design");
        return new MarketDb(options.Options);
    }
}
