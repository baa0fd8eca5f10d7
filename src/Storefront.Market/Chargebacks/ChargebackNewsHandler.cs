using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>Follows the chargebacks and warnings of which providers tell.</summary>
public sealed class ChargebackNewsHandler(FollowChargeback follow, FollowFraudWarning warned) : IHandle<PaymentNews>
{
    public Task HandleAsync(PaymentNews message, CancellationToken cancel) => message.About switch
    {
        NewsAbout.Chargeback => follow.RunAsync(message.Provider, message.Reference, cancel),
        NewsAbout.FraudWarning => warned.RunAsync(message.Provider, message.Reference, cancel),
        NewsAbout.Payment or NewsAbout.Refund or NewsAbout.Payee or NewsAbout.Payout or NewsAbout.Transfer or NewsAbout.Other => Task.CompletedTask,
    };
}
