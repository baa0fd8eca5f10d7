using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Checkout;

/// <summary>Who comes back from a payment page, changes the basket and pays again has one page to pay, not two: the older is ended at the provider first, and its order given up, so that its goods are
/// there for the new one. Where it was paid meanwhile, that sale stands. It comes before stock is tried, since the usual new order wants the very units that the older holds; who then finds the goods sold
/// out to others has neither, and the units of the older are free again.</summary>
public sealed class EndOlderPages(MarketDb db, SettlePayment settle, PaymentProviders providers, ILogger<EndOlderPages> log)
{
    /// <param name="attempt">The one that is about to become an order.</param>
    public async Task RunAsync(CheckoutAttempt attempt, CancellationToken cancel)
    {
        // From the open payments, which are few, and not from the baskets. What waits for a bank's decision has no page any more.
        var pages = await (from payment in db.Payments.AsNoTracking()
                           join order in db.Orders on payment.Order equals order.Id
                           join earlier in db.CheckoutAttempts on order.Attempt equals earlier.Id
                           where payment.Status == PaymentStatus.AtProvider && earlier.Basket == attempt.Basket && earlier.Id != attempt.Id
                           select new { payment.Id, payment.Provider, payment.Reference, order.Number }).ToListAsync(cancel);
        foreach (var page in pages)
        {
            try
            {
                await providers.For(page.Provider).CloseAsync(page.Reference!, cancel);
                await settle.RunAsync(page.Id, cancel);
            }
            catch (Exception e) when (e is ProviderOutcomeUnknownException or ProviderRefusedException or DbUpdateException or InvalidOperationException || Saving.IsGivenUp(e))
            {
                // Whatever is wrong with the older order, the new one is not refused for it.
                // It ends by itself within minutes; should it be paid before, the buyer has two orders and may cancel one.
                PagesLog.StaysOpen(log, page.Number, e);
            }
        }
    }
}

internal static partial class PagesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The older payment page of order {Order} could not be ended; it stays open until its time is over")]
    public static partial void StaysOpen(ILogger log, string order, Exception fault);
}
