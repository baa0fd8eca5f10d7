using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Customs;

/// <summary>Goods that a destination does not admit are neither quoted nor labelled.</summary>
public sealed class RestrictedGoodsTests
{
    [Theory, Databases]
    public async Task A_power_bank_is_refused_at_checkout_with_the_reason(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var bank = await market.ListingAsync(shop, sku: "PB-1", hs: "850760");

        var sent = await market.DoAsync<PrepareCheckout, Outcome<Done>>(async prepare => await prepare.SendToAsync(Guid.NewGuid(), await market.BasketAsync((bank, 1)), null, "camille@example.test", "fr", Currency.Eur, TestMarket.Lyon, default));

        Assert.Equal("customs.restricted-battery-alone", sent.Refusal!.Code);
        await market.RunOutboxAsync();
        Assert.NotEqual(0, await market.ReadAsync(db => db.PublishedCopies.CountAsync(c => c.Document!.Contains("customs.restricted-battery-alone"))));
    }

    [Theory, Databases]
    public async Task What_was_ordered_before_is_stopped_when_the_label_is_bought_and_no_money_moves(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var wanted = await market.CheapestAsync(order.Consignments[0], shop.Member);
        // As if a rule had begun since: the line is of goods that may not be sent any more.
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Battery\" = 'IonAlone'"));
        var postings = await market.ReadAsync(db => db.Postings.CountAsync());

        var quoted = await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(order.Consignments[0].Id, shop.Member, null, null, default));
        var bought = await market.BuyLabelAsync(wanted, shop.Member);

        Assert.Equal("customs.restricted-battery-alone", quoted.Refusal!.Code);
        Assert.Equal("customs.restricted-battery-alone", bought.Refusal!.Code);
        Assert.Equal((0, postings), (await market.ReadAsync(db => db.Parcels.CountAsync()), await market.ReadAsync(db => db.Postings.CountAsync())));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Batteries_are_frozen_in_the_order_and_told_to_the_carrier(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var lamp = await market.ListingAsync(shop, sku: "LAMP-1", hs: "940521");
        var id = await market.ReadAsync(db => db.Variants.Where(v => v.Id == lamp).Select(v => v.Listing).SingleAsync());
        var sheet = (await market.DoAsync<ListingOnDesk, Outcome<ListingSheet>>(desk => desk.OpenAsync(id, shop.Member, default))).Value;
        var draft = sheet.Draft with { Variants = [.. sheet.Draft.Variants.Select(v => v with { Facts = v.Facts with { Battery = BatteryContent.IonInEquipment } })] };
        Assert.True((await market.DoAsync<SaveListing, Outcome<ListingId>>(save => save.RunAsync(shop.Id, shop.Member, draft, default))).Succeeded);

        var order = await market.PaidOrderAsync("EUR", (lamp, 1));

        Assert.Equal(BatteryContent.IonInEquipment, order.Consignments[0].Lines[0].Battery);
        Assert.Equal(BatteryContent.IonInEquipment, PackedGoods.All(order, order.Consignments[0]).Declare([]).Value.Lines[0].Battery);
    }
}
