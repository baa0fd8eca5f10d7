using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Chargebacks;

namespace Storefront.Disputes;

public static class DisputesRegistration
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) => services
        .AddSingleton<IHoldCases, HoldCases>()
        .AddScoped<OpenDispute>()
        .AddScoped<AnswerDispute>()
        .AddScoped<FollowDispute>()
        .AddScoped<DecideDispute>()
        .AddScoped<AppealDispute>()
        .AddScoped<DecideAppeal>()
        .AddScoped<EnforceDeadlines>()
        .AddScoped<RemindBuyer>()
        .AddScoped<ForgetCarrierNews>()
        .AddScoped<MerchantDisputes>()
        .AddScoped<DisputeFile>()
        .AddScoped<DisputeEvidence>()
        .AddScoped<TakeEvidence>()
        .AddScoped<IHoldPersonalData, DisputePersonalData>()
        .AddScoped<DisputeDesk>()
        .AddScoped<DecisionPreview>();
}
