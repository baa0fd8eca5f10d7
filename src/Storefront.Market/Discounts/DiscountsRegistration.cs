using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;

namespace Storefront.Discounts;

public static class DiscountsRegistration
{
    public static IServiceCollection AddDiscounts(this IServiceCollection services) => services
        .AddScoped<MakeDiscountCode>()
        .AddScoped<StopDiscountCode>()
        .AddScoped<MerchantDiscounts>()
        .AddScoped<IHoldPersonalData, DiscountPersonalData>();
}
