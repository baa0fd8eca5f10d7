using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Storefront.Data.Postgres;

public static class PostgresDatabase
{
    public static void UsePostgresMarket(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, postgres => postgres.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery).MigrationsAssembly(typeof(PostgresDatabase).Assembly));
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
