using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Chargebacks;
using Storefront.Data.Outbox;
using Storefront.Orders;

namespace Storefront.Returns;

public static class ReturnsRegistration
{
    public static IServiceCollection AddReturns(this IServiceCollection services) => services
        .AddSingleton<IHoldCases, HoldReturns>()
        .AddSingleton<ITellHolds, LinesGoingBack>()
        .AddScoped<RequestReturn>()
        .AddScoped<FollowReturn>()
        .AddScoped<JudgeReturn>()
        .AddScoped<ReceiveReturn>()
        .AddScoped<InspectReturn>()
        .AddScoped<QuoteReturnLabels>()
        .AddScoped<BuyReturnLabel>()
        .AddScoped<GiveReturnLabel>()
        .AddScoped<HandOverReturn>()
        .AddScoped<ReturnLabelFile>()
        .AddScoped<ClaimPostage>()
        .AddScoped<PayPostage>()
        .AddScoped<PreviewReturn>()
        .AddScoped<ReceiptFile>()
        .AddScoped<ReclaimPapers>()
        .AddScoped<PrintReturnSlip>()
        .AddScoped<EnforceReturnTerms>()
        .AddScoped<MerchantReturns>()
        .AddScoped<ReturnFile>()
        .AddHandler<ReturnLabelWanted, ReturnLabelWantedHandler>()
        .AddHandler<ReturnParcelMoved, FollowReturnParcel>()
        .AddScoped<IHoldPersonalData, ReturnPersonalData>();
}
