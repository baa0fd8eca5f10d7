using Microsoft.Extensions.DependencyInjection;
using Storefront.Data.Outbox;
using Storefront.Orders;

namespace Storefront.Payouts;

public static class PayoutsRegistration
{
    public static IServiceCollection AddPayouts(this IServiceCollection services) => services
        .AddSingleton<PayoutProviders>()
        .AddScoped<SetPayoutAccount>()
        .AddScoped<FollowPayoutAccount>()
        .AddScoped<PlanPayouts>()
        .AddScoped<WritePayouts>()
        .AddScoped<SendPayout>()
        .AddScoped<SettlePayout>()
        .AddScoped<FollowTransfer>()
        .AddScoped<AdoptPayout>()
        .AddScoped<TakeTransferBack>()
        .AddScoped<SweepPayouts>()
        .AddScoped<SweepPayeeNews>()
        .AddScoped<ApprovePayout>()
        .AddScoped<RetryPayout>()
        .AddScoped<MerchantPayouts>()
        .AddScoped<PayoutRegister>()
        .AddHandler<PayoutWritten, PayoutWrittenHandler>()
        .AddHandler<PaymentNews, PayoutNewsHandler>()
        .AddHandler<ReleasedMoneyRefunded, ReleasedMoneyRefundedHandler>();
}
