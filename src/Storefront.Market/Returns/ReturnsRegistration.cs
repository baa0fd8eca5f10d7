using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Chargebacks;

namespace Storefront.Returns;

public static class ReturnsRegistration
{
    public static IServiceCollection AddReturns(this IServiceCollection services) => services
        .AddSingleton<IHoldCases, HoldReturns>()
        .AddScoped<RequestReturn>()
        .AddScoped<FollowReturn>()
        .AddScoped<JudgeReturn>()
        .AddScoped<ReceiveReturn>()
        .AddScoped<InspectReturn>()
        .AddScoped<EnforceReturnTerms>()
        .AddScoped<MerchantReturns>()
        .AddScoped<ReturnFile>()
        .AddScoped<IHoldPersonalData, ReturnPersonalData>();
}
