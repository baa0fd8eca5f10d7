using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Orders;
using Storefront.Shipping.Lanes;

namespace Storefront.Data.Tests.Customs;

/// <summary>What an admin says of a lane is felt in the shop and at the packing desk at once, on every node.</summary>
public sealed class LaneTests
{
    private static readonly Country China = new("CN"), France = new("FR");

    [Theory, Databases]
    public async Task A_suspended_lane_is_refused_and_opens_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        var accepted = await market.CheckoutAsync(await market.BasketAsync((teapot, 1)));
        await AddAsync(market, new LaneNoticeDraft(China, France, null, LaneStatus.Suspended, 0, "Strike at the airport", null, null));

        Assert.Equal("lanes.suspended", (await SendAsync(market, await market.BasketAsync((teapot, 1)))).Refusal!.Code);
        Assert.Equal("lanes.suspended", (await market.PlaceAsync(accepted)).Refusal!.Code);

        var notice = await market.ReadAsync(db => db.LaneNotices.SingleAsync());
        Assert.True((await market.DoAsync<SetLane, Outcome<Done>>(async set => await set.EndAsync(notice.Id, await market.AdminAsync(), default))).Succeeded);
        Assert.True((await market.PlaceAsync(accepted)).Succeeded);
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(SetLane))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_delay_is_promised_at_checkout_and_shown_with_the_carriers_offers(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        var before = await market.PaidOrderAsync("EUR", (teapot, 1));
        var offers = await OffersAsync(market, before.Consignments[0], shop.Member);
        await AddAsync(market, new LaneNoticeDraft(China, null, null, LaneStatus.Delayed, 5, "Holiday", null, null));

        var after = await market.PaidOrderAsync("EUR", (teapot, 1));
        var late = await OffersAsync(market, after.Consignments[0], shop.Member);

        Assert.Equal(before.Consignments[0].PromisedByUtc.AddDays(5), after.Consignments[0].PromisedByUtc);
        Assert.Equal(offers.Rates.Select(r => r.DaysMax + 5), late.Rates.Select(r => r.DaysMax));
        Assert.Equal(before.Total, after.Total);
    }

    [Theory, Databases]
    public async Task A_carrier_that_is_suspended_is_not_asked_and_sells_no_label(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var wanted = await market.CheapestAsync(order.Consignments[0], shop.Member);
        await AddAsync(market, new LaneNoticeDraft(null, France, wanted.Carrier, LaneStatus.Suspended, 0, "No flights", null, null));

        var offers = await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(order.Consignments[0].Id, shop.Member, null, null, default));

        Assert.Equal(("lanes.carrier-suspended", "No flights"), (offers.Refusal!.Code, offers.Refusal.Arguments["reason"]));
        Assert.Equal("lanes.carrier-suspended", (await market.BuyLabelAsync(wanted, shop.Member)).Refusal!.Code);
        Assert.True((await SendAsync(market, await market.BasketAsync((await market.ListingAsync(shop, sku: "TP-2"), 1)))).Succeeded);
    }

    [Theory, Databases]
    public async Task Another_node_follows_and_a_notice_begins_and_ends_by_the_clock(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var other = new CurrentLanes();
        using var follow = new FollowLanes(await market.DoAsync<IDbContextFactory<MarketDb>, IDbContextFactory<MarketDb>>(Task.FromResult), other, market.Clock);
        await follow.RunAsync(default);
        Assert.Equal(0, other.Edition);
        var now = market.Clock.NowUtc;
        await AddAsync(market, new LaneNoticeDraft(China, France, null, LaneStatus.Suspended, 0, "Inventory", now.AddHours(2), now.AddHours(4)));

        var seen = new List<bool>();
        for (var hour = 0; hour < 5; hour++)
        {
            await follow.RunAsync(default);
            await follow.RunAsync(default);
            seen.Add(other.Now.StandingOf(China, France).IsSuspended);
            market.Clock.Move(TimeSpan.FromHours(1));
        }

        Assert.Equal([false, false, true, true, false], seen);
        Assert.Equal(2, other.Edition);
    }

    [Theory, Databases]
    public async Task Only_admins_may_and_what_makes_no_sense_is_refused(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var now = market.Clock.NowUtc;
        var good = new LaneNoticeDraft(China, France, null, LaneStatus.Delayed, 5, "Holiday", null, null);

        Assert.Equal(AccountRefusals.AdminsOnly, (await TryAsync(market, good, new Actor(Id.New<UserId>()))).Refusal);
        Assert.Equal(LaneRefusals.Everything, (await TryAsync(market, good with { From = null, To = null })).Refusal);
        Assert.Equal(LaneRefusals.DaysOutside, (await TryAsync(market, good with { MoreDays = 0 })).Refusal);
        Assert.Equal(LaneRefusals.DaysOutside, (await TryAsync(market, good with { MoreDays = 91 })).Refusal);
        Assert.Equal(LaneRefusals.ReasonMissing, (await TryAsync(market, good with { Reason = " " })).Refusal);
        Assert.Equal(LaneRefusals.EndsBefore, (await TryAsync(market, good with { UntilUtc = now.AddHours(-1) })).Refusal);
        Assert.Equal(LaneRefusals.CarrierUnknown, (await TryAsync(market, good with { Carrier = "pigeon" })).Refusal);
        Assert.Equal(LaneRefusals.NotFound, (await market.DoAsync<SetLane, Outcome<Done>>(async set => await set.EndAsync(Guid.NewGuid(), await market.AdminAsync(), default))).Refusal);
        Assert.Equal(0, await market.ReadAsync(db => db.LaneNotices.CountAsync()));
    }

    private static async Task AddAsync(TestMarket market, LaneNoticeDraft draft) => Assert.True((await TryAsync(market, draft)).Succeeded);

    private static async Task<Outcome<Done>> TryAsync(TestMarket market, LaneNoticeDraft draft, Actor? actor = null)
    {
        var by = actor ?? await market.AdminAsync();
        return await market.DoAsync<SetLane, Outcome<Done>>(set => set.AddAsync(draft, by, default));
    }

    private static async Task<LabelOffers> OffersAsync(TestMarket market, Consignment consignment, Actor member) =>
        (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(consignment.Id, member, null, null, default))).Value;

    private static Task<Outcome<Done>> SendAsync(TestMarket market, BasketId basket) =>
        market.DoAsync<PrepareCheckout, Outcome<Done>>(prepare => prepare.SendToAsync(Guid.NewGuid(), basket, null, "camille@example.test", "fr", Currency.Eur, TestMarket.Lyon, default));
}
