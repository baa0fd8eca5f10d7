using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Storefront.Office;

public static class OfficeRegistration
{
    /// <summary>What the office's pages need beside the market's own services.</summary>
    public static IServiceCollection AddOffice(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        return services.AddScoped<OfficeScope>();
    }
}
