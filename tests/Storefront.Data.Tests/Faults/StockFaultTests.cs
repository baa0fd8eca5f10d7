using Microsoft.EntityFrameworkCore;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Orders;

namespace Storefront.Data.Tests.Faults;

/// <summary>Baskets that ask for what cannot be, and buyers who keep stock and never pay.</summary>
public sealed class StockFaultTests
{
    [Theory, Databases]
    public async Task F46_The_same_variant_twice_counts_as_its_sum_and_no_quantity_is_negative_or_huge(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 5);
        var basket = await market.BasketAsync((pot, 3), (pot, 1));

        foreach (var units in new[] { 0, -1, int.MinValue, Basket.MostUnits + 1, int.MaxValue, Basket.MostUnits - 3 })
            Assert.Equal(CheckoutRefusals.QuantityNotWhole, (await market.DoAsync<ChangeBasket, Outcome<BasketId>>(c => c.AddAsync(basket, null, pot, units, default))).Refusal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => market.DoAsync<ChangeBasket>(c => c.SetAsync(basket, pot, -2, default)));
        Assert.Equal(4, await market.ReadAsync(db => db.BasketLines.Select(l => l.Quantity).SingleAsync()));
        await market.BasketAsync((pot, 1));
        await market.DoAsync<ChangeBasket>(async c => Assert.True((await c.AddAsync(basket, null, pot, 2, default)).Succeeded));
        var tooMany = await market.PlaceAsync(await market.CheckoutAsync(basket));
        await market.DoAsync<ChangeBasket>(c => c.SetAsync(basket, pot, 5, default));
        var all = await market.PlaceAsync(await market.CheckoutAsync(basket));

        Assert.Equal("checkout.out-of-stock", tooMany.Refusal?.Code);
        Assert.True(all.Succeeded, all.Refusal?.Code);
        Assert.Equal((5, 0), ((await market.StockAsync(pot)).Reserved, (await market.StockAsync(pot)).Available));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F48_Who_keeps_stock_and_does_not_pay_gets_no_more_of_it_under_another_mail_address_or_account(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Payments:MostUnpaidOrders"] = "3" });
        var pot = await market.ListingAsync(await market.MerchantAsync(), stock: 50);
        var (elsewhere, user) = (TestMarket.Lyon with { Street = "3 place Bellecour" }, Id.New<UserId>());
        var kept = new[] { await PlaceAsync("bot@example.test", TestMarket.Lyon, user), await PlaceAsync("bot@example.test", TestMarket.Lyon, user), await PlaceAsync("bot@example.test", TestMarket.Lyon, user) };

        var refused = new[]
        {
            await PlaceAsync("bot@example.test", TestMarket.Lyon, user), await PlaceAsync("bot@example.test", elsewhere), await PlaceAsync("other@example.test", TestMarket.Lyon), await PlaceAsync("other@example.test", elsewhere, user),
        };
        var reserved = (await market.StockAsync(pot)).Reserved;
        // Guests have no account in common, and somebody else buys as ever.
        var stranger = await PlaceAsync("stranger@example.test", elsewhere);
        await market.PayAsync(kept[0].Value.Number, SandboxInstrument.Card("4242424242424242"));
        var (afterPaying, full) = (await PlaceAsync("bot@example.test", TestMarket.Lyon), await PlaceAsync("bot@example.test", TestMarket.Lyon));
        market.Clock.Move(TimeSpan.FromMinutes(31));
        await market.SweepAsync();
        var afterLapse = await PlaceAsync("bot@example.test", TestMarket.Lyon);

        Assert.Equal([null, null, null, null, null, null], new[] { kept[0], kept[1], kept[2], stranger, afterPaying, afterLapse }.Select(o => o.Refusal?.Code));
        Assert.All([.. refused, full], o => Assert.Equal("checkout.too-many-unpaid", o.Refusal?.Code));
        Assert.Equal(3, reserved);
        await market.AssertBooksBalanceAsync();

        async Task<Outcome<PlacedOrder>> PlaceAsync(string email, Storefront.Shipping.PostalAddress to, UserId? by = null) =>
            await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1)), to: to, email: email, user: by));
    }

    [Theory, Databases]
    public async Task F49_One_line_that_is_gone_reserves_nothing_of_any_merchant_and_the_buyer_chooses(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var (pot, cup, cloth) = (await market.ListingAsync(tea), await market.ListingAsync(tea, "45.00", sku: "CP-1"), await market.ListingAsync(linen, "42.00", 1, "LN-1", "630251"));
        var basket = await market.BasketAsync((pot, 2), (cup, 1), (cloth, 1));
        var request = await market.CheckoutAsync(basket);
        await market.PaidOrderAsync("EUR", (cloth, 1));

        var refused = await market.PlaceAsync(request);

        Assert.Equal("checkout.out-of-stock", refused.Refusal?.Code);
        Assert.Equal((0, 0), ((await market.StockAsync(pot)).Reserved, (await market.StockAsync(cup)).Reserved));
        Assert.Equal((1, 3), (await market.ReadAsync(db => db.Orders.CountAsync()), await market.ReadAsync(db => db.BasketLines.CountAsync(l => l.Basket == basket))));
        await market.DoAsync<ChangeBasket>(c => c.RemoveAsync(basket, cloth, default));
        var rest = await market.PlaceAsync(await market.CheckoutAsync(basket));
        Assert.True(rest.Succeeded, rest.Refusal?.Code);
        Assert.Equal(tea.Id, Assert.Single((await market.OrderAsync(rest.Value.Number)).Consignments).Merchant);
        await market.AssertBooksBalanceAsync();
    }
}
