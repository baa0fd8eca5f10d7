using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Data.Outbox;
using Storefront.Orders;

namespace Storefront.Chargebacks;

public static class ChargebacksRegistration
{
    public static IServiceCollection AddChargebacks(this IServiceCollection services) => services
        .AddSingleton<HeldCases>()
        .AddSingleton<ITellHolds, ContestedLines>()
        .AddSingleton<ITellHolds, WarnedLines>()
        .AddScoped<FollowChargeback>()
        .AddScoped<FollowFraudWarning>()
        .AddScoped<JudgeFraudWarning>()
        .AddScoped<AnswerChargeback>()
        .AddScoped<TakeChargebackFile>()
        .AddScoped<ChargebackFiles>()
        .AddScoped<SendChargebackAnswer>()
        .AddScoped<KeepChargebacks>()
        .AddScoped<ChargebackDesk>()
        .AddScoped<ChargebackFile>()
        .AddScoped<IHoldPersonalData, ChargebackPersonalData>()
        .AddHandler<PaymentNews, ChargebackNewsHandler>()
        .AddHandler<BuyerForgotten, ForgetAnswers>()
        .AddHandler<ChargebackAnswerWritten, ChargebackAnswerWrittenHandler>();
}
