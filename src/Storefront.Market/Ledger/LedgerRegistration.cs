using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Ledger;

public static class LedgerRegistration
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services.AddScoped<Journal>();
}
