using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>A label that contradicts what was paid is refused before anything is written, and the refusal says in figures what differs.</summary>
public sealed class LabelMatchTests
{
    [Theory, Databases]
    public async Task A_parcel_of_a_dearer_class_of_weight_is_bought_only_when_the_difference_is_borne(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (consignment, member) = await PaidAsync(market);
        var offers = await OffersAsync(market, consignment, member, new Weight(1_900), null);
        var wanted = Cheapest(consignment, offers);

        var refused = (await market.BuyLabelAsync(wanted, member)).Refusal!;

        Assert.Equal(("shipping.contradicts-weight", 1.9m, 0.819m), (refused.Code, refused.Arguments["kilograms"], refused.Arguments["acceptedKilograms"]));
        var (accepted, now, difference) = ((Money)refused.Arguments["accepted"], (Money)refused.Arguments["now"], (Money)refused.Arguments["difference"]);
        Assert.Equal((consignment.Delivery, now - accepted), (accepted, difference));
        Assert.True(difference.IsPositive);
        Assert.Equal(difference, LabelRefusals.ToBear(refused));
        Assert.Equal(refused.Code, (await market.BuyLabelAsync(wanted with { Bears = difference - new Money(1, difference.Currency) }, member)).Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));

        Assert.True((await market.BuyLabelAsync(wanted with { Bears = difference }, member)).Succeeded);
        Assert.Equal(new Weight(1_900), (await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync())).Weight);
    }

    [Theory, Databases]
    public async Task A_larger_parcel_is_told_by_its_measures_and_one_that_nothing_carries_is_not_for_the_merchant_to_bear(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (consignment, member) = await PaidAsync(market);
        var (large, endless) = (new Dimensions(600, 500, 400), new Dimensions(1_400, 700, 700));

        var refused = (await market.BuyLabelAsync(Cheapest(consignment, await OffersAsync(market, consignment, member, null, large)), member)).Refusal!;
        Assert.Equal(("shipping.contradicts-size", "22 × 16 × 15", "60 × 50 × 40"), (refused.Code, refused.Arguments["acceptedSize"], refused.Arguments["size"]));

        var offers = await OffersAsync(market, consignment, member, null, null);
        var none = (await market.BuyLabelAsync(Cheapest(consignment, offers) with { Weight = new Weight(29_000), Size = endless, Bears = new Money(1_000_00, Currency.Eur), Accepted = new Money(9_999_00, Currency.Eur), Service = "parcel" }, member)).Refusal!;
        Assert.Contains(none.Code, new[] { "shipping.contradicts-every-class", "shipping.too-large" });
        Assert.Null(LabelRefusals.ToBear(none));
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
    }

    [Theory, Databases]
    public async Task An_address_that_was_not_quoted_for_is_refused(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (consignment, member) = await PaidAsync(market);
        var wanted = Cheapest(consignment, await OffersAsync(market, consignment, member, null, null));

        await MoveToAsync(market, TestMarket.Lyon with { Country = new Country("US"), City = "Albany", Region = "NY", Postcode = "12207" });
        var elsewhere = (await market.BuyLabelAsync(wanted with { Basis = null }, member)).Refusal!;
        Assert.Equal(("shipping.contradicts-address", "FR 69002", "US 12207"), (elsewhere.Code, elsewhere.Arguments["accepted"], elsewhere.Arguments["now"]));

        // The next street costs the same: only the comparison that was made for the old one does not count.
        await MoveToAsync(market, TestMarket.Lyon with { Street = "14 rue Mercière", Postcode = "69003" });
        Assert.Equal("shipping.contradicts-content", (await market.BuyLabelAsync(wanted, member)).Refusal?.Code);
        Assert.True((await market.BuyLabelAsync(Cheapest(consignment, await OffersAsync(market, consignment, member, null, null)), member)).Succeeded);
    }

    /// <summary>Hong Kong has no postcodes: which island it is decides the price, in the quote, in the order and in what a label is compared with.</summary>
    [Theory, Databases]
    public async Task A_far_town_without_a_postcode_is_quoted_labelled_and_corrected_alike(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var cup = await market.ListingAsync(shop);
        var kowloon = new PostalAddress { Country = new Country("HK"), Name = "Chan Siu Ming", Street = "12 Nathan Road", City = "Mong Kok", Region = "Kowloon", Phone = "+85221234567" };
        var lantau = kowloon with { Street = "3 Ngan Kwong Wan Road", City = "Mui Wo", Region = "New Territories" };
        async Task<Order> ToAsync(PostalAddress to)
        {
            var request = await market.CheckoutAsync(await market.BasketAsync((cup, 1)), "HKD", to);
            Assert.True((await market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.RequoteAsync(request.Attempt, request.Basket, new Dictionary<Storefront.Merchants.MerchantId, string> { [shop.Id] = "parcel" }, null, default))).Succeeded);
            var total = await market.ReadAsync(async db => (await db.CheckoutAttempts.SingleAsync(a => a.Id == request.Attempt)).Quote.Total);
            var placed = (await market.PlaceAsync(request with { Shown = total })).Value;
            await market.PayAsync(placed.Number, Storefront.Connectors.Payments.Sandbox.SandboxInstrument.Card("4242 4242 4242 4242"));
            return await market.OrderAsync(placed.Number);
        }

        var (near, far) = (await ToAsync(kowloon), await ToAsync(lantau));
        Assert.True(far.Consignments[0].Delivery > near.Consignments[0].Delivery, $"{near.Consignments[0].Delivery} and {far.Consignments[0].Delivery}");
        var (nearWanted, farWanted) = (Cheapest(near.Consignments[0], await OffersAsync(market, near.Consignments[0], shop.Member, null, null)), Cheapest(far.Consignments[0], await OffersAsync(market, far.Consignments[0], shop.Member, null, null)));

        Assert.True((await market.BuyLabelAsync(farWanted, shop.Member)).Succeeded);
        Assert.Equal(
            ("orders.address-dearer", far.Total - near.Total),
            await market.DoAsync<CorrectAddress, (string?, object?)>(async c => (await c.ByBuyerAsync(near.Number, Storefront.Data.Tests.Disputes.DisputeTests.Key(near), lantau, default)).Refusal is { } no ? (no.Code, no.Arguments["difference"]) : default));
        await market.DoAsync<MarketDb>(async db =>
        {
            var order = await db.Orders.SingleAsync(o => o.Number == near.Number);
            db.Entry(order).Property(o => o.ShipTo).CurrentValue = lantau;
            await db.SaveChangesAsync();
        });
        var moved = (await market.BuyLabelAsync(nearWanted with { Basis = null }, shop.Member)).Refusal!;
        Assert.Equal(("shipping.contradicts-address", "HK Mong Kok, Kowloon", "HK Mui Wo, New Territories"), (moved.Code, moved.Arguments["accepted"], moved.Arguments["now"]));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Goods_that_changed_after_the_comparison_are_looked_at_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (consignment, member) = await PaidAsync(market);
        var wanted = Cheapest(consignment, await OffersAsync(market, consignment, member, null, null));
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"HsCode\" = '691200'"));

        Assert.Equal("shipping.contradicts-content", (await market.BuyLabelAsync(wanted, member)).Refusal?.Code);
        Assert.True((await market.BuyLabelAsync(Cheapest(consignment, await OffersAsync(market, consignment, member, null, null)), member)).Succeeded);
    }

    [Theory, Databases]
    public async Task A_service_that_comes_after_the_promise_is_bought_only_knowingly(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (consignment, member) = await PaidAsync(market);
        market.Clock.Move(consignment.PromisedByUtc - market.Clock.NowUtc - TimeSpan.FromDays(1));
        var offers = await OffersAsync(market, consignment, member, null, null);
        var express = offers.Rates.Single(r => r.ServiceKey == "express");
        var wanted = new LabelOrder(consignment.Id, express.CarrierKey, express.ServiceKey, express.Price, offers.Weight, offers.Size) { Basis = offers.Basis };

        var refused = (await market.BuyLabelAsync(wanted, member)).Refusal!;

        Assert.Equal(("shipping.contradicts-speed", express.DaysMax - 1), (refused.Code, refused.Arguments["days"]));
        Assert.True((await market.BuyLabelAsync(wanted with { LateIsConfirmed = true }, member)).Succeeded);
    }

    private static async Task<(Consignment Consignment, Actor Member)> PaidAsync(TestMarket market)
    {
        var shop = await market.MerchantAsync();
        return ((await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1))).Consignments[0], shop.Member);
    }

    private static Task MoveToAsync(TestMarket market, PostalAddress to) => market.DoAsync<MarketDb>(async db =>
    {
        var order = await db.Orders.SingleAsync();
        db.Entry(order).Property(o => o.ShipTo).CurrentValue = to;
        await db.SaveChangesAsync();
    });

    private static async Task<LabelOffers> OffersAsync(TestMarket market, Consignment consignment, Actor member, Weight? weight, Dimensions? size) =>
        (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, member, weight, size, default))).Value;

    private static LabelOrder Cheapest(Consignment consignment, LabelOffers offers)
    {
        var rate = offers.Rates[0];
        return new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { Basis = offers.Basis, LateIsConfirmed = true };
    }
}
