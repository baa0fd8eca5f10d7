using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Storefront.Pricing;

public static class PricingRegistration
{
    /// <summary>Needs somebody who reads reference rates, configured or not.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services) => services
        .AddSingleton(provider => RatePolicy.From(provider.GetRequiredService<IOptions<RateSettings>>().Value, provider.GetRequiredService<IReadReferenceRates>().Source is not null))
        .AddSingleton(provider => new CurrentRates(RateTable.Compose(
            [], null, provider.GetRequiredService<RatePolicy>(), DateOnly.FromDateTime(provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime))))
        .AddSingleton<FollowRates>()
        .AddScoped<ImportRates>()
        .AddScoped<ReadRates>();
}
