using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Customs;

namespace Storefront.Checkout;

public static class CheckoutRegistration
{
    public static IServiceCollection AddCheckout(this IServiceCollection services) => services
        .AddSingleton(LandedCostTables.BuiltIn)
        .AddSingleton(provider => provider.GetRequiredService<LandedCostTables>().Rates)
        .AddSingleton(provider => new LandedCost(provider.GetRequiredService<LandedCostTables>()))
        .AddSingleton<QuoteBasket>()
        .AddScoped<ChangeBasket>()
        .AddScoped<JoinBaskets>()
        .AddScoped<PrepareCheckout>()
        .AddScoped<PlaceOrder>()
        .AddScoped<IHoldPersonalData, CheckoutPersonalData>();
}
