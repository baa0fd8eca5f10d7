using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Storefront.Trust;

public static class TrustRegistration
{
    public static IServiceCollection AddTrust(this IServiceCollection services)
    {
        services.TryAddSingleton(new DemoClockSettings(IsOn: false));
        services.AddScoped<DemoClock>();
        return services.AddScoped<AuditTrail>();
    }
}
