using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Customs.Readiness;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>Goods with a hazard go by services and methods that take them, and are not sold where none does.</summary>
public sealed class HazardTests
{
    private static readonly PostalAddress Shenzhen = new() { Country = new Country("CN"), Name = "Li Na", Street = "8 Shennan Road", City = "Shenzhen", Region = "Guangdong", Postcode = "518000", Phone = "+8613800000000" };

    [Theory, Databases]
    public async Task A_service_that_does_not_take_the_goods_is_shown_with_the_reason_and_cannot_be_bought(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var wanted = await market.CheapestAsync(order.Consignments[0], shop.Member);
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Battery\" = 'IonInEquipment'"));
        var taken = (await OffersAsync(market, order)).Rates.Select(r => r.ServiceKey).Order();
        Assert.Equal(["express", "parcel", "post-tracked"], taken);

        await market.DoAsync<MarketDb>(async db =>
        {
            var line = await db.OrderLines.SingleAsync();
            db.Entry(line).Property(l => l.Sensitive).CurrentValue = [SensitiveGoods.Aerosol];
            db.Entry(await db.Consignments.SingleAsync()).Property(c => c.ShipsFrom).CurrentValue = new Country("FR");
            await db.SaveChangesAsync();
        });

        var offers = await OffersAsync(market, order);
        Assert.Equal("parcel", Assert.Single(offers.Rates).ServiceKey);
        Assert.All(offers.Unfit, u => Assert.Equal(("shipping.goods-not-taken", "Aerosol", u.Rate.ServiceName), (u.Why.Code, u.Why.Arguments["kind"], u.Why.Arguments["service"])));
        Assert.Equal(["express", "post-tracked"], offers.Unfit.Select(u => u.Rate.ServiceKey).Order());
        Assert.Equal("shipping.goods-not-taken", (await market.BuyLabelAsync(wanted, shop.Member)).Refusal?.Code);

        async Task<LabelOffers> OffersAsync(TestMarket m, Order o) => (await m.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(o.Consignments[0].Id, shop.Member, null, null, default))).Value;
    }

    [Theory, Databases]
    public async Task Inside_a_country_a_spray_can_is_delivered_by_the_method_that_takes_it_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var can = await SprayAsync(market, shop);

        var request = await market.CheckoutAsync(await market.BasketAsync((can, 1)), "CNY", Shenzhen);

        var quote = await market.ReadAsync(db => db.CheckoutAttempts.Where(a => a.Id == request.Attempt).Select(a => a.Quote).SingleAsync());
        Assert.Equal("parcel", Assert.Single(quote.Consignments[0].Methods).Key);
        var abroad = await market.DoAsync<PrepareCheckout, Outcome<Done>>(async prepare => await prepare.SendToAsync(Guid.NewGuid(), await market.BasketAsync((can, 1)), null, "camille@example.test", "fr", Currency.Eur, TestMarket.Lyon, default));
        Assert.Equal("customs.restricted-dangerous", abroad.Refusal?.Code);
    }

    [Theory, Databases]
    public async Task A_merchant_sees_where_no_delivery_takes_the_goods(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var can = await SprayAsync(market, shop);
        var id = await market.ReadAsync(db => db.Variants.Where(v => v.Id == can).Select(v => v.Listing).SingleAsync());

        var read = (await market.DoAsync<ReadReadiness, Outcome<ListingReadiness>>(r => r.OpenAsync(id, shop.Member, default))).Value;

        Assert.Null(read.Destinations.Single(d => d.Destination.Code == "CN").NotCarried);
        Assert.All(read.Destinations.Where(d => d.NotCarried is not null), d => Assert.Equal((ReadinessStanding.NotSold, true), (d.Standing, d.WhyNotSold is not null)));
    }

    private static async Task<VariantId> SprayAsync(TestMarket market, (Merchants.MerchantId Id, Accounts.Actor Member) shop)
    {
        var can = await market.ListingAsync(shop, sku: "CAN-1", hs: "320890");
        var id = await market.ReadAsync(db => db.Variants.Where(v => v.Id == can).Select(v => v.Listing).SingleAsync());
        var sheet = (await market.DoAsync<ListingOnDesk, Outcome<ListingSheet>>(desk => desk.OpenAsync(id, shop.Member, default))).Value;
        var draft = sheet.Draft with { Facts = sheet.Draft.Facts with { Sensitive = [SensitiveGoods.Aerosol] } };
        Assert.True((await market.DoAsync<SaveListing, Outcome<ListingId>>(save => save.RunAsync(shop.Id, shop.Member, draft, default))).Succeeded);
        return can;
    }
}
