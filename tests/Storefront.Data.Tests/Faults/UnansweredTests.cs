using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Outbox;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Payouts;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Faults;

/// <summary>The provider or the database does not answer, or gives the work up.</summary>
public sealed class UnansweredTests
{
    [Theory, Databases]
    public async Task F06_A_basket_that_changes_while_a_payment_is_tried_again_changes_nothing_of_what_is_asked_for(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var (pot, cup) = (await market.ListingAsync(shop), await market.ListingAsync(shop, "45.00", sku: "CP-1"));
        var basket = await market.BasketAsync((pot, 1));
        var request = await market.CheckoutAsync(basket);
        market.Script().Next(SandboxPaymentCall.Open, SandboxPaymentFault.TimeOutAfter);
        var first = (await market.PlaceAsync(request)).Value;

        await market.DoAsync<ChangeBasket>(async c => Assert.True((await c.AddAsync(basket, null, cup, 3, default)).Succeeded));
        await market.DoAsync<MarketDb>(db => db.Variants.ExecuteUpdateAsync(s => s.SetProperty(v => v.Price.Minor, 99_900)));
        var again = (await market.PlaceAsync(request)).Value;
        var dearer = (await market.PlaceAsync(request with { Shown = new Money(1, request.Shown.Currency) })).Value;
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.SweepAsync();

        Assert.Null(first.PageUrl);
        Assert.Equal((first.Number, first.Number), (again.Number, dearer.Number));
        var (payment, there) = (await market.PaymentAsync(first.Number), await market.AtGatewayAsync(first.Number));
        Assert.Equal((request.Shown, request.Shown, payment.Key), (payment.Amount, there.Amount, there.Key));
        Assert.Equal(1, await market.GatewayPaymentsAsync());
        // The gateway itself would not take the key for another amount.
        await Assert.ThrowsAsync<InvalidOperationException>(() => market.DoAsync<SandboxGateway>(g => g.OpenAsync(
            new PaymentToOpen(payment.Key, payment.Id, first.Number, payment.Amount + payment.Amount, "a@example.test", "en", "/", payment.ExpiresAtUtc), default)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F08_A_payment_that_the_provider_has_no_time_for_is_being_confirmed_and_opened_later_under_the_same_key(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.ReadyAsync(pot);
        for (var i = 0; i < 3; i++) market.Script().Next(SandboxPaymentCall.Open, SandboxPaymentFault.TimeOutBefore);

        var placed = (await market.PlaceAsync(request)).Value;
        var key = (await market.PaymentAsync(placed.Number)).Key;
        var pressed = (await market.PlaceAsync(request)).Value;
        market.Clock.Move(TimeSpan.FromSeconds(30));
        await market.SweepAsync();
        var waiting = (await market.OrderAsync(placed.Number)).Status;
        await market.SweepAsync();

        Assert.Null(placed.PageUrl);
        Assert.Equal((placed.Number, null), (pressed.Number, pressed.PageUrl));
        Assert.Equal(OrderStatus.AwaitingPayment, waiting);
        Assert.Equal((key, PaymentStatus.AtProvider), ((await market.PaymentAsync(placed.Number)).Key, (await market.PaymentAsync(placed.Number)).Status));
        Assert.Equal((key, 1), ((await market.AtGatewayAsync(placed.Number)).Key, await market.GatewayPaymentsAsync()));
        Assert.Equal(PaymentStatus.Captured, (await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"))).Status);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F09_Ten_minutes_without_the_provider_and_every_payment_and_refund_is_made_once_in_its_order(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var goods = await market.GoodsAsync(shop, 2);
        var paid = await market.PaidOrderAsync("EUR", (goods[0], 2), (goods[1], 2));
        foreach (var call in new[] { SandboxPaymentCall.Open, SandboxPaymentCall.Refund })
            for (var i = 0; i < 100; i++) market.Script().Next(call, SandboxPaymentFault.TimeOutBefore);

        var placed = new[] { await market.PlacedAsync(goods[0]), await market.PlacedAsync(goods[1]) };
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await market.GiveBackAsync(paid, admin, (paid.Lines()[i % 2], new Money(100 + i, paid.Total.Currency)))).Succeeded);
            market.Clock.Move(TimeSpan.FromSeconds(1));
        }

        var dispatcher = market.Services.GetRequiredService<OutboxDispatcher>();
        for (var minute = 0; minute < 10; minute++)
        {
            market.Clock.Move(TimeSpan.FromMinutes(1));
            await market.SweepAsync();
            await dispatcher.RunOnceAsync(default);
        }

        var during = (Gateway: await market.GatewayPaymentsAsync(), Refunds: (await market.AtGatewayAsync(paid.Number)).Refunds.Count, Pending: await market.ReadAsync(db => db.Refunds.CountAsync(r => r.Status == RefundStatus.Pending)));
        while (market.Script().Take(SandboxPaymentCall.Open) is not null || market.Script().Take(SandboxPaymentCall.Refund) is not null)
        {
        }

        await market.SweepAsync();
        market.Clock.Move(TimeSpan.FromHours(1));
        while (await dispatcher.RunOnceAsync(default) > 0)
        {
        }

        Assert.All(placed, p => Assert.Null(p.PageUrl));
        Assert.Equal((1, 0, 3), during);
        Assert.Equal(3, await market.GatewayPaymentsAsync());
        Assert.Equal([100L, 101, 102], (await market.AtGatewayAsync(paid.Number)).Refunds.Select(r => r.Amount.Minor));
        Assert.Equal(3, await market.ReadAsync(db => db.Refunds.CountAsync(r => r.Status == RefundStatus.Succeeded)));
        Assert.Equal(0, await market.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAtUtc == null)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F09_Payouts_and_reversals_wait_out_ten_minutes_without_the_provider_and_go_out_once_the_later_after_the_earlier(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (owing, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        // One was paid out, and its buyer gets the money back; the other is about to be paid.
        await owing.WriteAsync();
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await owing.SweepAsync();
        var earning = await PayingShop.OnAsync(market, "Doi Craft");
        var (payee, shop) = (await owing.PayeeAsync(), owing.Id);
        await market.DoAsync<SandboxBank>(b => b.LeaveAsync(payee, "left", new Money(10_00, new Currency("CNY")), default));
        var order = await market.OrderAsync(await market.ReadAsync(db => db.Orders.Where(o => o.Consignments.Any(c => c.Merchant == shop)).Select(o => o.Number).SingleAsync()));
        var line = await market.LineAsync(order.Lines()[0]);
        SandboxPaymentCall[] calls = [SandboxPaymentCall.Refund, SandboxPaymentCall.Transfer, SandboxPaymentCall.PayOut, SandboxPaymentCall.Reverse];
        foreach (var call in calls)
            for (var i = 0; i < 200; i++) market.Script().Next(call, SandboxPaymentFault.TimeOutBefore);

        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Refundable))).Succeeded);
        Assert.Equal(1, await earning.WriteAsync());
        var dispatcher = market.Services.GetRequiredService<OutboxDispatcher>();
        for (var minute = 0; minute < 10; minute++)
        {
            await dispatcher.RunOnceAsync(default);
            market.Clock.Move(TimeSpan.FromMinutes(1));
            await market.SweepAsync();
            await earning.SweepAsync();
        }

        var later = await earning.WriteAsync();
        var during = (await earning.AtProviderAsync(), (await market.AtGatewayAsync(order.Number)).Refunds.Count, await market.ReadAsync(db => db.Reversals.AsNoTracking().Select(r => r.Status).SingleAsync()), (await earning.PayoutAsync()).Status);
        foreach (var call in calls)
            while (market.Script().Take(call) is not null)
            {
            }

        market.Clock.Move(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++)
        {
            while (await dispatcher.RunOnceAsync(default) > 0)
            {
            }

            await market.SweepAsync();
            await earning.SweepAsync();
        }

        // The later payout is not written while the earlier one waits.
        Assert.Equal(0, later);
        Assert.Equal((1, 0, ReversalStatus.Pending, PayoutStatus.Pending), during);
        Assert.Equal((PayoutStatus.Sent, 2), ((await earning.PayoutAsync()).Status, await earning.AtProviderAsync()));
        Assert.Equal(line.Refundable, Assert.Single((await market.AtGatewayAsync(order.Number)).Refunds).Amount);
        Assert.Equal((ReversalStatus.Made, 10_00L), await market.ReadAsync(db => db.Reversals.AsNoTracking().SingleAsync()) is var r ? (r.Status, r.Amount.Minor) : default);
        var transfer = (await owing.ShareAsync()).Transfer!;
        Assert.Equal(10_00, (await market.DoAsync<ITransferFunds, ProviderTransfer?>(t => t.LookUpTransferAsync(transfer, default)))!.Reversed.Minor);
        Assert.Equal(0, await market.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAtUtc == null)));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The commit was made, and nobody hears that it was.</summary>
    [Theory, Databases]
    public async Task F14_A_connection_lost_at_the_commit_leaves_one_order_one_capture_and_one_refund(string database)
    {
        var disturbance = new Disturbance();
        await using var market = await TestMarket.OnAsync(database, disturbs: disturbance);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var (request, admin) = (await market.ReadyAsync(pot, 2), await market.AdminAsync());

        disturbance.At(1, beforeIt: false, () => throw new Interrupted());
        var placed = (await market.PlaceAsync(request)).Value;
        var payment = await market.PaymentAsync(placed.Number);
        await market.DoAsync<SandboxGateway>(g => g.PayAsync(payment.Reference!, SandboxInstrument.Card("4242424242424242"), default));
        disturbance.At(1, beforeIt: false, () => throw new Interrupted());
        await market.SettleAsync(payment.Id);
        await market.SettleAsync(payment.Id);
        var (order, key) = (await market.OrderAsync(placed.Number), Guid.NewGuid());
        disturbance.At(1, beforeIt: false, () => throw new Interrupted());
        for (var i = 0; i < 2; i++) Assert.True((await market.GiveBackAsync(key, order, admin, (order.Lines()[0], new Money(500, order.Total.Currency)))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((1, 1), (await market.ReadAsync(db => db.Orders.CountAsync()), await market.GatewayPaymentsAsync()));
        Assert.Equal((1, 1), (await market.EntriesAsync("captured:"), await market.EntriesAsync("refunded:")));
        Assert.Equal(500, Assert.Single((await market.AtGatewayAsync(placed.Number)).Refunds).Amount.Minor);
        Assert.Equal(1, await market.NoticesAsync("order-paid"));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The database gives the work up for another's, before anything of it is written.</summary>
    [Theory, Databases]
    public async Task F15_A_transaction_that_the_database_gives_up_is_done_again_as_a_whole(string database)
    {
        var disturbance = new Disturbance();
        await using var market = await TestMarket.OnAsync(database, disturbs: disturbance);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        var (request, admin) = (await market.ReadyAsync(pot, 2), await market.AdminAsync());

        disturbance.At(1, beforeIt: true, () => throw new Interrupted());
        var placed = (await market.PlaceAsync(request)).Value;
        Assert.Equal((1, 1, 2), (await market.ReadAsync(db => db.Orders.CountAsync()), await market.ReadAsync(db => db.Payments.CountAsync()), (await market.StockAsync(pot)).Reserved));
        disturbance.At(1, beforeIt: true, () => throw new Interrupted());
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));
        var order = await market.OrderAsync(placed.Number);
        disturbance.At(1, beforeIt: true, () => throw new Interrupted());
        Assert.True((await market.GiveBackAsync(order, admin, (order.Lines()[0], new Money(500, order.Total.Currency)))).Succeeded);
        await market.SendAsync(order.Consignments[0], shop.Member);
        disturbance.At(1, beforeIt: true, () => throw new Interrupted());
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((1, 1, 1), (await market.EntriesAsync("captured:"), await market.EntriesAsync("refunded:"), await market.EntriesAsync("released:")));
        var stock = await market.StockAsync(pot);
        Assert.Equal((0, 0, 8), (stock.Reserved, stock.Committed, stock.OnHand));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The circuit drops in the middle of a submit. What was sent is committed, no answer comes, and the form is sent again as it was: it carries
    /// the operation's id.</summary>
    [Theory, Databases]
    public async Task F35_A_form_that_is_sent_again_after_the_connection_dropped_is_the_same_operation(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var (request, admin) = (await market.ReadyAsync(await market.ListingAsync(shop), 2), await market.AdminAsync());

        var placed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => market.PlaceAsync(request))));
        await market.PayAsync(placed[0].Value.Number, SandboxInstrument.Card("4242424242424242"));
        var order = await market.OrderAsync(placed[0].Value.Number);
        var form = new RefundOrder(Guid.NewGuid(), [new LineAmount(order.Lines()[0].Id, new Money(700, order.Total.Currency))], "A kindness.");
        using var dropped = new CancellationTokenSource();
        var cut = market.DoAsync<GiveMoneyBack, Outcome<Done>>(g => g.ByAdminAsync(order.Number, admin, form, dropped.Token));
        await dropped.CancelAsync();
        await Task.WhenAny(cut);
        for (var i = 0; i < 2; i++) await market.DoAsync<GiveMoneyBack>(async g => Assert.True((await g.ByAdminAsync(order.Number, admin, form, default)).Succeeded));
        await market.RunOutboxAsync();

        Assert.Single(placed.Select(p => p.Value.Number).Distinct());
        Assert.Equal((1, 1), (await market.ReadAsync(db => db.Orders.CountAsync()), await market.GatewayPaymentsAsync()));
        Assert.Equal(700, Assert.Single((await market.AtGatewayAsync(order.Number)).Refunds).Amount.Minor);
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(GiveMoneyBack))));
        await market.AssertBooksBalanceAsync();
    }
}
