using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Storefront.Data.SqlServer;

public static class SqlServerDatabase
{
    public static void UseSqlServerMarket(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(connectionString, server => server.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery).MigrationsAssembly(typeof(SqlServerDatabase).Assembly));
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
public sealed class DesignTimeSqlServer : IDesignTimeDbContextFactory<MarketDb>
{
    public MarketDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        options.UseSqlServerMarket("Server=localhost;Database=design");
        return new MarketDb(options.Options);
    }
}
