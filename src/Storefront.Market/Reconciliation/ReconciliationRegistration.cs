using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Reconciliation;

public static class ReconciliationRegistration
{
    /// <summary>The kinds in the order in which they lean on each other: a refund needs its payment.</summary>
    public static IServiceCollection AddReconciliation(this IServiceCollection services) => services
        .AddScoped<ComparePayments>()
        .AddScoped<CompareRefunds>()
        .AddScoped<CompareChargebacks>()
        .AddScoped<CompareFees>()
        .AddScoped<CompareTransfers>()
        .AddScoped<ComparePayouts>()
        .AddScoped(s => new CompareWithProvider(
            s.GetRequiredService<IDbContextFactory<MarketDb>>(), s.GetRequiredService<ProviderAbilities>(),
            [s.GetRequiredService<ComparePayments>(), s.GetRequiredService<CompareRefunds>(), s.GetRequiredService<CompareChargebacks>(), s.GetRequiredService<CompareFees>()], s.GetRequiredService<ComparePayouts>(), s.GetRequiredService<CompareTransfers>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<CompareWithProvider>>()))
        .AddScoped<ReconciliationDesk>()
        .AddScoped<ResolveDifference>();
}
