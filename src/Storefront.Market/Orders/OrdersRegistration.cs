using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Data.Outbox;
using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Orders;

public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton<PaymentProviders>()
        .AddSingleton<ProviderAbilities>()
        .AddSingleton<RefusedDeliveries>()
        .AddScoped<ProviderInbox>()
        .AddScoped<SweepNews>()
        .AddScoped<AdoptRefund>()
        .AddScoped<OpenPayment>()
        .AddScoped<SettlePayment>()
        .AddScoped<MakeRefund>()
        .AddScoped<FollowRefund>()
        .AddScoped<SweepPayments>()
        .AddScoped<CancelConsignment>()
        .AddScoped<ConfirmReceipt>()
        .AddScoped<ReleaseFunds>()
        .AddScoped<EndReserves>()
        .AddScoped<StopLongHolds>()
        .AddScoped<GiveMoneyBack>()
        .AddScoped<RefundPreview>()
        .AddScoped<Holds>()
        .AddScoped<QuoteLabels>()
        .AddScoped<BuyLabel>()
        .AddScoped<OrdersToLabel>()
        .AddScoped<QuoteManyLabels>()
        .AddScoped<BuyManyLabels>()
        .AddScoped<HandOverManyParcels>()
        .AddScoped<FetchLabel>()
        .AddScoped<ResolveLabel>()
        .AddScoped<VoidLabel>()
        .AddScoped<HandOverParcel>()
        .AddScoped<FollowParcels>()
        .AddScoped<ReceiveCarrierNews>()
        .AddScoped<PrintLabel>()
        .AddScoped<PrintPackingSlip>()
        .AddScoped<PrintInvoice>()
        .AddScoped<ShippingPapers>()
        .AddScoped<PrintBatch>()
        .AddScoped<CarrierLabels>()
        .AddScoped<MerchantOrders>()
        .AddScoped<MerchantOrder>()
        .AddScoped<OrdersToday>()
        .AddScoped<MoneyOnTheWay>()
        .AddScoped<MerchantStatement>()
        .AddScoped<MonthlyStatement>()
        .AddScoped<RefundRegister>()
        .AddScoped<CloseLedger>()
        .AddScoped<Journal>()
        .AddScoped<ReadFxPosition>()
        .AddScoped<OrderRegister>()
        .AddScoped<FailedRefunds>()
        .AddScoped<RetryRefund>()
        .AddScoped<ReceivePaymentNews>()
        .AddHandler<PaymentNews, PaymentNewsHandler>()
        .AddHandler<CarrierNewsStored, CarrierNewsHandler>()
        .AddHandler<RefundWritten, RefundWrittenHandler>()
        .AddScoped<IHoldPersonalData, OrderPersonalData>();
}
