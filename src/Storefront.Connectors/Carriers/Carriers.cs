using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers;

/// <summary>The carriers that this build knows; each is one line here and its own folder.</summary>
public static class Carriers
{
    /// <param name="configuration">The section <c>Carriers</c>.</param>
    public static IServiceCollection AddCarriers(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddScoped<CarrierDirectory>();
        services.AddSandboxCarrier(configuration.GetSection("Sandbox"));
        return services;
    }
}
