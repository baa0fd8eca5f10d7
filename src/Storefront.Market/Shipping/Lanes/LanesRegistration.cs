using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Shipping.Lanes;

public static class LanesRegistration
{
    public static IServiceCollection AddLanes(this IServiceCollection services) => services
        .AddSingleton<CurrentLanes>()
        .AddSingleton<FollowLanes>()
        .AddScoped<SetLane>()
        .AddScoped<ReadLanes>();
}
