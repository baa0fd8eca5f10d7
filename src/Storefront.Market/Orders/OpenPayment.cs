using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Takes a written-down payment to its provider and gives the page to send the shopper to. It may be asked any number of
/// times, by the shopper's request and by the sweeper: the key is the payment's own, so the provider opens one payment.</summary>
public sealed class OpenPayment(MarketDb db, PaymentProviders providers, IOptions<SiteOptions> site, TimeProvider clock, ILogger<OpenPayment> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; the sweeper asks again with the same key.</exception>
    /// <exception cref="ProviderRefusedException">It will never be opened; the sweeper ends it.</exception>
    public async Task<Outcome<string>> RunAsync(PaymentId id, CancellationToken cancel)
    {
        var payment = await db.Payments.SingleAsync(p => p.Id == id, cancel);
        if (!payment.IsOpen) return OrderRefusals.NotPayable;
        if (payment.PageUrl is { } known) return known;

        var order = await db.Orders.AsNoTracking().Where(o => o.Id == payment.Order).Select(o => new { o.Number, o.Email, o.Language, o.ShipTo.Country }).SingleAsync(cancel);
        return await OpenAsync(payment, order.Number, order.Email, order.Language, order.Country, cancel);
    }

    /// <summary>As <see cref="RunAsync"/>, for a caller that has just written order and payment with this context.</summary>
    public async Task<string> OpenAsync(Payment payment, string orderNumber, string email, string language, Country destination, CancellationToken cancel)
    {
        var wanted = new PaymentToOpen(
            payment.Key, payment.Id, orderNumber, payment.Amount, email, language, $"{site.Value.PublicUrl}/{language}/checkout/return/{payment.Id.Value}", payment.ExpiresAtUtc, destination, payment.CreatedAtUtc);
        var opened = await ProviderKeys.AskAsync(
            payment.KeyState, payment.Key, generation => providers.For(payment.Provider).OpenAsync(wanted with { Generation = generation }, cancel), change => WriteAsync(payment, change, cancel), clock, log);
        payment.SentToProvider(opened.Reference, opened.PageUrl);
        await SaveAsync(cancel);
        return opened.PageUrl;
    }

    private async Task<KeyState> WriteAsync(Payment payment, Func<KeyState, KeyState> change, CancellationToken cancel)
    {
        var before = payment.KeyState;
        payment.KeyIs(change(before));
        return await SaveAsync(cancel) ? payment.KeyState : before;
    }

    /// <summary>False when somebody else took the same payment forward; the provider's page is the same for both.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
