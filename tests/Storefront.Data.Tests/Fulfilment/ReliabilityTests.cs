using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>A parcel counts once for the reliability of its carrier service, and offers can be put in order by it.</summary>
public sealed class ReliabilityTests
{
    private static readonly Country France = new("FR");

    [Theory, Databases]
    public async Task A_parcel_that_came_in_time_counts_once_however_often_and_by_how_many_nodes_it_is_told(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, parcel) = await SentAsync(market);
        market.Services.GetRequiredService<SandboxScript>().Next(SandboxCall.Track, SandboxFault.TellBackwardsTwice);
        market.Clock.Move(TimeSpan.FromDays(60));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.DoAsync<FollowParcels>(f => f.RunAsync(default)))));
        await FollowAsync(market, TimeSpan.FromDays(1));

        var days = await DaysAsync(market);
        Assert.Equal([ServiceDay.Market, shop.Id], days.Select(d => d.Merchant).OrderBy(m => m == shop.Id));
        Assert.All(days, d => Assert.Equal((France, "sandbox", parcel.Service, 1, 1), (d.Destination, d.Carrier, d.Service, d.Parcels, d.OnTime)));
        Assert.True((await ParcelAsync(market)).IsCounted);
    }

    [Theory, Databases]
    public async Task A_lost_parcel_counts_as_one_that_did_not_come(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        await SentAsync(market, TestMarket.Lyon with { Street2 = "sandbox-lost" });

        await FollowAsync(market, TimeSpan.FromDays(60));
        await FollowAsync(market, TimeSpan.FromDays(60));

        Assert.All(await DaysAsync(market), d => Assert.Equal((1, 0), (d.Parcels, d.OnTime)));
        Assert.Equal(2, (await DaysAsync(market)).Count);
    }

    [Theory, Databases]
    public async Task A_parcel_whose_day_is_over_counts_as_late_and_its_coming_changes_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        await SentAsync(market);
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"Parcels\" SET \"PromisedDays\" = 1"));

        await FollowAsync(market, TimeSpan.FromDays(1 + Parcel.NewsComeWithinDays));
        Assert.Empty(await DaysAsync(market));
        await FollowAsync(market, TimeSpan.FromDays(1));
        Assert.Equal(ParcelStatus.HandedOver, (await ParcelAsync(market)).Status);
        await FollowAsync(market, TimeSpan.FromDays(60));

        Assert.Equal(ParcelStatus.Delivered, (await ParcelAsync(market)).Status);
        Assert.All(await DaysAsync(market), d => Assert.Equal((1, 0), (d.Parcels, d.OnTime)));
    }

    [Theory, Databases]
    public async Task Many_parcels_that_end_at_once_are_all_counted(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var tea = await market.ListingAsync(shop);
        for (var i = 0; i < 4; i++) await market.SendAsync((await market.PaidOrderAsync("EUR", (tea, 1))).Consignments[0], shop.Member);
        var ids = await market.ReadAsync(db => db.Parcels.Select(p => p.Id).ToListAsync());

        await Task.WhenAll(ids.Select(id => Task.Run(() => market.DoAsync<MarketDb>(db => db.AtomicallyAsync<Done>(async () =>
        {
            await db.CountAsync(await db.Parcels.SingleAsync(p => p.Id == id), onTime: true, market.Clock.NowUtc, default);
            return Done.Ok;
        }, default)))));

        Assert.All(await DaysAsync(market), d => Assert.Equal((4, 4), (d.Parcels, d.OnTime)));
        Assert.Equal(2, (await DaysAsync(market)).Count);
    }

    [Theory, Databases]
    public async Task Own_parcels_go_before_the_markets_and_too_few_or_too_old_ones_say_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var today = DateOnly.FromDateTime(market.Clock.NowUtc);
        await SeedAsync(market, shop.Id, "express", today, parcels: 21, onTime: 20);
        await SeedAsync(market, ServiceDay.Market, "express", today, parcels: 100, onTime: 10);
        await SeedAsync(market, ServiceDay.Market, "parcel", today.AddDays(-Reliabilities.Days), parcels: 20, onTime: 20);
        await SeedAsync(market, shop.Id, "parcel", today, parcels: 19, onTime: 0);
        await SeedAsync(market, ServiceDay.Market, "post-tracked", today, parcels: 19, onTime: 19);
        await SeedAsync(market, ServiceDay.Market, "post-tracked", today.AddDays(-Reliabilities.Days - 1), parcels: 19, onTime: 19);

        var offers = await OffersAsync(market, order.Consignments[0], shop.Member);

        Reliability? Of(string service) => offers.Reliabilities.Of(offers.Rates.Single(r => r.ServiceKey == service));
        Assert.Equal(new Reliability(20, 21, IsOwn: true), Of("express"));
        Assert.Equal(new PartsPerMillion(952_000), Of("express")!.Share);
        Assert.Equal(new Reliability(20, 20, IsOwn: false), Of("parcel"));
        Assert.Null(Of("post-tracked"));
        var ranked = offers.Rates.By(OfferOrder.Reliability, offers.Reliabilities, market.Services.GetRequiredService<CurrentRates>().Now, Currency.Eur);
        Assert.Equal(["parcel", "express", "post-tracked"], ranked.Select(r => r.ServiceKey));
        Assert.Equal("express", offers.Rates.By(OfferOrder.Speed, offers.Reliabilities, market.Services.GetRequiredService<CurrentRates>().Now, Currency.Eur)[0].ServiceKey);
    }

    [Theory, Databases]
    public async Task The_order_of_offers_is_remembered_for_the_merchant_and_proposals_follow_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var stranger = await market.MerchantAsync("Another House");
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        await SeedAsync(market, ServiceDay.Market, "express", DateOnly.FromDateTime(market.Clock.NowUtc), parcels: 40, onTime: 39);
        Assert.Equal(OfferOrder.Price, (await OffersAsync(market, order.Consignments[0], shop.Member)).OrderedBy);
        Assert.NotEqual("express", (await ProposedAsync(market, shop, order)).Proposed!.ServiceKey);

        Assert.Equal(OrderRefusals.NotFound, (await ChooseAsync(market, shop.Id, stranger.Member)).Refusal);
        Assert.True((await ChooseAsync(market, shop.Id, shop.Member)).Succeeded);

        Assert.Equal(OfferOrder.Reliability, (await OffersAsync(market, order.Consignments[0], shop.Member)).OrderedBy);
        Assert.Equal("express", (await ProposedAsync(market, shop, order)).Proposed!.ServiceKey);
        Assert.Equal(OfferOrder.Price, (await market.DoAsync<ChooseOfferOrder, Outcome<OfferOrder>>(c => c.ReadAsync(stranger.Id, stranger.Member, default))).Value);
    }

    private static async Task<((MerchantId Id, Actor Member) Shop, Parcel Parcel)> SentAsync(TestMarket market, PostalAddress? to = null)
    {
        var shop = await market.MerchantAsync();
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(shop), 1)), to: to))).Value;
        await market.PayAsync(placed.Number, Storefront.Connectors.Payments.Sandbox.SandboxInstrument.Card("4242 4242 4242 4242"));
        await market.SendAsync((await market.OrderAsync(placed.Number)).Consignments[0], shop.Member);
        return (shop, await ParcelAsync(market));
    }

    private static async Task FollowAsync(TestMarket market, TimeSpan later)
    {
        market.Clock.Move(later);
        await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
    }

    private static Task SeedAsync(TestMarket market, MerchantId merchant, string service, DateOnly day, int parcels, int onTime) => market.DoAsync<MarketDb>(async db =>
    {
        var row = ServiceDay.Of(merchant, France, "sandbox", service, day, onTime: false);
        db.ServiceDays.Add(row);
        db.Entry(row).Property(r => r.Parcels).CurrentValue = parcels;
        db.Entry(row).Property(r => r.OnTime).CurrentValue = onTime;
        await db.SaveChangesAsync();
    });

    private static async Task<LabelOffers> OffersAsync(TestMarket market, Consignment consignment, Actor member) =>
        (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, member, null, null, default))).Value;

    private static async Task<LabelProposal> ProposedAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Order order) =>
        (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, [new ParcelToQuote(order.Consignments[0].Id)], shop.Member, null, default))).Value[0];

    private static Task<Outcome<Done>> ChooseAsync(TestMarket market, MerchantId shop, Actor actor) =>
        market.DoAsync<ChooseOfferOrder, Outcome<Done>>(c => c.RunAsync(shop, OfferOrder.Reliability, actor, default));

    private static Task<List<ServiceDay>> DaysAsync(TestMarket market) => market.ReadAsync(db => db.ServiceDays.AsNoTracking().ToListAsync());

    private static Task<Parcel> ParcelAsync(TestMarket market) => market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync());
}
