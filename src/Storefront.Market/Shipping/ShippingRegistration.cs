using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Shipping;

public static class ShippingRegistration
{
    public static IServiceCollection AddShipping(this IServiceCollection services) => services
        .AddSingleton<CarrierHealth>()
        .AddSingleton<QuoteCache>()
        .AddSingleton<PickupPointCache>()
        .AddSingleton<PointCarriersKept>()
        .AddSingleton<CurrentBuyerCards>()
        .AddSingleton<FollowBuyerCards>()
        .AddScoped<CarrierDirectory>()
        .AddScoped<MerchantCarriers>()
        .AddScoped<ConnectCarrier>()
        .AddScoped<CarrierAccounts>()
        .AddScoped<QuoteParcel>()
        .AddScoped<FindPickupPoints>()
        .AddScoped<PointCarriers>()
        .AddScoped<RateCards>()
        .AddScoped<KeepRateCard>();
}
