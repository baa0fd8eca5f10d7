using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;

namespace Storefront.Merchants;

public static class MerchantsRegistration
{
    public static IServiceCollection AddMerchants(this IServiceCollection services) => services
        .AddScoped<ApplyAsMerchant>()
        .AddScoped<ChangeMerchant>()
        .AddScoped<JudgeMerchant>()
        .AddScoped<OwnShop>()
        .AddScoped<IHoldPersonalData, MemberPersonalData>()
        .AddScoped<MerchantRegister>();
}
