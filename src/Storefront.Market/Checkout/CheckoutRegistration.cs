using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Discounts;
using Storefront.Pricing;
using Storefront.Shipping.Lanes;

namespace Storefront.Checkout;

public static class CheckoutRegistration
{
    public static IServiceCollection AddCheckout(this IServiceCollection services) => services
        .AddLanes()
        .AddCustoms()
        .AddDiscounts()
        .AddSingleton(LandedCostTables.BuiltIn)
        .AddSingleton(provider => new LandedCost(provider.GetRequiredService<LandedCostTables>(), provider.GetRequiredService<CurrentRates>(), provider.GetRequiredService<CurrentLanes>(), provider.GetRequiredService<CurrentDuties>(), provider.GetRequiredService<CurrentClearanceFees>()))
        .AddSingleton<QuoteBasket>()
        .AddScoped<ChangeBasket>()
        .AddScoped<EnterDiscountCode>()
        .AddScoped<JoinBaskets>()
        .AddScoped<PrepareCheckout>()
        .AddScoped<ChoosePickupPoint>()
        .AddScoped<EndOlderPages>()
        .AddScoped<PlaceOrder>()
        .AddScoped<IHoldPersonalData, CheckoutPersonalData>();
}
