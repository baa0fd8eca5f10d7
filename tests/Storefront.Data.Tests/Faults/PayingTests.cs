using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Faults;

/// <summary>Shoppers who pay twice, late, or not at all.</summary>
public sealed class PayingTests
{
    private static readonly SandboxInstrument Card = SandboxInstrument.Card("4242424242424242");

    [Theory, Databases]
    public async Task F33_Two_tabs_a_double_click_and_the_way_back_are_one_payment(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var basket = await market.BasketAsync((pot, 1));
        var (here, there) = (await market.CheckoutAsync(basket), await market.CheckoutAsync(basket));

        // Twice in one tab, and in a second tab that began a checkout of its own with the same basket.
        var pressed = await Task.WhenAll(new[] { here, here, there, there }.Select(r => Task.Run(() => market.PlaceAsync(r))));
        var placed = Assert.Single(pressed.Where(p => p.Succeeded).Select(p => p.Value.Number).Distinct());
        var reference = (await market.PaymentAsync(placed)).Reference!;
        await market.PayAsync(placed, Card);
        var back = await market.PlaceAsync(pressed[0].Succeeded ? here : there);
        await market.DoAsync<SandboxGateway>(g => g.PayAsync(reference, Card, default));
        await market.HearOfAsync(reference);

        Assert.All(pressed.Where(p => !p.Succeeded), p => Assert.Contains(p.Refusal!.Code, new[] { "checkout.basket-empty", "data.changed-meanwhile" }));
        Assert.Equal((placed, null), (back.Value.Number, back.Value.PageUrl));
        Assert.Equal((1, 1, 1), (await market.ReadAsync(db => db.Orders.CountAsync()), await market.ReadAsync(db => db.Payments.CountAsync()), await market.GatewayPaymentsAsync()));
        Assert.Equal((1, 1), (await market.ReadAsync(db => db.JournalEntries.CountAsync()), await market.NoticesAsync("order-paid")));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The provider's webhook, with the work that follows from it, and the page to which the buyer comes back, let go at the same moment.</summary>
    [Theory, Databases]
    public async Task F29_A_hundred_times_webhook_and_return_page_at_the_same_instant_complete_an_order_once(string database)
    {
        const int times = 100;
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: times);

        for (var time = 0; time < times; time++)
        {
            var payment = await market.PaymentAsync((await market.PlacedAsync(pot)).Number);
            await market.DoAsync<SandboxGateway>(g => g.PayAsync(payment.Reference!, Card, default));
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (webhook, back) = (Task.Run(async () => { await go.Task; await market.WebhookAsync(payment.Reference!); }), Task.Run(async () => { await go.Task; return await market.SettleAsync(payment.Id); }));
            go.SetResult();
            await webhook;
            Assert.Equal(PaymentStatus.Captured, (await back)!.Status);
        }

        await market.RunOutboxAsync();
        Assert.Equal(times, await market.ReadAsync(db => db.Orders.CountAsync(o => o.Status == OrderStatus.Paid)));
        Assert.Equal((times, times, times), (await market.ReadAsync(db => db.JournalEntries.CountAsync()), await market.NoticesAsync("order-paid"), await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Kind == OrderEventKind.Paid))));
        var stock = await market.StockAsync(pot);
        Assert.Equal((0, times, times), (stock.Reserved, stock.Committed, await market.ReadAsync(db => db.StockMovements.CountAsync(m => m.Kind == StockMovementKind.Committed))));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>An order has one payment, and the provider takes one instrument for it at a time. A second attempt is a second order.</summary>
    [Theory, Databases]
    public async Task F34_A_first_attempt_that_succeeds_after_a_second_was_paid_is_given_back_in_full_by_itself(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var first = await market.PlacedAsync(pot, 2);
        await market.PayAsync(first.Number, SandboxInstrument.Account("000111111116"));
        // While the bank decides, a card is not taken for the same order.
        Assert.Equal(PaymentStatus.Processing, (await market.PayAsync(first.Number, Card)).Status);
        market.Clock.Move(TimeSpan.FromDays(4));
        await market.SweepAsync();
        Assert.Equal(OrderStatus.Abandoned, (await market.OrderAsync(first.Number)).Status);
        var second = await market.PlacedAsync(pot, 2);
        await market.PayAsync(second.Number, Card);

        await market.CapturedAfterAllAsync(first.Number);
        for (var i = 0; i < 3; i++) await market.HearOfAsync((await market.PaymentAsync(first.Number)).Reference!);

        var (late, order) = (await market.PaymentAsync(first.Number), await market.OrderAsync(first.Number));
        Assert.Equal((PaymentStatus.Captured, late.Amount.Minor), (late.Status, late.RefundedMinor));
        Assert.Equal((OrderStatus.Abandoned, OrderStatus.Paid), (order.Status, (await market.OrderAsync(second.Number)).Status));
        Assert.Equal(late.Amount, Assert.Single((await market.AtGatewayAsync(first.Number)).Refunds).Amount);
        Assert.Empty((await market.AtGatewayAsync(second.Number)).Refunds);
        Assert.Equal([$"captured:{late.Id.Value:N}", $"refunded:late:{order.Consignments[0].Id.Value:N}"], await market.ReadAsync(db => db.JournalEntries.Where(e => e.Order == order.Id).OrderBy(e => e.Key).Select(e => e.Key).ToListAsync()));
        Assert.Equal((1, 1), (await market.NoticesAsync("paid-too-late"), await market.NoticesAsync("refunded")));
        Assert.Equal(1, await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Order == order.Id && e.Kind == OrderEventKind.PaidTooLate)));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The buyer goes back, changes the basket and pays again. Another order has goods of its own and is left alone.</summary>
    [Theory, Databases]
    public async Task F33_F36_An_older_page_is_ended_before_a_changed_basket_gets_a_new_one_and_late_money_of_it_goes_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 4);
        var basket = await market.BasketAsync((pot, 1));
        var request = await market.CheckoutAsync(basket);
        var old = (await market.PlaceAsync(request)).Value;
        var others = await market.PlacedAsync(pot);

        await market.DoAsync<MarketDb>(db => db.Variants.ExecuteUpdateAsync(s => s.SetProperty(v => v.Price.Minor, 99_900)));
        await market.DoAsync<ChangeBasket>(async c => Assert.True((await c.AddAsync(basket, null, pot, 3, default)).Succeeded));
        var changed = await market.CheckoutAsync(basket);
        // Refused for another reason, it ends nothing.
        Assert.False((await market.PlaceAsync(changed with { Shown = request.Shown })).Succeeded);
        Assert.Equal(SandboxState.Open, (await market.AtGatewayAsync(old.Number)).State);
        // Of four units one is another's: only with that of the older order there are three.
        var fresh = (await market.PlaceAsync(changed)).Value;
        var atOld = await market.AtGatewayAsync(old.Number);
        await market.PayAsync(old.Number, Card);

        Assert.NotEqual(old.Number, fresh.Number);
        Assert.True(changed.Shown > request.Shown);
        Assert.Equal((request.Shown, SandboxState.Expired, SandboxState.Expired), (atOld.Amount, atOld.State, (await market.AtGatewayAsync(old.Number)).State));
        Assert.Equal((changed.Shown, SandboxState.Open, SandboxState.Open), ((await market.AtGatewayAsync(fresh.Number)).Amount, (await market.AtGatewayAsync(fresh.Number)).State, (await market.AtGatewayAsync(others.Number)).State));
        Assert.Equal((OrderStatus.Abandoned, OrderStatus.AwaitingPayment), ((await market.OrderAsync(old.Number)).Status, (await market.OrderAsync(fresh.Number)).Status));
        await market.PayAsync(fresh.Number, Card);
        await market.CapturedAfterAllAsync(old.Number);

        var late = await market.PaymentAsync(old.Number);
        Assert.Equal((PaymentStatus.Captured, late.Amount.Minor), (late.Status, late.RefundedMinor));
        Assert.Equal((OrderStatus.Abandoned, OrderStatus.Paid), ((await market.OrderAsync(old.Number)).Status, (await market.OrderAsync(fresh.Number)).Status));
        Assert.Equal((1, 1), (await market.NoticesAsync("order-abandoned"), await market.NoticesAsync("paid-too-late")));
        var stock = await market.StockAsync(pot);
        Assert.Equal((1, 3, 0), (stock.Reserved, stock.Committed, stock.Available));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>Its version moves under every try, or its provider is not configured any more.</summary>
    [Theory]
    [InlineData("sqlite", true), InlineData("postgres", true)]
    [InlineData("sqlite", false), InlineData("postgres", false)]
    public async Task F33_An_older_page_that_cannot_be_ended_keeps_nobody_from_the_new_order(string database, bool isTaken)
    {
        var taken = new Forgetful<Payment>(nameof(Payment.Status));
        await using var market = await TestMarket.OnAsync(database, disturbs: taken);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 4);
        var basket = await market.BasketAsync((pot, 1));
        var old = (await market.PlaceAsync(await market.CheckoutAsync(basket))).Value;
        Task SetProviderAsync(string provider) => market.DoAsync<MarketDb>(db => db.Payments.Where(p => db.Orders.Any(o => o.Id == p.Order && o.Number == old.Number)).ExecuteUpdateAsync(s => s.SetProperty(p => p.Provider, provider)));
        await market.DoAsync<ChangeBasket>(async c => Assert.True((await c.AddAsync(basket, null, pot, 2, default)).Succeeded));
        var request = await market.CheckoutAsync(basket);
        if (isTaken) taken.Saves = 6;
        else await SetProviderAsync("gone");

        var fresh = await market.PlaceAsync(request);
        await SetProviderAsync("sandbox");

        Assert.True(fresh.Succeeded, fresh.Refusal?.Code);
        Assert.NotNull(fresh.Value.PageUrl);
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, $"The older payment page of order {old.Number} could not be ended"));
        Assert.Equal(OrderStatus.AwaitingPayment, (await market.OrderAsync(old.Number)).Status);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F36_An_older_page_that_was_paid_before_the_basket_changed_or_waits_for_a_bank_is_honoured_as_its_order_says(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 20);
        var (paid, deciding) = (await market.BasketAsync((pot, 1)), await market.BasketAsync((pot, 1)));
        var (sale, debit) = (await market.CheckoutAsync(paid), await market.CheckoutAsync(deciding));
        var (first, slow) = ((await market.PlaceAsync(sale)).Value, (await market.PlaceAsync(debit)).Value);
        // One was paid and nobody has told us; the other waits for its bank.
        await market.DoAsync<SandboxGateway>(async g => await g.PayAsync((await market.PaymentAsync(first.Number)).Reference!, Card, default));
        await market.PayAsync(slow.Number, SandboxInstrument.Account("000123456789"));

        var fresh = new List<PlacedOrder>();
        foreach (var basket in new[] { paid, deciding })
        {
            await market.DoAsync<ChangeBasket>(async c => Assert.True((await c.AddAsync(basket, null, pot, 2, default)).Succeeded));
            fresh.Add((await market.PlaceAsync(await market.CheckoutAsync(basket))).Value);
        }

        Assert.Equal((OrderStatus.Paid, OrderStatus.PaymentProcessing), ((await market.OrderAsync(first.Number)).Status, (await market.OrderAsync(slow.Number)).Status));
        Assert.Equal((sale.Shown, debit.Shown), ((await market.AtGatewayAsync(first.Number)).Amount, (await market.AtGatewayAsync(slow.Number)).Amount));
        foreach (var order in fresh) await market.PayAsync(order.Number, Card);
        market.Clock.Move(TimeSpan.FromDays(4));
        await market.SweepAsync();
        Assert.Equal(4, await market.ReadAsync(db => db.Orders.CountAsync(o => o.Status == OrderStatus.Paid)));
        Assert.Equal((0, 6), await market.StockAsync(pot) is var s ? (s.Reserved, s.Committed) : default);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F39_Money_that_comes_when_the_goods_are_anothers_goes_back_and_the_buyer_is_told(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var (last, cloth) = (await market.ListingAsync(tea, stock: 1), await market.ListingAsync(linen, "42.00", 5, "LN-1", "630251"));
        var late = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((last, 1), (cloth, 2))))).Value;
        market.Clock.Move(TimeSpan.FromMinutes(31));
        await market.SweepAsync();
        var faster = await market.PaidOrderAsync("EUR", (last, 1));
        // Ninety days later not even its lines wait for money any more.
        market.Clock.Move(TimeSpan.FromDays(91));
        await market.DoAsync<StopLongHolds>(s => s.RunAsync(default));

        // Heard by the page to which the shopper comes back, and by the webhook, at once.
        await market.CapturedAfterAllAsync(late.Number);
        var payment = await market.PaymentAsync(late.Number);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.SettleAsync(payment.Id))));
        await market.RunOutboxAsync();

        Assert.Equal((payment.Amount.Minor, PaymentStatus.Captured), (payment.RefundedMinor, payment.Status));
        Assert.Equal(payment.Amount.Minor, (await market.AtGatewayAsync(late.Number)).Refunds.Sum(r => r.Amount.Minor));
        Assert.Equal(2, await market.ReadAsync(db => db.Refunds.CountAsync(r => r.Payment == payment.Id && r.Status == RefundStatus.Succeeded)));
        Assert.Equal(1, await market.NoticesAsync("paid-too-late"));
        Assert.Equal((OrderStatus.Abandoned, OrderStatus.Paid), ((await market.OrderAsync(late.Number)).Status, (await market.OrderAsync(faster.Number)).Status));
        var order = (await market.OrderAsync(late.Number)).Id;
        Assert.Equal(0, await market.ReadAsync(db => db.Postings.Where(p => p.Account != AccountKind.ProcessorBalance && p.Account != AccountKind.BuyerFundsHeld && db.JournalEntries.Any(e => e.Id == p.Entry && e.Order == order)).CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F40_A_payment_whose_step_at_the_bank_was_left_expires_and_frees_its_stock(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var placed = await market.PlacedAsync(pot, 3);
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4000002500003155"));
        var waiting = (await market.AtGatewayAsync(placed.Number)).State;

        market.Clock.Move(TimeSpan.FromMinutes(31));
        await market.SweepAsync();
        await market.DoAsync<SandboxGateway>(async g => await g.AuthenticateAsync((await market.PaymentAsync(placed.Number)).Reference!, true, default));
        await market.HearOfAsync((await market.PaymentAsync(placed.Number)).Reference!);

        Assert.Equal((SandboxState.AwaitsAuthentication, SandboxState.Expired), (waiting, (await market.AtGatewayAsync(placed.Number)).State));
        Assert.Equal((OrderStatus.Abandoned, PaymentStatus.Expired), ((await market.OrderAsync(placed.Number)).Status, (await market.PaymentAsync(placed.Number)).Status));
        Assert.Equal(10, (await market.StockAsync(pot)).Available);
        Assert.Equal((0, 1), (await market.ReadAsync(db => db.JournalEntries.CountAsync()), await market.NoticesAsync("order-abandoned")));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F44_A_reservation_whose_time_is_over_ends_its_page_first_and_the_sale_wins_when_it_was_paid(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var (paid, open) = (await market.PlacedAsync(pot), await market.PlacedAsync(pot));
        await market.DoAsync<SandboxGateway>(async g => await g.PayAsync((await market.PaymentAsync(paid.Number)).Reference!, Card, default));

        market.Clock.Move(TimeSpan.FromMinutes(31));
        await market.SweepAsync();
        await market.DoAsync<SandboxGateway>(async g => await g.PayAsync((await market.PaymentAsync(open.Number)).Reference!, Card, default));
        await market.SettleAsync((await market.PaymentAsync(open.Number)).Id);

        Assert.Equal((OrderStatus.Paid, OrderStatus.Abandoned), ((await market.OrderAsync(paid.Number)).Status, (await market.OrderAsync(open.Number)).Status));
        Assert.Equal(SandboxState.Expired, (await market.AtGatewayAsync(open.Number)).State);
        var stock = await market.StockAsync(pot);
        Assert.Equal((0, 1, 9), (stock.Reserved, stock.Committed, stock.Available));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>What the sweeper does when time is over, and what a webhook does when money came, for the same payments at the same moments.</summary>
    [Theory, Databases]
    public async Task F45_Of_expiry_and_success_at_once_one_wins_and_stock_goes_one_way(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 20);
        var numbers = new List<string>();
        for (var i = 0; i < 12; i++) numbers.Add((await market.PlacedAsync(pot)).Number);
        var payments = await market.ReadAsync(db => db.Payments.AsNoTracking().ToListAsync());

        await Task.WhenAll(payments.SelectMany((p, i) => new[] { Task.Run(() => ExpireAsync(p)), Task.Run(() => SucceedAsync(p)) }.OrderBy(_ => i % 2)));

        var paid = 0;
        foreach (var number in numbers)
        {
            var (order, there) = (await market.OrderAsync(number), await market.AtGatewayAsync(number));
            Assert.Equal(there.State == SandboxState.Captured ? OrderStatus.Paid : OrderStatus.Abandoned, order.Status);
            Assert.Empty(there.Refunds);
            if (order.Status == OrderStatus.Paid) paid++;
        }

        var stock = await market.StockAsync(pot);
        Assert.Equal((0, paid, 20 - paid), (stock.Reserved, stock.Committed, stock.Available));
        await market.AssertBooksBalanceAsync();

        async Task ExpireAsync(Payment payment)
        {
            await market.DoAsync<SandboxGateway>(g => g.CloseAsync(payment.Reference!, default));
            await market.SettleAsync(payment.Id);
        }

        async Task SucceedAsync(Payment payment)
        {
            await market.DoAsync<SandboxGateway>(g => g.PayAsync(payment.Reference!, Card, default));
            await market.SettleAsync(payment.Id);
        }
    }
}
