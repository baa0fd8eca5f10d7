using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Checkout;

/// <param name="Shown">The total that the shopper saw and accepted.</param>
/// <param name="Gift">The word that goes with it as a gift, see <see cref="GiftWish"/>; null for what is none.</param>
public sealed record OrderRequest(Guid Attempt, BasketId Basket, Money Shown, string? Gift = null);

/// <param name="PageUrl">The provider's payment page; null when the provider has not answered yet: the order page tells more.</param>
public sealed record PlacedOrder(string Number, string AccessKey, string? PageUrl);

/// <summary>Turns an accepted quote into an order: all of its stock reserved, payment written down, basket emptied, in one commit, and
/// then the payment opened under the key that was written. The same attempt always gives the same order.</summary>
public sealed class PlaceOrder(
    MarketDb db, QuoteBasket quotes, OpenPayment openPayment, EndOlderPages older, PaymentProviders providers, CurrentRates rates, IOptions<PaymentOptions> options, IOptions<HoldOptions> holds, TimeProvider clock)
{
    /// <exception cref="ProviderOutcomeUnknownException">Never: a silent provider leaves the payment to the sweeper.</exception>
    public async Task<Outcome<PlacedOrder>> RunAsync(OrderRequest request, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await PlaceAsync(request, isFirst: attempt == 1, cancel);
                if (outcome.Succeeded) return outcome;
                // The use that the quote counted on went to another buyer meanwhile, or lies with an order of this basket that could not be given up: looked at again, it is quoted without.
                if (outcome.Refusal == DiscountRefusals.JustTaken && attempt < Saving.Tries) continue;
                return await PlacedMeanwhileAsync(request, cancel) is { } other ? await AlreadyPlacedAsync(other, cancel) : outcome;
            }
            catch (Exception e) when (e is DbUpdateException || Saving.IsGivenUp(e))
            {
                // The connection may have been lost after the commit: then the order is there.
                if (await PlacedMeanwhileAsync(request, cancel) is { } faster) return await AlreadyPlacedAsync(faster, cancel);
                // Another tab, with a checkout of its own, took the same basket at the same moment.
                if (e is DbUpdateConcurrencyException) return Saving.ChangedMeanwhile;
                if (!Saving.IsGivenUp(e) || attempt == Saving.Tries) throw;
                await Saving.PauseAsync(attempt, cancel);
            }
        }
    }

    /// <summary>The same attempt may be placed at the same moment by another request: then the basket is empty, or its last units are
    /// reserved, for the very order that this request asks for.</summary>
    private async Task<OrderId?> PlacedMeanwhileAsync(OrderRequest request, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await db.CheckoutAttempts.AsNoTracking().Where(a => a.Id == request.Attempt && a.Basket == request.Basket).Select(a => a.Order).SingleOrDefaultAsync(cancel);
    }

    private async Task<Outcome<PlacedOrder>> PlaceAsync(OrderRequest request, bool isFirst, CancellationToken cancel)
    {
        // The caller may have read it just now; should it be old, its version refuses the save.
        var attempt = await db.CheckoutAttempts.FindAsync([request.Attempt], cancel);
        if (attempt is null || attempt.Basket != request.Basket) return CheckoutRefusals.AttemptUnknown;
        if (attempt.Order is { } placed) return await AlreadyPlacedAsync(placed, cancel);
        if (request.Gift is { Length: > GiftWish.Longest }) return CheckoutRefusals.GiftTooLong;
        attempt.Gives(request.Gift);

        var goods = await BasketGoods.LoadAsync(db, attempt, givesUpOwn: isFirst, cancel);
        if (goods.Count == 0) return CheckoutRefusals.BasketEmpty;
        if (goods[0].Unpaid >= options.Value.MostUnpaidOrders) return CheckoutRefusals.TooManyUnpaid(options.Value.MostUnpaidOrders);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await CheckQuoteAsync(attempt, goods, request.Shown, now, cancel) is { } changed) return changed;

        var order = Compose(attempt, now, holds.Value.LongestDays);
        // Asked before anything is written: stock is not reserved for an amount that nobody can pay.
        if (providers.Default.WhyNotCharged(order.Total, AtMiddleRate) is { } why) return why.Least is { } least ? CheckoutRefusals.AmountTooSmall(order.Total, least) : CheckoutRefusals.AmountNotCharged(order.Total, why.Code);
        // Nobody with an unpaid order is asked for one.
        if (goods[0].Unpaid > 0) await older.RunAsync(attempt, cancel);
        var payment = Payment.For(order.Id, order.Total, providers.Default.Key, now, options.Value.PageEndsUtc(now, attempt.Quote.ExpiresAtUtc) - now);
        if (await CommitAsync(attempt, order, payment, goods, now, cancel) is { } refusal) return refusal;
        return new PlacedOrder(order.Number, order.AccessKey, await OpenAsync(payment, order, cancel));
    }

    private Money? AtMiddleRate(Money amount, Currency to)
    {
        var now = rates.Now;
        return now.Knows(amount.Currency) && now.Knows(to) ? now.Convert(amount, to, Rounding.HalfUp) : null;
    }

    /// <summary>Null when the quote that was shown still holds. Otherwise a new one is written down for the shopper to accept.</summary>
    private async Task<Refusal?> CheckQuoteAsync(CheckoutAttempt attempt, List<BasketGoods> goods, Money shown, DateTime now, CancellationToken cancel)
    {
        var quote = attempt.Quote;
        if (quotes.WhyNotSent(goods, attempt.ShipTo.Country, attempt.Language, now) is { } notSent) return notSent;
        var same = quote.Fingerprint == quotes.Fingerprint(goods, attempt.ShipTo, quote.Currency, quote.Methods(), quote.Points());
        if (same && quote.ExpiresAtUtc > now && quote.Total == shown) return null;

        var fresh = quotes.QuoteAnew(goods, attempt.ShipTo, attempt.Language, quote.Currency, quote.Methods(), quote.Points());
        if (!fresh.Succeeded) return fresh.Refusal;
        attempt.Show(fresh.Value);
        // A quote that only grew old and comes out the same needs no second yes.
        if (same && quote.Total == shown && fresh.Value.Total == shown) return null;
        var saved = await db.SaveOrStaleAsync(cancel);
        return saved.Succeeded ? CheckoutRefusals.QuoteChanged : saved.Refusal;
    }

    private async Task<Refusal?> CommitAsync(CheckoutAttempt attempt, Order order, Payment payment, List<BasketGoods> goods, DateTime now, CancellationToken cancel)
    {
        await using var transaction = await db.BeginAsync(cancel);
        foreach (var line in order.Consignments.SelectMany(c => c.Lines).OrderBy(l => l.Variant.Value))
        {
            if (await db.ReserveAsync(line.Variant, line.Quantity, order.Id, now, cancel)) continue;
            await transaction.RollbackAsync(cancel);
            db.ChangeTracker.Clear();
            var available = await db.Stock.Where(s => s.Variant == line.Variant).Select(s => s.OnHand - s.Reserved - s.Committed).SingleOrDefaultAsync(cancel);
            return CheckoutRefusals.OutOfStock(line.Title, available);
        }

        if (!await TakeCodesAsync(attempt, order, now, cancel))
        {
            await transaction.RollbackAsync(cancel);
            db.ChangeTracker.Clear();
            return DiscountRefusals.JustTaken;
        }

        // A line that another request has taken out meanwhile refuses the whole save; what it has put in stays in the basket.
        db.BasketLines.RemoveRange(goods.Select(g => BasketLine.In(attempt.Basket, g.Variant)));
        attempt.Became(order.Id);
        db.Orders.Add(order);
        db.Payments.Add(payment);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.Placed, "buyer", now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Takes the uses of the codes that the quote counts on, and the codes out of the basket; asks nothing for a quote without one.</summary>
    private async Task<bool> TakeCodesAsync(CheckoutAttempt attempt, Order order, DateTime now, CancellationToken cancel)
    {
        var codes = attempt.Quote.Consignments.Where(c => c.Discount is not null).OrderBy(c => c.Discount!.Id.Value).ToList();
        foreach (var code in codes)
            if (!await db.ReserveAsync(DiscountUse.Of(order.Id, code.Discount!.Id, code.Merchant, attempt.Basket.Value, attempt.User, attempt.Email, code.Discount.Amount, now), cancel)) return false;
        if (codes.Count > 0) await db.Baskets.Where(b => b.Id == attempt.Basket).ExecuteUpdateAsync(set => set.SetProperty(b => b.Codes, (IReadOnlyList<Guid>?)null), cancel);
        return true;
    }

    private async Task<Outcome<PlacedOrder>> AlreadyPlacedAsync(OrderId id, CancellationToken cancel)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, cancel);
        var payment = await db.Payments.SingleAsync(p => p.Order == id, cancel);
        var page = payment.IsOpen ? payment.PageUrl ?? await OpenAsync(payment, order, cancel) : null;
        return new PlacedOrder(order.Number, order.AccessKey, page);
    }

    /// <summary>Null when there is no page yet: the sweeper asks a silent provider again, and ends a payment that was refused.</summary>
    private async Task<string?> OpenAsync(Payment payment, Order order, CancellationToken cancel)
    {
        try
        {
            return await openPayment.OpenAsync(payment, order.Number, order.Email, order.Language, order.ShipTo.Country, cancel);
        }
        catch (Exception e) when (e is ProviderOutcomeUnknownException or ProviderRefusedException)
        {
            return null;
        }
    }

    private static Order Compose(CheckoutAttempt attempt, DateTime now, int longestHoldDays)
    {
        var order = Order.Place(attempt.Id, attempt.User, attempt.Email, attempt.Language, attempt.ShipTo, attempt.Gift, attempt.Quote.Currency, now);
        foreach (var quoted in attempt.Quote.Consignments)
        {
            var consignment = Consignment.Of(order.Id, Facts(quoted), now);
            consignment.Add([.. quoted.Lines.Select(line => OrderLine.Of(consignment.Id, consignment.Merchant, Facts(line)))], now, longestHoldDays);
            order.Add(consignment);
        }

        return order;
    }

    private static ConsignmentFacts Facts(QuotedConsignment quoted) => new()
    {
        Merchant = quoted.Merchant, MerchantName = quoted.MerchantName, ShipsFrom = quoted.ShipsFrom, DeliveryMethod = quoted.DeliveryMethod, Card = quoted.Card, Point = quoted.Point, Goods = quoted.Goods,
        Delivery = quoted.Delivery, Duty = quoted.Duty, Tax = quoted.Tax, Fees = quoted.Fees, MerchantGoods = quoted.MerchantGoods,
        MerchantDelivery = quoted.MerchantDelivery, DiscountCode = quoted.Discount?.Code, DiscountMinor = quoted.Discount?.Amount.Minor ?? 0, FeeTax = quoted.FeeTax, FeeTaxCountry = quoted.FeeTaxCountry, Terms = quoted.Terms, HandlingDays = quoted.HandlingDays, DaysMin = quoted.DaysMin, DaysMax = quoted.DaysMax,
    };

    private static OrderLineFacts Facts(QuotedLine line) => new()
    {
        Listing = line.Listing, Variant = line.Variant, Slug = line.Slug, Sku = line.Sku, Title = line.Title, Options = line.Options, PictureUrl = line.PictureUrl,
        Quantity = line.Quantity, UnitPrice = line.UnitPrice, LineTotal = line.LineTotal, DiscountMinor = line.Discount?.Minor ?? 0, MerchantDiscountMinor = line.MerchantDiscount?.Minor ?? 0, Duty = line.Duty, Tax = line.Tax, MerchantUnitPrice = line.MerchantUnitPrice, Fee = line.Fee,
        HsCode = line.HsCode, Battery = line.Battery, Sensitive = line.Sensitive, Origin = line.Origin, CustomsDescription = line.CustomsDescription, LocalName = line.LocalName, UnitWeight = line.UnitWeight, UnitSize = line.UnitSize,
    };
}
