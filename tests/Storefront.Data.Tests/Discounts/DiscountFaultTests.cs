using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Faults;
using Storefront.Discounts;
using Storefront.Orders;

namespace Storefront.Data.Tests.Discounts;

/// <summary>Codes that are worth money once, and buyers who want them at the same moment.</summary>
public sealed class DiscountFaultTests
{
    private const int Buyers = 16;

    [Theory, Databases]
    public async Task F89_A_code_with_one_use_that_many_buyers_redeem_at_once_is_redeemed_once_and_returns_when_that_payment_fails(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop, stock: 100);
        var code = await market.CodeAsync(shop, Coupons.Tenth("ONCE") with { MostUses = 1 });
        var requests = new List<OrderRequest>();
        for (var i = 0; i < Buyers; i++) requests.Add(await market.CheckoutAsync(await market.BasketWithAsync("once", (pot, 1)), email: $"buyer{i}@example.test"));

        var placed = await Task.WhenAll(requests.Select(market.PlaceAsync));

        var won = Assert.Single(placed, o => o.Succeeded);
        Assert.All(placed.Where(o => !o.Succeeded), o => Assert.Equal(CheckoutRefusals.QuoteChanged, o.Refusal));
        Assert.Equal((1, 1, 1), (await market.UsesAsync(code), await market.ReadAsync(db => db.DiscountUses.CountAsync()), (await market.StockAsync(pot)).Reserved));
        // The others were shown the price without it, and who accepts that buys.
        var other = requests[Array.FindIndex(placed, o => !o.Succeeded)];
        var full = await market.QuoteAsync(other);
        Assert.Equal((null, "ONCE"), (full.Consignments[0].Discount, full.Consignments[0].IdleCode));
        Assert.True(full.Total > other.Shown);
        await market.AssertBooksBalanceAsync();

        await market.PayAsync(won.Value.Number, SandboxInstrument.Account("000111111116"));
        var whileItIsDecided = (await market.UsesAsync(code), (await market.EnterAsync(await market.BasketAsync((pot, 1)), "ONCE")).Refusal);
        market.Clock.Move(TimeSpan.FromDays(3));
        await market.SettleAsync((await market.PaymentAsync(won.Value.Number)).Id);

        Assert.Equal((1, DiscountRefusals.UsedUp), whileItIsDecided);
        Assert.Equal(OrderStatus.Abandoned, (await market.OrderAsync(won.Value.Number)).Status);
        Assert.Equal((0, 0, 0), (await market.UsesAsync(code), await market.ReadAsync(db => db.DiscountUses.CountAsync()), (await market.StockAsync(pot)).Reserved));
        await market.AssertBooksBalanceAsync();
        var next = await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("ONCE", (pot, 1)), email: "next@example.test"));
        Assert.True(next.Succeeded, next.Refusal?.Code);
        await market.PayAsync(next.Value.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        Assert.Equal(1, await market.UsesAsync(code));
        Assert.Equal(DiscountRefusals.UsedUp, (await market.EnterAsync(await market.BasketAsync((pot, 1)), "ONCE")).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_use_returns_when_the_page_lapses_and_not_when_a_paid_order_is_cancelled(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        var code = await market.CodeAsync(shop, Coupons.Tenth() with { MostUses = 1 });
        await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1))));
        var reserved = await market.UsesAsync(code);
        market.Clock.Move(TimeSpan.FromMinutes(31));
        await market.SweepAsync();
        var lapsed = await market.UsesAsync(code);

        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1))))).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        var consignment = (await market.OrderAsync(placed.Number)).Consignments[0];
        await market.DoAsync<CancelConsignment>(async c => Assert.True((await c.ByMerchantAsync(consignment.Id, shop.Member, default)).Succeeded));

        Assert.Equal((1, 0, 1), (reserved, lapsed, await market.UsesAsync(code)));
        var order = await market.OrderAsync(placed.Number);
        Assert.Equal((OrderStatus.Cancelled, order.Total.Minor), (order.Status, order.Consignments[0].RefundedMinor));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Who_comes_back_from_the_payment_page_and_buys_again_keeps_the_only_use(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        var code = await market.CodeAsync(shop, Coupons.Tenth() with { MostUses = 1, OncePerBuyer = true });
        var basket = await market.BasketWithAsync("TENTH", (pot, 1));
        var first = (await market.PlaceAsync(await market.CheckoutAsync(basket))).Value;
        await market.DoAsync<ChangeBasket>(async c => Assert.True((await c.AddAsync(basket, null, pot, 2, default)).Succeeded));
        Assert.True((await market.EnterAsync(basket, "TENTH")).Succeeded);

        var second = await market.PlaceAsync(await market.CheckoutAsync(basket));

        Assert.True(second.Succeeded, second.Refusal?.Code);
        Assert.Equal(OrderStatus.Abandoned, (await market.OrderAsync(first.Number)).Status);
        Assert.Equal("TENTH", (await market.OrderAsync(second.Value.Number)).Consignments[0].DiscountCode);
        Assert.Equal(1, await market.UsesAsync(code));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_code_for_one_order_of_each_buyer_knows_them_by_account_and_by_mail_address(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        var code = await market.CodeAsync(shop, Coupons.Tenth() with { OncePerBuyer = true });
        var user = Id.New<UserId>();
        var had = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "ada@example.test", user: user))).Value;
        await market.PayAsync(had.Number, SandboxInstrument.Card("4242 4242 4242 4242"));

        var sameMail = await market.QuoteAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "Ada@Example.test"));
        var sameAccount = await market.QuoteAsync(await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "other@example.test", user: user));
        var atBasket = await market.EnterAsync(await market.BasketAsync((pot, 1)), "TENTH", user);
        var somebody = await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "eve@example.test");
        var twice = await market.CheckoutAsync(await market.BasketWithAsync("TENTH", (pot, 1)), email: "eve@example.test");
        var both = await Task.WhenAll(market.PlaceAsync(somebody), market.PlaceAsync(twice));

        Assert.Equal((null, null), (sameMail.Consignments[0].Discount, sameAccount.Consignments[0].Discount));
        Assert.Equal(DiscountRefusals.UsedByBuyer, atBasket.Refusal);
        Assert.Equal(CheckoutRefusals.QuoteChanged, Assert.Single(both, o => !o.Succeeded).Refusal);
        Assert.Equal(2, await market.UsesAsync(code));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_code_that_has_gone_since_it_was_shown_is_taken_off_and_the_new_total_must_be_accepted(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var pot = await market.ListingAsync(shop);
        var stopped = await market.CodeAsync(shop, Coupons.Tenth("STOPPED"));
        await market.CodeAsync(shop, Coupons.Tenth("TODAY") with { To = DateOnly.FromDateTime(market.Clock.NowUtc) });
        var (first, second) = (await market.CheckoutAsync(await market.BasketWithAsync("STOPPED", (pot, 1))), await market.CheckoutAsync(await market.BasketWithAsync("TODAY", (pot, 1))));

        await market.DoAsync<StopDiscountCode>(async s => Assert.True((await s.RunAsync(stopped, shop.Member, default)).Succeeded));
        var afterStop = await market.PlaceAsync(first);
        market.Clock.Move(TimeSpan.FromDays(1));
        var afterEnd = await market.PlaceAsync(second);

        Assert.Equal((CheckoutRefusals.QuoteChanged, CheckoutRefusals.QuoteChanged), (afterStop.Refusal, afterEnd.Refusal));
        Assert.Equal(0, await market.ReadAsync(db => db.Orders.CountAsync()));
        var shown = await market.QuoteAsync(first);
        var accepted = await market.PlaceAsync(first with { Shown = shown.Total });
        Assert.True(accepted.Succeeded, accepted.Refusal?.Code);
        Assert.Null((await market.OrderAsync(accepted.Value.Number)).Consignments[0].DiscountCode);
        await market.AssertBooksBalanceAsync();
    }
}
