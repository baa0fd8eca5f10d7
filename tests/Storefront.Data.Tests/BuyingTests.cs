using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Faults;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests;

public sealed class BuyingTests
{
    [Theory, Databases]
    public async Task An_order_from_two_merchants_is_paid_sent_received_and_released(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var (pot, cloth) = (await market.ListingAsync(tea), await market.ListingAsync(linen, "42.00", 5, "LN-1", "630251"));

        var order = await market.PaidOrderAsync("EUR", (pot, 2), (cloth, 1));

        Assert.Equal(OrderStatus.Paid, order.Status);
        Assert.Equal(2, order.Consignments.Count);
        Assert.Equal(order.Total, order.Consignments.Sum(c => c.Total, order.Total.Currency));
        foreach (var consignment in order.Consignments)
            await market.SendAsync(consignment, consignment.Merchant == tea.Id ? tea.Member : linen.Member);
        await market.AssertBooksBalanceAsync();

        foreach (var consignment in order.Consignments)
        {
            var confirmed = await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), default));
            Assert.True(confirmed.Succeeded, confirmed.Refusal?.Code);
        }

        await market.RunOutboxAsync();
        await market.AssertBooksBalanceAsync();
        // It has sold little yet: what it earned waits in its reserve, and then is its own.
        Assert.True((await StandsAsync(AccountKind.MerchantReserve)) > 0);
        Assert.True((await StandsAsync(AccountKind.MerchantPayable)) <= 0);
        market.Clock.Move(TimeSpan.FromDays(new HoldOptions().NewMerchantReserveDays));
        Assert.Equal(2, await market.DoAsync<EndReserves, int>(e => e.RunAsync(default)));
        Assert.Equal(0, await StandsAsync(AccountKind.MerchantReserve));
        Assert.True((await StandsAsync(AccountKind.MerchantPayable)) > 0);
        await market.AssertBooksBalanceAsync();

        async Task<long> StandsAsync(AccountKind account) =>
            -(await market.ReadAsync(db => db.BalanceAsync(account, tea.Id.Value.ToString("N"), new Currency("CNY"), null, default))).Minor;
    }

    [Theory, Databases]
    public async Task A_listing_that_is_older_than_what_can_be_told_of_it_today_is_bought_and_sent(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        // As a market leaves it that was brought up to date: columns that came later hold nothing.
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"Listings\" SET \"NationalCodes\" = NULL, \"Sensitive\" = NULL"));

        var order = await market.PaidOrderAsync("USD", (pot, 1));
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Sensitive\" = NULL"));
        await market.SendAsync(order.Consignments[0], shop.Member);

        Assert.NotNull((await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync())).TrackingNumber);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, InlineData("JPY"), InlineData("KWD"), InlineData("HUF"), InlineData("ISK"), InlineData("USD")]
    public async Task The_charge_is_the_accepted_total_to_the_minor_unit(string currency)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1)), currency);

        var placed = (await market.PlaceAsync(request)).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));

        var payment = await market.ReadAsync(db => db.Payments.AsNoTracking().SingleAsync());
        Assert.Equal(request.Shown, payment.Amount);
        Assert.Equal(PaymentStatus.Captured, payment.Status);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_same_attempt_gives_the_same_order_however_often_it_is_sent(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1)));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => market.PlaceAsync(request))));

        Assert.All(outcomes, o => Assert.True(o.Succeeded, o.Refusal?.Code));
        Assert.Single(outcomes.Select(o => o.Value.Number).Distinct());
        Assert.Equal(1, await market.ReadAsync(db => db.Orders.CountAsync()));
        Assert.Equal(1, await market.ReadAsync(db => db.Payments.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F43_Of_200_buyers_racing_for_10_units_exactly_10_win(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 10);
        var requests = new List<OrderRequest>();
        for (var i = 0; i < 200; i++) requests.Add(await market.CheckoutAsync(await market.BasketAsync((pot, 1))));

        var outcomes = await Task.WhenAll(requests.Select(r => Task.Run(() => market.PlaceAsync(r))));

        Assert.Equal(10, outcomes.Count(o => o.Succeeded));
        Assert.All(outcomes.Where(o => !o.Succeeded), o => Assert.Equal("checkout.out-of-stock", o.Refusal!.Code));
        Assert.Equal(10, await market.ReadAsync(db => db.Stock.Select(s => s.Reserved).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_price_that_changed_is_shown_again_and_never_charged_silently()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1)));
        await market.DoAsync<MarketDb>(db => db.Variants.ExecuteUpdateAsync(s => s.SetProperty(v => v.Price.Minor, 30_000)));

        var refused = await market.PlaceAsync(request);
        var shown = await market.ReadAsync(db => db.CheckoutAttempts.Select(a => a.Quote).SingleAsync());
        var accepted = await market.PlaceAsync(request with { Shown = shown.Total });

        Assert.Equal("checkout.quote-changed", refused.Refusal?.Code);
        Assert.True(shown.Total > request.Shown);
        Assert.True(accepted.Succeeded, accepted.Refusal?.Code);
    }

    [Fact]
    public async Task A_forged_total_is_refused_and_nothing_is_reserved()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1)));

        var refused = await market.PlaceAsync(request with { Shown = new Money(1, request.Shown.Currency) });
        var foreign = await market.PlaceAsync(request with { Shown = new Money(request.Shown.Minor, new Currency("HUF")) });

        Assert.Equal("checkout.quote-changed", refused.Refusal?.Code);
        Assert.Equal("checkout.quote-changed", foreign.Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Stock.Select(s => s.Reserved).SingleAsync()));
    }

    [Fact]
    public async Task An_expired_quote_that_comes_out_the_same_is_taken_and_one_of_another_basket_is_not_found()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1)));
        market.Clock.Move(TimeSpan.FromHours(2));

        var stranger = await market.PlaceAsync(request with { Basket = BasketId.New() });
        var placed = await market.PlaceAsync(request);

        Assert.Equal("checkout.attempt-unknown", stranger.Refusal?.Code);
        Assert.True(placed.Succeeded, placed.Refusal?.Code);
    }

    [Theory, Databases]
    public async Task F37_F38_A_delayed_method_waits_and_then_pays_or_gives_the_stock_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var good = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;
        var bad = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;

        await market.PayAsync(good.Number, SandboxInstrument.Account("000123456789"));
        await market.PayAsync(bad.Number, SandboxInstrument.Account("000111111116"));
        var waiting = (await market.OrderAsync(good.Number)).Status;
        market.Clock.Move(TimeSpan.FromDays(4));
        await market.DoAsync<SweepPayments>(sweep => sweep.RunAsync(default));

        Assert.Equal(OrderStatus.PaymentProcessing, waiting);
        Assert.Equal(OrderStatus.Paid, (await market.OrderAsync(good.Number)).Status);
        Assert.Equal(OrderStatus.Abandoned, (await market.OrderAsync(bad.Number)).Status);
        var stock = await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync());
        Assert.Equal((0, 1, 9), (stock.Reserved, stock.Committed, stock.Available));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The bank says no after days, or nobody ever pays; both are heard by webhook, way back and sweeper at once, and again afterwards.</summary>
    [Theory, Databases]
    public async Task F38_A_delayed_method_that_fails_or_lapses_gives_its_stock_back_once_and_its_buyer_is_told_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var failed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 2)), email: "failed@example.test"))).Value;
        await market.PayAsync(failed.Number, SandboxInstrument.Account("000111111116"));
        market.Clock.Move(TimeSpan.FromDays(4));
        var lapsed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 3)), email: "lapsed@example.test"))).Value;
        market.Clock.Move(TimeSpan.FromMinutes(31));
        var payments = await market.ReadAsync(db => db.Payments.AsNoTracking().ToListAsync());

        for (var time = 0; time < 2; time++)
        {
            await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => payments.Select(p => Task.Run(() => (Task)market.SettleAsync(p.Id))).Append(Task.Run(() => market.SweepAsync()))));
            foreach (var payment in payments) await market.HearOfAsync(payment.Reference!);
        }

        Assert.Equal((OrderStatus.Abandoned, OrderStatus.Abandoned), ((await market.OrderAsync(failed.Number)).Status, (await market.OrderAsync(lapsed.Number)).Status));
        Assert.Equal((PaymentStatus.Failed, "debit_not_authorized"), await market.PaymentAsync(failed.Number) is var f ? (f.Status, f.FailureCode) : default);
        Assert.Equal(PaymentStatus.Expired, (await market.PaymentAsync(lapsed.Number)).Status);
        var moves = await market.ReadAsync(db => db.StockMovements.AsNoTracking().Where(m => m.Kind == StockMovementKind.Released).Select(m => m.Units).OrderBy(u => u).ToListAsync());
        Assert.Equal([2, 3], moves);
        Assert.Equal(10, (await market.StockAsync(pot)).Available);
        var told = await market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template == "order-abandoned").ToListAsync());
        Assert.Equal(["failed@example.test", "lapsed@example.test"], told.Select(n => n.To).Order(StringComparer.Ordinal));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_declined_card_leaves_the_payment_open_and_another_card_pays()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;

        var declined = await market.PayAsync(placed.Number, SandboxInstrument.Card("4000000000009995"));
        var paid = await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));

        Assert.Equal(PaymentStatus.AtProvider, declined.Status);
        Assert.Equal(PaymentStatus.Captured, paid.Status);
    }

    [Theory, Databases]
    public async Task Nobody_paid_so_the_stock_comes_back_and_nothing_is_booked(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 3))))).Value;

        market.Clock.Move(TimeSpan.FromMinutes(31));
        await market.DoAsync<SweepPayments>(sweep => sweep.RunAsync(default));

        Assert.Equal(OrderStatus.Abandoned, (await market.OrderAsync(placed.Number)).Status);
        Assert.Equal(10, (await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync())).Available);
        Assert.Equal(0, await market.ReadAsync(db => db.JournalEntries.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_consignment_cancelled_before_dispatch_is_refunded_in_full_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var order = await market.PaidOrderAsync("JPY", (pot, 2));
        var consignment = order.Consignments[0];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            market.DoAsync<CancelConsignment, Outcome<Done>>(cancel => cancel.ByBuyerAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), default)))));
        await market.RunOutboxAsync();

        var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal(RefundStatus.Succeeded, refund.Status);
        Assert.Equal(order.Total, refund.Amount);
        Assert.Equal(OrderStatus.Cancelled, (await market.OrderAsync(order.Number)).Status);
        Assert.Equal(10, (await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync())).Available);
        await market.AssertBooksBalanceAsync();
    }
}
