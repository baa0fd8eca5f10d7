using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;

namespace Storefront.Disputes;

public static class DisputesRegistration
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) => services
        .AddScoped<OpenDispute>()
        .AddScoped<AnswerDispute>()
        .AddScoped<FollowDispute>()
        .AddScoped<DecideDispute>()
        .AddScoped<EnforceDeadlines>()
        .AddScoped<MerchantDisputes>()
        .AddScoped<DisputeFile>()
        .AddScoped<DisputeEvidence>()
        .AddScoped<TakeEvidence>()
        .AddScoped<IHoldPersonalData, DisputePersonalData>()
        .AddScoped<DisputeDesk>()
        .AddScoped<DecisionPreview>();
}
