using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Trust;

public static class TrustRegistration
{
    public static IServiceCollection AddTrust(this IServiceCollection services) => services.AddScoped<AuditTrail>();
}
