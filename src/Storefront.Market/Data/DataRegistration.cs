using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Data.Connectors;
using Storefront.Data.Conventions;
using Storefront.Data.Outbox;

namespace Storefront.Data;

public static class DataRegistration
{
    /// <summary>The market's context, pooled, both scoped and from a factory. <paramref name="useDatabase"/> is one of the <c>Use…</c> methods of the database projects.</summary>
    public static IServiceCollection AddMarketData(this IServiceCollection services, Action<DbContextOptionsBuilder> useDatabase)
    {
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxRoutes>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddScoped<DeadLetters>();
        services.AddScoped<RetryMessage>();
        services.AddPooledDbContextFactory<MarketDb>((provider, options) =>
        {
            useDatabase(options);
            // A database that is away is told of by who asked, in its own words; its stack trace helps nobody.
            options.ConfigureWarnings(warnings => warnings.Log((RelationalEventId.ConnectionError, LogLevel.Debug)));
            options.AddInterceptors([new InsertOnlyGuard(), new OutboxWaker(provider.GetRequiredService<OutboxSignal>()), .. provider.GetServices<IInterceptor>()]);
        });
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<MarketDb>>().CreateDbContext());
        return services.AddSingleton<IConnectorRecords, ConnectorRecords>();
    }
}
