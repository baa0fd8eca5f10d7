using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Checkout;

/// <summary>The steps before an order: takes the address, makes the quote, changes the delivery methods. Each ends with a quote written
/// down that the next page shows.</summary>
public sealed class PrepareCheckout(MarketDb db, QuoteBasket quotes, TimeProvider clock)
{
    /// <param name="attempt">From the form; the same one again changes the same checkout.</param>
    public async Task<Outcome<Done>> SendToAsync(Guid attempt, BasketId basket, UserId? user, string email, string language, Currency currency, PostalAddress shipTo, CancellationToken cancel)
    {
        email = email.Trim();
        if (email.Length is < 3 or > 256 || !System.Net.Mail.MailAddress.TryCreate(email, out _)) return CheckoutRefusals.EmailMissing;
        var known = await Known.For(db)(db, attempt, cancel);
        if (known is not null && known.Basket != basket) return CheckoutRefusals.AttemptUnknown;
        if (known?.Order is not null) return CheckoutRefusals.BasketEmpty;

        var goods = await BasketGoods.LoadAsync(db, basket, user, email, cancel);
        // Points were looked for around the address that was given then: with another place they are chosen anew.
        var points = known is not null && known.ShipTo.Country == shipTo.Country && known.ShipTo.Postcode == shipTo.Postcode && known.ShipTo.City == shipTo.City ? known.Quote.Points() : NoPoints;
        var quote = quotes.Quote(goods, shipTo, language, currency, known?.Quote.Methods() ?? NoMethods, points);
        // A method that was chosen for another address may not reach this one: then the cheapest that does.
        if (!quote.Succeeded && known is not null) quote = quotes.Quote(goods, shipTo, language, currency, NoMethods, points);
        if (!quote.Succeeded) return quote.Refusal;

        if (known is null)
        {
            known = CheckoutAttempt.Begin(attempt, basket, user, clock.GetUtcNow().UtcDateTime);
            db.CheckoutAttempts.Add(known);
        }

        known.SendTo(email, language, shipTo);
        known.Show(quote.Value);
        return await db.SaveOrStaleAsync(cancel);
    }

    /// <summary>Makes the quote anew, with other methods or because it is old or the basket changed.</summary>
    public async Task<Outcome<Done>> RequoteAsync(Guid attempt, BasketId basket, IReadOnlyDictionary<MerchantId, string>? methods, Currency? currency, CancellationToken cancel)
    {
        var known = await db.CheckoutAttempts.SingleOrDefaultAsync(a => a.Id == attempt && a.Basket == basket, cancel);
        if (known is null) return CheckoutRefusals.AttemptUnknown;
        if (known.Order is not null) return default(Done);
        var goods = await BasketGoods.LoadAsync(db, basket, known.User, known.Email, cancel);
        var of = currency ?? known.Quote.Currency;
        // What the shopper chooses just now is not replaced by something else.
        var quote = methods is null ? quotes.QuoteAnew(goods, known.ShipTo, known.Language, of, known.Quote.Methods(), known.Quote.Points()) : quotes.Quote(goods, known.ShipTo, known.Language, of, methods, known.Quote.Points());
        if (!quote.Succeeded) return quote.Refusal;
        known.Show(quote.Value);
        return await db.SaveOrStaleAsync(cancel);
    }

    /// <summary>Sends one merchant's parcel to a pickup point, or with null to the buyer's own address again, and makes the quote anew for where it goes.</summary>
    /// <param name="point">As its carrier described it just now, never as a form told it.</param>
    internal async Task<Outcome<Done>> SendToPointAsync(CheckoutAttempt known, MerchantId merchant, PickupPoint? point, CancellationToken cancel)
    {
        var points = known.Quote.Points().Where(p => p.Key != merchant).ToDictionary();
        if (point is not null) points[merchant] = point;
        var goods = await BasketGoods.LoadAsync(db, known.Basket, known.User, known.Email, cancel);
        var quote = quotes.Quote(goods, known.ShipTo, known.Language, known.Quote.Currency, known.Quote.Methods(), points);
        // The method of this parcel may not reach the other place: then the cheapest that does.
        if (!quote.Succeeded) quote = quotes.Quote(goods, known.ShipTo, known.Language, known.Quote.Currency, known.Quote.Methods().Where(m => m.Key != merchant).ToDictionary(), points);
        if (!quote.Succeeded) return quote.Refusal;
        known.Show(quote.Value);
        return await db.SaveOrStaleAsync(cancel);
    }

    private static readonly CompiledQuery<Func<MarketDb, Guid, CancellationToken, Task<CheckoutAttempt?>>> Known = new(() => EF.CompileAsyncQuery(
        (MarketDb db, Guid attempt, CancellationToken cancel) => db.CheckoutAttempts.SingleOrDefault(a => a.Id == attempt)));

    private static readonly Dictionary<MerchantId, string> NoMethods = [];

    private static readonly Dictionary<MerchantId, PickupPoint> NoPoints = [];
}
