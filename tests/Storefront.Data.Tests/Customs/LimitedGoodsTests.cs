using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Customs;

/// <summary>Goods of which a destination lets in only so much, or only after something was done: counted in checkout and in the parcel, confirmed with the label.</summary>
public sealed class LimitedGoodsTests
{
    private static readonly PostalAddress Tokyo = new() { Country = new Country("JP"), Name = "Aoi Sato", Street = "1-2-3 Marunouchi", City = "Chiyoda-ku", Region = "Tokyo", Postcode = "100-0005", Phone = "+81312345678" };

    private static readonly PostalAddress Albany = new() { Country = new Country("US"), Name = "Ann Hall", Street = "4 State Street", City = "Albany", Region = "NY", Postcode = "12207", Phone = "+15185550100" };

    [Theory, Databases]
    public async Task More_than_is_let_in_is_refused_at_checkout_with_the_line_and_the_limit(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var cream = await CreamAsync(market, shop);

        var refused = (await SendAsync(market, await market.BasketAsync((cream, 25)))).Refusal!;

        Assert.Equal(("customs.limited-units", "Celadon teapot CREAM", 24, 25L), (refused.Code, refused.Arguments["title"], refused.Arguments["most"], refused.Arguments["have"]));
        Assert.True((await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((cream, 24)), "JPY", Tokyo))).Succeeded);
        // Where nobody limits it, more may go.
        Assert.True((await SendAsync(market, await market.BasketAsync((cream, 25)), Albany)).Succeeded);
    }

    [Theory, Databases]
    public async Task What_was_put_into_the_basket_after_the_review_is_counted_when_the_order_is_placed(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var (cream, basket) = (await CreamAsync(market, shop), default(BasketId));
        basket = await market.BasketAsync((cream, 20));
        var request = await market.CheckoutAsync(basket, "JPY", Tokyo);
        await market.DoAsync<ChangeBasket>(change => change.AddAsync(basket, null, cream, 5, default));

        Assert.Equal("customs.limited-units", (await market.PlaceAsync(request)).Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Orders.CountAsync()));
    }

    [Theory, Databases]
    public async Task Orders_that_are_each_within_the_limit_do_not_go_together_above_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var cream = await CreamAsync(market, shop);
        var (first, second) = (await PaidAsync(market, cream, 20, Tokyo, "JPY"), await PaidAsync(market, cream, 5, Tokyo, "JPY"));

        var (weight, box) = (new Weight(16_000), new Dimensions(600, 500, 400));
        var alone = await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(first.Id, shop.Member, weight, box, default));
        var together = await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(first.Id, shop.Member, weight, box, default, with: [second.Id]));
        var rate = alone.Value.Rates[0];
        var wanted = new LabelOrder(first.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, weight, box) { LateIsConfirmed = true };
        var bought = await market.BuyLabelAsync(wanted with { With = [second.Id] }, shop.Member);

        Assert.Equal(("customs.limited-units", "customs.limited-units"), (together.Refusal?.Code, bought.Refusal?.Code));
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
        Assert.True((await market.BuyLabelAsync(wanted, shop.Member)).Succeeded);
    }

    [Theory, Databases]
    public async Task A_label_for_goods_that_must_be_announced_is_bought_once_the_merchant_says_so(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await PaidAsync(market, await market.ListingAsync(shop, sku: "TEA", hs: "090210"), 1, Albany, "USD");

        var offers = (await QuoteAsync(market, order, shop.Member)).Value;
        var many = (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, [new ParcelToQuote(order.Id)], shop.Member, null, default))).Value[0];
        var wanted = await market.CheapestAsync(order, shop.Member);

        Assert.Equal("customs.restricted-prior-notice", Assert.Single(offers.ToConfirm).Code);
        Assert.Equal(offers.ToConfirm.Select(c => c.Code), many.ToConfirm.Select(c => c.Code));
        Assert.Equal("customs.not-confirmed", (await market.BuyLabelAsync(wanted, shop.Member)).Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
        Assert.True((await market.BuyLabelAsync(wanted with { ConditionsAreConfirmed = true }, shop.Member)).Succeeded);
        var entry = await market.ReadAsync(db => db.AuditLog.SingleAsync(a => a.Act == nameof(BuyLabel)));
        Assert.Contains("customs.restricted-prior-notice", entry.Detail!, StringComparison.Ordinal);
        await market.AssertBooksBalanceAsync();
    }

    private static Task<VariantId> CreamAsync(TestMarket market, (Storefront.Merchants.MerchantId Id, Actor Member) shop) => market.ListingAsync(shop, price: "8.00", stock: 200, sku: "CREAM", hs: "330499");

    private static Task<Outcome<Done>> SendAsync(TestMarket market, BasketId basket, PostalAddress? to = null) =>
        market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.SendToAsync(Guid.NewGuid(), basket, null, "aoi@example.test", "en", Currency.Usd, to ?? Tokyo, default));

    private static async Task<Consignment> PaidAsync(TestMarket market, VariantId variant, int units, PostalAddress to, string currency)
    {
        var placed = await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((variant, units)), currency, to));
        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        await market.PayAsync(placed.Value.Number, Storefront.Connectors.Payments.Sandbox.SandboxInstrument.Card("4242 4242 4242 4242"));
        return (await market.OrderAsync(placed.Value.Number)).Consignments[0];
    }

    private static Task<Outcome<LabelOffers>> QuoteAsync(TestMarket market, Consignment consignment, Actor member) => market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, member, null, null, default));
}
