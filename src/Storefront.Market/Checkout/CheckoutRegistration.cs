using Microsoft.Extensions.DependencyInjection;
using Storefront.Customs;
using Storefront.Pricing;

namespace Storefront.Checkout;

public static class CheckoutRegistration
{
    public static IServiceCollection AddCheckout(this IServiceCollection services) => services
        .AddSingleton(ExchangeRates.BuiltIn)
        .AddSingleton(LandedCost.BuiltIn)
        .AddSingleton<QuoteBasket>()
        .AddScoped<ChangeBasket>()
        .AddScoped<PrepareCheckout>()
        .AddScoped<PlaceOrder>();
}
