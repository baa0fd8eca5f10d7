using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>The buyer of an order has left and it is over: words and pictures that were answered to the bank go, once nothing hangs on them, as <see cref="ChargebackPersonalData"/> has it.</summary>
public sealed class ForgetAnswers(MarketDb db) : IHandle<BuyerForgotten>
{
    public async Task HandleAsync(BuyerForgotten message, CancellationToken cancel)
    {
        foreach (var chargeback in await db.Chargebacks.Where(c => c.Order == message.Order && c.ClosedAtUtc != null && c.State != ChargebackState.Unknown).ToListAsync(cancel)) chargeback.Forget();
        await db.SaveChangesAsync(cancel);
    }
}
