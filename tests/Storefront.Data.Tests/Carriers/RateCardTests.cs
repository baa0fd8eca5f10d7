using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

public sealed class RateCardTests
{
    private const string Zones = "zone,places,days_min,days_max,up_to_kg,price\nFrance,FR,7,14,1,88.00\nFrance,,,,2,120.00\n";

    [Theory, Databases]
    public async Task A_card_is_quoted_beside_the_carriers_prices_replaces_the_one_of_its_service_and_buys_the_label(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        Assert.Empty((await SaveAsync(market, shop.Id, shop.Member, Draft())).Value.Faults);
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var id = order.Consignments[0].Id;

        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(id, shop.Member, new Weight(900), null, default))).Value;
        var standard = Assert.Single(offers.Rates, r => r is { CarrierKey: "4px", ServiceKey: "F3" });
        Assert.Equal((new Money(88_00, new Currency("CNY")), true, "Contract, standard"), (standard.Price, standard.IsOfCard, standard.ServiceName));
        Assert.Contains(offers.Rates, r => r is { CarrierKey: "4px", ServiceKey: "QC", IsOfCard: false });

        var parcel = (await market.BuyLabelAsync(new LabelOrder(id, "4px", "F3", standard.Price, offers.Weight, offers.Size), shop.Member)).Value;
        Assert.Equal((ParcelStatus.Labelled, standard.Price), await market.ReadAsync(db => db.Parcels.Where(p => p.Id == parcel).Select(p => new ValueTuple<ParcelStatus, Money>(p.Status, p.Cost)).SingleAsync()));
    }

    [Theory, Databases]
    public async Task Nobody_else_reads_or_changes_a_card_and_a_bad_file_changes_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var stranger = await market.MerchantAsync("Another House");
        var card = (await SaveAsync(market, shop.Id, shop.Member, Draft())).Value.Id!.Value;

        Assert.Equal("shipping.card-not-found", (await SaveAsync(market, shop.Id, stranger.Member, Draft() with { Id = card })).Refusal?.Code);
        Assert.Equal("shipping.card-not-found", (await SaveAsync(market, stranger.Id, stranger.Member, Draft() with { Id = card })).Refusal?.Code);
        Assert.Equal("shipping.card-not-found", (await market.DoAsync<RateCards, Outcome<RateCard>>(q => q.FindAsync(shop.Id, card, stranger.Member, default))).Refusal?.Code);
        Assert.Equal("shipping.card-not-found", (await market.DoAsync<KeepRateCard, Outcome<Done>>(k => k.RemoveAsync(stranger.Id, card, stranger.Member, default))).Refusal?.Code);
        var bad = await SaveAsync(market, shop.Id, shop.Member, Draft() with { Id = card, Zones = Zones + "France,,,,2,1.00\n" });
        Assert.Equal(("up_to_kg", 4), (bad.Value.Faults[0].Column, bad.Value.Faults[0].Line));
        Assert.Equal("shipping.card-no-zones", (await SaveAsync(market, shop.Id, shop.Member, Draft() with { Id = card, Currency = Currency.Eur, Zones = null })).Refusal?.Code);

        var kept = (await market.DoAsync<RateCards, Outcome<RateCard>>(q => q.FindAsync(shop.Id, card, shop.Member, default))).Value;
        Assert.Equal((2, 1), (kept.Terms.Zones[0].Steps.Count, kept.Version));
        Assert.True((await market.DoAsync<KeepRateCard, Outcome<Done>>(k => k.RemoveAsync(shop.Id, card, shop.Member, default))).Succeeded);
    }

    [Theory]
    [InlineData("", "4px", "F3", "shipping.card-name-missing")]
    [InlineData("A", "no-such", "F3", "shipping.card-carrier-missing")]
    [InlineData("A", "4px", " ", "shipping.card-service-missing")]
    public async Task What_is_missing_is_asked_for(string name, string carrier, string service, string code)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var shop = await market.MerchantAsync();

        Assert.Equal(code, (await SaveAsync(market, shop.Id, shop.Member, Draft() with { Name = name, Carrier = carrier, Service = service })).Refusal?.Code);
    }

    private static RateCardDraft Draft() => new(null, "Contract, standard", "4px", "F3", new Currency("CNY"), null, PartsPerMillion.Zero, 0, 0, 0, null, 0, Zones);

    private static Task<Outcome<KeptRateCard>> SaveAsync(TestMarket market, MerchantId shop, Actor actor, RateCardDraft draft) => market.DoAsync<KeepRateCard, Outcome<KeptRateCard>>(k => k.SaveAsync(shop, draft, actor, default));
}
