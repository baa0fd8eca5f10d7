using Microsoft.EntityFrameworkCore;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Customs;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Pricing;

/// <summary>What becomes of a quote when rates move: before it is accepted, while it is paid, and long after.</summary>
public sealed class QuoteLifeTests
{
    [Theory, Databases]
    public async Task F50_a_quote_that_expires_between_page_and_pay_is_shown_anew(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var shown = await market.CheckoutAsync(await market.BasketAsync((pot, 1)));
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("CNY", 7.2m)));
        market.Clock.Move(LandedCost.Lifetime + TimeSpan.FromSeconds(1));

        var refused = await market.PlaceAsync(shown);

        Assert.Equal("checkout.quote-changed", refused.Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Payments.CountAsync()));
        var anew = await market.ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Select(a => a.Quote).SingleAsync());
        Assert.True(anew.Total > shown.Shown);
        Assert.Equal(market.Clock.NowUtc + LandedCost.Lifetime, anew.ExpiresAtUtc);

        var placed = await market.PlaceAsync(shown with { Shown = anew.Total });

        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        Assert.Equal(anew.Total, await market.ReadAsync(db => db.Payments.Select(p => p.Amount).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F50_a_quote_that_still_holds_is_charged_as_shown_whatever_the_rates_do(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var shown = await market.CheckoutAsync(await market.BasketAsync((pot, 1)), "USD");
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("CNY", 7.2m), ("USD", 1.3m)));

        var placed = await market.PlaceAsync(shown);

        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        Assert.Equal(shown.Shown, await market.ReadAsync(db => db.Payments.Select(p => p.Amount).SingleAsync()));
        var frozen = (await market.OrderAsync(placed.Value.Number)).Consignments[0].Terms.Rates;
        Assert.Contains(frozen, rate => rate.StartsWith("CNY→USD ", StringComparison.Ordinal) && rate.Contains(" of 2026-04-13 (European Central Bank", StringComparison.Ordinal));
        Assert.DoesNotContain(frozen, rate => rate.Contains("2026-11-20", StringComparison.Ordinal));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_quote_is_bound_to_its_basket_its_attempt_and_its_currency()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var (mine, theirs) = (await market.BasketAsync((pot, 1)), await market.BasketAsync((pot, 2)));
        var quote = await market.CheckoutAsync(mine, "USD");
        var other = await market.CheckoutAsync(theirs);

        Assert.Equal("checkout.attempt-unknown", (await market.PlaceAsync(quote with { Basket = theirs })).Refusal?.Code);
        Assert.Equal("checkout.attempt-unknown", (await market.PlaceAsync(quote with { Attempt = other.Attempt })).Refusal?.Code);
        Assert.Equal("checkout.quote-changed", (await market.PlaceAsync(quote with { Shown = new Money(quote.Shown.Minor, Currency.Eur) })).Refusal?.Code);
        await market.DoAsync<ChangeBasket>(change => change.AddAsync(mine, null, pot, 1, default));
        Assert.Equal("checkout.quote-changed", (await market.PlaceAsync(quote)).Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Orders.CountAsync()));
    }

    [Fact]
    public async Task F52_an_expired_quote_in_a_currency_that_is_offered_no_more_is_refused_and_one_that_holds_is_kept()
    {
        await using var market = await TestMarket.OnAsync("sqlite", RateDays.WithSource);
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("CNY", 8m), ("JPY", 180m), ("USD", 1.16m)));
        var pot = await market.ListingAsync(await market.MerchantAsync());
        market.Clock.Move(TimeSpan.FromDays(8.62));
        var (kept, late) = (await market.CheckoutAsync(await market.BasketAsync((pot, 1)), "JPY"), await market.CheckoutAsync(await market.BasketAsync((pot, 1)), "JPY"));
        market.Clock.Move(TimeSpan.FromMinutes(25));
        await market.DoAsync<Storefront.Pricing.FollowRates>(follow => follow.RunAsync(default));
        Assert.False(market.Current().Offers(new Currency("JPY")));

        Assert.True((await market.PlaceAsync(kept)).Succeeded);
        market.Clock.Move(TimeSpan.FromMinutes(10));
        Assert.Equal("checkout.currency-not-offered", (await market.PlaceAsync(late)).Refusal?.Code);
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task F51_a_payment_page_ends_no_later_than_its_quote_and_the_grace_that_is_stated()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var options = new PaymentOptions { OpenFor = TimeSpan.FromDays(1), QuoteGrace = TimeSpan.FromMinutes(45) };
        var now = market.Clock.NowUtc;
        var request = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(await market.MerchantAsync()), 1)));

        await market.PlaceAsync(request);

        var quote = await market.ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Select(a => a.Quote).SingleAsync());
        var payment = await market.ReadAsync(db => db.Payments.AsNoTracking().SingleAsync());
        Assert.True(payment.ExpiresAtUtc <= quote.ExpiresAtUtc + new PaymentOptions().QuoteGrace);
        Assert.Equal(quote.ExpiresAtUtc + TimeSpan.FromMinutes(45), options.PageEndsUtc(now, quote.ExpiresAtUtc));
        Assert.Equal(now + TimeSpan.FromMinutes(30), new PaymentOptions().PageEndsUtc(now, quote.ExpiresAtUtc));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F51_a_payment_that_comes_after_its_quote_is_honoured_and_the_exchange_account_bears_the_difference(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1))))).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Account("000123456789"));
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("CNY", 6.6m)));
        market.Clock.Move(TimeSpan.FromDays(4));
        await market.DoAsync<SweepPayments>(sweep => sweep.RunAsync(default));

        var order = await market.OrderAsync(placed.Number);
        Assert.Equal(OrderStatus.Paid, order.Status);
        await ReceiveAsync(market, order, tea.Member);

        var sheet = (await market.DoAsync<ReadFxPosition, Outcome<FxPositionSheet>>(read => read.RunAsync(admin, default))).Value;
        var consignment = order.Consignments[0];
        var (euro, yuan) = (sheet.Positions.Single(p => p.Currency == Currency.Eur), sheet.Positions.Single(p => p.Currency.Code == "CNY"));
        Assert.True(euro.Holds.IsPositive);
        Assert.True(yuan.Holds.IsNegative);
        // The sandbox carrier is paid in euro, the merchant pays for the label in yuan.
        Assert.Equal(consignment.Goods + consignment.Delivery - await market.ReadAsync(db => db.Parcels.Select(p => p.Cost).SingleAsync()), euro.Holds);
        Assert.Equal(6.6m, Math.Round(1 / yuan.Rate!.Rate, 6));
        Assert.Equal(RateDays.Friday, yuan.Rate.AsOf);
        // The yuan that the merchant earned costs more euros now than the shopper paid.
        Assert.True(sheet.Result.IsNegative);
        Assert.Equal(sheet.Result, sheet.Positions.Sum(p => p.InEuro!.Value, Currency.Eur));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F57_a_refund_after_the_rates_moved_gives_back_what_was_charged_and_takes_back_what_was_earned(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("USD", (await market.ListingAsync(tea), 1));
        var consignment = order.Consignments[0];
        await ReceiveAsync(market, order, tea.Member);
        Assert.True(await BalanceAsync(market, AccountKind.MerchantReserve, "CNY") < 0);
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("CNY", 6.6m), ("USD", 1.3m)));

        var dispute = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(open => open.RunAsync(
            order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), new DisputeClaim(DisputeReason.NotAsDescribed, consignment.Total, "The glaze is another.", []), default))).Value;
        var decided = await market.DoAsync<DecideDispute, Outcome<Done>>(decide => decide.RunAsync(dispute, admin, consignment.Total, "The photos show it.", default));
        Assert.True(decided.Succeeded, decided.Refusal?.Code);
        await market.RunOutboxAsync();

        Assert.Equal(consignment.Total, await market.ReadAsync(db => db.Refunds.Select(r => r.Amount).SingleAsync()));
        // What is left of the merchant's account is the label alone, and nothing is left of the exchange but the label's own.
        var label = await market.ReadAsync(db => db.JournalEntries.Where(e => e.Key.StartsWith("label:")).SelectMany(e => e.Postings).ToListAsync());
        Assert.Equal(0, await BalanceAsync(market, AccountKind.MerchantReserve, "CNY"));
        Assert.Equal(label.Where(p => p.Account == AccountKind.MerchantPayable).Sum(p => p.Amount.Minor), await BalanceAsync(market, AccountKind.MerchantPayable, "CNY"));
        foreach (var currency in new[] { "USD", "CNY" })
            Assert.Equal(label.Where(p => p.Account == AccountKind.FxPosition && p.Amount.Currency.Code == currency).Sum(p => p.Amount.Minor), await BalanceAsync(market, AccountKind.FxPosition, currency));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Where_nothing_was_exchanged_the_position_is_empty(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();

        var sheet = (await market.DoAsync<ReadFxPosition, Outcome<FxPositionSheet>>(read => read.RunAsync(admin, default))).Value;

        Assert.Empty(sheet.Positions);
        Assert.Equal(Money.Zero(Currency.Eur), sheet.Result);
        Assert.True(sheet.IsWhole);
    }

    private static async Task ReceiveAsync(TestMarket market, Order order, Accounts.Actor member)
    {
        await market.SendAsync(order.Consignments[0], member);
        var confirmed = await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default));
        Assert.True(confirmed.Succeeded, confirmed.Refusal?.Code);
        await market.RunOutboxAsync();
    }

    private static async Task<long> BalanceAsync(TestMarket market, AccountKind account, string currency)
    {
        var code = new Currency(currency);
        return await market.ReadAsync(db => db.Postings.Where(p => p.Account == account && p.Amount.Currency == code).SumAsync(p => p.Amount.Minor));
    }
}
