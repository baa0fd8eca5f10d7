using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Pricing;

namespace Storefront.Connectors.Rates.Ecb;

public static class EcbRegistration
{
    private const string HttpClientName = "ecb-rates";

    /// <param name="section">The section <c>Rates:Ecb</c>.</param>
    public static IServiceCollection AddEcbRates(this IServiceCollection services, IConfiguration section)
    {
        var settings = section.Get<EcbSettings>() ?? new EcbSettings();
        services.AddHttpClient(HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        return services.AddSingleton<IReadReferenceRates>(provider => new EcbRates(
            settings, provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName), provider.GetRequiredService<TimeProvider>()));
    }
}
