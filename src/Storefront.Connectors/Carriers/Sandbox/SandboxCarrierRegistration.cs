using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

public static class SandboxCarrierRegistration
{
    /// <summary>Adds the sandbox carrier. It needs an <see cref="Data.IConnectorRecords"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSandboxCarrier(this IServiceCollection services, IConfiguration section)
    {
        var settings = section.Get<SandboxCarrierSettings>() ?? new SandboxCarrierSettings();
        if (!settings.Enabled) return services;
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SandboxScript>();
        services.AddScoped<ICarrier, SandboxCarrier>();
        return services;
    }
}
