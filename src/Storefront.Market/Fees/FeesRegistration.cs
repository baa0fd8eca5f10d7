using Microsoft.Extensions.DependencyInjection;
using Storefront.Customs;

namespace Storefront.Fees;

public static class FeesRegistration
{
    public static IServiceCollection AddFees(this IServiceCollection services) => services
        .AddSingleton<CurrentFees>()
        .AddSingleton<FollowFees>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<FeeTax>(provider, ImportRules.BuiltIn, CustomsUnions.BuiltIn))
        .AddScoped<SetFeeRule>()
        .AddScoped<ReadFees>();
}
