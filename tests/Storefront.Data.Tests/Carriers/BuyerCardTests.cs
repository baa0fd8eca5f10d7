using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>Buyers pay for delivery by a merchant's rate card: as shown, frozen in the order, and in agreement with the labels that can be bought.</summary>
public sealed class BuyerCardTests
{
    private const string Zones = "zone,places,days_min,days_max,up_to_kg,price\nFrance,FR,7,14,1,18.00\nFrance,,,,2,30.00\nNorth,NO:9000-9990,9,20,2,44.00\nJapan,JP,5,9,2,25.40\nGulf,KW,5,9,2,25.40\n";

    private static readonly Currency Cny = new("CNY");

    private static readonly PostalAddress Corsica = TestMarket.Lyon with { City = "Ajaccio", Postcode = "20000" };

    private static readonly PostalAddress Tokyo = new() { Country = new Country("JP"), Name = "Aoi Sato", Street = "1-2-3 Marunouchi", City = "Chiyoda-ku", Region = "Tokyo", Postcode = "100-0005", Phone = "+81312345678" };

    private static readonly PostalAddress Oslo = new() { Country = new Country("NO"), Name = "Kari Nord", Street = "Storgata 1", City = "Oslo", Postcode = "0155" };

    [Theory, Databases]
    public async Task The_buyer_pays_by_the_card_and_the_order_keeps_it_as_it_was(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft());
        var request = await ChosenAsync(market, shop.Id, await market.BasketAsync((await market.ListingAsync(shop), 1)), card);

        var shown = await QuoteAsync(market, request);
        var method = Assert.Single(shown.Consignments[0].Methods, m => m.Card is not null);
        Assert.Equal((BuyerCard.KeyOf(card), "Contract, standard", Price(market, 18_00, Currency.Eur)), (method.Key, method.Card, method.Price));
        Assert.Contains(shown.Consignments[0].Methods, m => m.Key == "express" && m.Card is null);
        var order = await PayAsync(market, request);

        var consignment = order.Consignments[0];
        Assert.Equal((method.Price, method.Key, card, 1, "Contract, standard"), (consignment.Delivery, consignment.DeliveryMethod, consignment.Card!.Id, consignment.Card.Version, consignment.Card.Name));
        Assert.Equal(market.Clock.NowUtc.AddDays(2 + 14), consignment.PromisedByUtc);
        Assert.Equal(("4px", "F3"), (consignment.Card.Carrier, consignment.Card.Service));
        var sheet = (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(consignment.Id, shop.Member, default))).Value;
        Assert.Equal("Contract, standard", sheet.Card?.Name);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_days_that_the_card_states_before_hand_over_stand_in_place_of_the_merchants_own_and_label_and_promise_agree(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft() with { HandlingDays = 4 });
        var request = await ChosenAsync(market, shop.Id, await market.BasketAsync((await market.ListingAsync(shop), 1)), card);

        var shown = (await QuoteAsync(market, request)).Consignments[0];
        Assert.Equal((4, 7, 14), (shown.HandlingDays, shown.DaysMin, shown.DaysMax));
        // Each method says its own days: the platform's go by the merchant's two.
        Assert.All(shown.Methods, m => Assert.Equal(m.Card is null ? 2 : 4, m.HandlingDays));
        var consignment = (await PayAsync(market, request)).Consignments[0];
        var now = market.Clock.NowUtc;
        Assert.Equal((now.AddDays(4), now.AddDays(4 + 7), now.AddDays(4 + 14)), (consignment.DispatchByUtc, consignment.PromisedFromUtc, consignment.PromisedByUtc));

        // The days of an offer count from hand-over: used to the last, the four days are no delay.
        market.Clock.Move(TimeSpan.FromDays(4));
        var offers = await OffersAsync(market, consignment, shop.Member, null);
        var own = offers.Rates.Single(r => r is { CarrierKey: "4px", ServiceKey: "F3" });
        Assert.Equal((7, 14), (own.DaysMin, own.DaysMax));
        Assert.True((await market.BuyLabelAsync(Wanted(consignment, own, offers) with { LateIsConfirmed = false }, shop.Member)).Succeeded);
    }

    [Theory, Databases]
    public async Task A_parcel_to_a_pickup_point_goes_by_a_card_of_the_points_carrier_whose_service_goes_there_and_by_no_other(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        foreach (var carrier in new[] { "4px", "ups" }) await AccountAsync(market, shop.Id, carrier);
        var ups = Draft() with { Name = "UPS contract", Carrier = "ups", Service = "65", Zones = "zone,places,days_min,days_max,up_to_kg,price\nLyon,FR:69000-69999,7,14,2,18.00\nFrance,FR,7,14,2,30.00\n" };
        await SaveAsync(market, shop, Draft());
        await SaveAsync(market, shop, ups with { Name = "Not to points", Service = "96" });
        var card = await SaveAsync(market, shop, ups);
        var request = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(shop), 1)));
        Assert.Equal(["Contract, standard", "Not to points", "UPS contract"], (await QuoteAsync(market, request)).Consignments[0].Methods.Select(m => m.Card).OfType<string>().Order(StringComparer.Ordinal));

        await ToPointAsync(market, request, "sandbox");
        Assert.DoesNotContain((await QuoteAsync(market, request)).Consignments[0].Methods, m => m.Card is not null);
        await ToPointAsync(market, request, "ups");
        Assert.Equal("UPS contract", Assert.Single((await QuoteAsync(market, request)).Consignments[0].Methods, m => m.Card is not null).Card);

        Assert.True((await ChooseAsync(market, request, shop.Id, card)).Succeeded);
        var consignment = (await PayAsync(market, request with { Shown = (await QuoteAsync(market, request)).Total })).Consignments[0];
        // By the place of the point, not of the buyer's home.
        Assert.Equal((Price(market, 30_00, Currency.Eur), card, "75001"), (consignment.Delivery, consignment.Card!.Id, consignment.Point!.Postcode));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Labels_of_the_card_and_of_others_agree_and_the_class_is_the_cards_as_it_was(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft());
        var listing = await market.ListingAsync(shop);
        var (first, second) = (await OrderByAsync(market, shop.Id, listing, card), await OrderByAsync(market, shop.Id, listing, card));
        // What buyers paid stays what they paid.
        await SaveAsync(market, shop, Draft() with { Id = card, Name = "Dearer", Zones = Zones.Replace("18.00", "88.00", StringComparison.Ordinal) });

        var offers = await OffersAsync(market, first, shop.Member, new Weight(1_500));
        var (own, other) = (offers.Rates.Single(r => r is { CarrierKey: "4px", ServiceKey: "F3" }), offers.Rates.First(r => r.CarrierKey == "sandbox"));
        var heavier = (await market.BuyLabelAsync(Wanted(first, own, offers), shop.Member)).Refusal!;
        // 30 yuan for the next step instead of 18, in the charge currency.
        Assert.Equal(("shipping.contradicts-weight", Money.Of(first.Delivery.Major * 30 / 18, Currency.Eur, Rounding.HalfUp)), (heavier.Code, heavier.Arguments["now"]));
        Assert.True((await market.BuyLabelAsync(Wanted(first, other, offers) with { Bears = LabelRefusals.ToBear(heavier) }, shop.Member)).Succeeded);

        offers = await OffersAsync(market, second, shop.Member, null);
        own = offers.Rates.Single(r => r is { CarrierKey: "4px", ServiceKey: "F3" });
        Assert.True((await market.BuyLabelAsync(Wanted(second, own, offers), shop.Member)).Succeeded);
    }

    [Theory, Databases]
    public async Task A_card_that_changed_between_review_and_placing_is_shown_and_confirmed(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft());
        var request = await ChosenAsync(market, shop.Id, await market.BasketAsync((await market.ListingAsync(shop), 1)), card);
        await SaveAsync(market, shop, Draft() with { Id = card, Zones = Zones.Replace("18.00", "20.00", StringComparison.Ordinal) });

        Assert.Equal(CheckoutRefusals.QuoteChanged, (await market.PlaceAsync(request)).Refusal);
        Assert.Equal(0, await market.ReadAsync(db => db.Orders.CountAsync()));
        var again = await QuoteAsync(market, request);
        Assert.Equal((Price(market, 20_00, Currency.Eur), 2), (again.Consignments[0].Delivery, again.Consignments[0].Card!.Version));

        Assert.Equal(CheckoutRefusals.QuoteChanged, (await market.PlaceAsync(request)).Refusal);
        Assert.True((await market.PlaceAsync(request with { Shown = again.Total })).Succeeded);
    }

    [Theory]
    [InlineData("sqlite", "off")]
    [InlineData("postgres", "off")]
    [InlineData("sqlite", "not for buyers")]
    [InlineData("postgres", "removed")]
    [InlineData("sqlite", "zone")]
    [InlineData("sqlite", "account")]
    public async Task A_card_that_is_gone_between_review_and_placing_gives_way_to_the_cheapest_that_is_there(string database, string how)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft());
        var request = await ChosenAsync(market, shop.Id, await market.BasketAsync((await market.ListingAsync(shop), 1)), card);

        await (how switch
        {
            "off" => market.DoAsync<KeepRateCard>(async k => Assert.True((await k.SwitchAsync(shop.Id, card, false, shop.Member, default)).Succeeded)),
            "removed" => market.DoAsync<KeepRateCard>(async k => Assert.True((await k.RemoveAsync(shop.Id, card, shop.Member, default)).Succeeded)),
            "zone" => SaveAsync(market, shop, Draft() with { Id = card, Zones = "zone,places,days_min,days_max,up_to_kg,price\nJapan,JP,5,9,2,25.40\n" }),
            "account" => market.DoAsync<MarketDb>(db => db.CarrierAccounts.ExecuteDeleteAsync()),
            _ => SaveAsync(market, shop, Draft() with { Id = card, ForBuyers = false }),
        });
        await market.DoAsync<FollowBuyerCards>(f => f.RunAsync(default));

        Assert.Equal(CheckoutRefusals.QuoteChanged, (await market.PlaceAsync(request)).Refusal);
        var again = await QuoteAsync(market, request);
        Assert.Null(again.Consignments[0].Card);
        Assert.DoesNotContain(again.Consignments[0].Methods, m => m.Card is not null);
        Assert.True((await market.PlaceAsync(request with { Shown = again.Total })).Succeeded);
    }

    [Theory, Databases]
    public async Task Outside_its_zones_the_card_is_not_offered_and_what_a_form_names_all_the_same_is_refused(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft());
        var basket = await market.BasketAsync((await market.ListingAsync(shop), 1));
        var request = await market.CheckoutAsync(basket, "NOK", Oslo);

        Assert.DoesNotContain((await QuoteAsync(market, request)).Consignments[0].Methods, m => m.Card is not null);
        Assert.Equal("shipping.method-not-offered", (await ChooseAsync(market, request, shop.Id, card)).Refusal?.Code);
        // Another merchant's card is none of this parcel's.
        var other = await market.MerchantAsync("Another House");
        var theirs = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(other), 1)));
        Assert.Equal("shipping.method-not-offered", (await ChooseAsync(market, theirs, other.Id, card)).Refusal?.Code);
    }

    [Theory, Databases]
    public async Task The_surcharge_of_a_far_address_is_told_before_it_is_paid(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft() with { RemoteLeast = 12_00, Remote = "FR:20" });
        var basket = await market.BasketAsync((await market.ListingAsync(shop), 1));

        var (near, far) = (await ChosenAsync(market, shop.Id, basket, card), await ChosenAsync(market, shop.Id, basket, card, to: Corsica));

        var (plain, dear) = ((await QuoteAsync(market, near)).Consignments[0], (await QuoteAsync(market, far)).Consignments[0]);
        Assert.Null(plain.Methods.Single(m => m.Card is not null).RemoteSurcharge);
        Assert.Equal((Price(market, 12_00, Currency.Eur), Price(market, 30_00, Currency.Eur)), (dear.Methods.Single(m => m.Card is not null).RemoteSurcharge, dear.Delivery));
    }

    [Theory]
    [InlineData("sqlite", "JP", "JPY")]
    [InlineData("postgres", "JP", "JPY")]
    [InlineData("sqlite", "KW", "KWD")]
    [InlineData("postgres", "KW", "KWD")]
    public async Task Every_currency_is_charged_in_its_own_smallest_unit(string database, string country, string currency)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft());
        var to = new PostalAddress { Country = new Country(country), Name = "A Buyer", Street = "1-2-3", City = country == "JP" ? "Chiyoda-ku" : "Kuwait City", Region = country == "JP" ? "Tokyo" : null, Postcode = country == "JP" ? "100-0001" : "13001", Phone = "+81312345678" };

        var order = await PayAsync(market, await ChosenAsync(market, shop.Id, await market.BasketAsync((await market.ListingAsync(shop), 1)), card, currency, to));

        Assert.Equal(Price(market, 25_40, new Currency(currency)), order.Consignments[0].Delivery);
        Assert.Equal(order.Total, order.Consignments.Sum(c => c.Goods + c.Delivery + c.Duty + c.Tax + c.Fees, order.Total.Currency));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_the_card_leaves_to_the_door_is_told_before_payment_and_agrees_with_its_label(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        // Mexico names the whole sum, so the platform's methods are prepaid there.
        var zones = "zone,places,days_min,days_max,up_to_kg,price\nMexico,MX,9,20,2,60.00\n";
        var (dap, ddp) = (await SaveAsync(market, shop, Draft() with { Name = "At the door", Zones = zones }), await SaveAsync(market, shop, Draft() with { Name = "Paid for", Service = "QC", Zones = zones, Incoterm = Incoterm.Ddp }));
        var (listing, city) = (await market.ListingAsync(shop), new PostalAddress { Country = new Country("MX"), Name = "Lucía Mora", Street = "Calle Madero 8", City = "Ciudad de México", Region = "CDMX", Postcode = "06000", Phone = "+525555550100", TaxId = "MOLU800101AB1" });

        var left = (await PayAsync(market, await ChosenAsync(market, shop.Id, await market.BasketAsync((listing, 1)), dap, "MXN", city))).Consignments[0];
        var paid = (await PayAsync(market, await ChosenAsync(market, shop.Id, await market.BasketAsync((listing, 1)), ddp, "MXN", city))).Consignments[0];

        Assert.Equal(("DAP", false, true, true), (left.Terms.Incoterm, left.Terms.NothingDueAtDoor, left.Terms.EstimateAtDoor!.Value.IsPositive, left.Duty.IsZero && left.Tax.IsZero));
        Assert.Equal(("DDP", true, true), (paid.Terms.Incoterm, paid.Terms.NothingDueAtDoor, (paid.Duty + paid.Tax).IsPositive));
        foreach (var (consignment, service) in new[] { (left, "F3"), (paid, "QC") })
        {
            var offers = await OffersAsync(market, consignment, shop.Member, null);
            Assert.True((await market.BuyLabelAsync(Wanted(consignment, offers.Rates.Single(r => r.CarrierKey == "4px" && r.ServiceKey == service), offers), shop.Member)).Succeeded);
        }

        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task An_address_is_corrected_within_the_zone_and_not_to_a_dearer_one_by_the_card_as_it_was(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var card = await SaveAsync(market, shop, Draft() with { RemoteLeast = 12_00, Remote = "FR:20" });
        var order = await PayAsync(market, await ChosenAsync(market, shop.Id, await market.BasketAsync((await market.ListingAsync(shop), 1)), card));
        // Today it would cost the same everywhere.
        await SaveAsync(market, shop, Draft() with { Id = card });
        Task<Outcome<Done>> CorrectAsync(PostalAddress to) => market.DoAsync<CorrectAddress, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, new OrderAccess(null, order.AccessKey), to, default));

        var dearer = (await CorrectAsync(Corsica)).Refusal!;
        Assert.Equal(OrderRefusals.AddressDearer(Price(market, 12_00, Currency.Eur)).Code, dearer.Code);
        Assert.True((await CorrectAsync(TestMarket.Lyon with { Postcode = "69003" })).Succeeded);
    }

    [Theory, Databases]
    public async Task Orders_by_one_version_of_a_card_go_together_and_those_by_another_do_not(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await ShopAsync(carrier, market);
        var (listing, card) = (await market.ListingAsync(shop), await SaveAsync(market, shop, Draft()));
        // In Japan nothing is due on so little, apart or together.
        async Task<Consignment> OrderAsync() => (await PayAsync(market, await ChosenAsync(market, shop.Id, await market.BasketAsync((listing, 1)), card, "JPY", Tokyo))).Consignments[0];
        var (first, second) = (await OrderAsync(), await OrderAsync());
        await SaveAsync(market, shop, Draft() with { Id = card, Currency = new Currency("USD") });
        var third = await OrderAsync();

        var sheet = (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(first.Id, shop.Member, default))).Value;

        Assert.Equal(second.Id, Assert.Single(sheet.Together).Consignment);
        Assert.NotEqual(first.Card!.Version, third.Card!.Version);
        Assert.Equal("USD", third.Card.Terms.Currency.Code);
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(first.Id, shop.Member, null, null, default, with: [second.Id]))).Value;
        var rate = offers.Rates.First(r => r.CarrierKey == "sandbox");
        Assert.True((await market.BuyLabelAsync(Wanted(first, rate, offers) with { With = [second.Id] }, shop.Member)).Succeeded);
    }

    [Fact]
    public async Task An_order_by_a_card_asks_the_database_no_more_than_one_by_the_platforms_tariff()
    {
        var reads = new CountedCommands();
        await using var market = await TestMarket.OnAsync("sqlite", disturbs: reads);
        var shop = await market.MerchantAsync();
        await AccountAsync(market, shop.Id, "4px");
        var (house, listing) = (new List<int>(), await market.ListingAsync(shop));
        async Task<int> BuyAsync(RateCardId? card)
        {
            var basket = await market.BasketAsync((listing, 1));
            return await reads.DuringAsync(async () =>
            {
                var request = await market.CheckoutAsync(basket);
                var shown = await QuoteAsync(market, request);
                Assert.Equal(card is not null, shown.Consignments[0].Card is not null);
                Assert.True((await market.PlaceAsync(request)).Succeeded);
            });
        }

        house.AddRange([await BuyAsync(null), await BuyAsync(null)]);
        var card = await SaveAsync(market, shop, Draft() with { Zones = "zone,places,days_min,days_max,up_to_kg,price\nFrance,FR,7,14,2,0.10\n" });

        Assert.Equal(house[1], await BuyAsync(card));
    }

    [Theory, Databases]
    public async Task What_the_carrier_bills_for_paying_customs_is_charged_and_booked_beside_the_duty(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync("Porzellan Meier", "DE", "EUR");
        await AccountAsync(market, shop.Id, "dhl-express");
        var card = await SaveAsync(market, shop, Draft() with { Carrier = "dhl-express", Service = "P", Incoterm = Incoterm.Ddp, Zones = "zone,places,days_min,days_max,up_to_kg,price\nMexico,MX,3,5,5,180\n" });
        var (pot, cup) = (await market.ListingAsync(shop, price: "60.00"), await market.ListingAsync(shop, price: "20.00", sku: "CU-1"));
        var mexico = new PostalAddress { Country = new Country("MX"), Name = "Ana Torres", Street = "Calle Hamburgo 12", City = "Ciudad de México", Region = "CDMX", Postcode = "06600" };
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1), (cup, 2)), "EUR", mexico);
        Assert.True((await ChooseAsync(market, request, shop.Id, card)).Succeeded);

        var order = await PayAsync(market, request with { Shown = (await QuoteAsync(market, request)).Total });

        // 2 % of duty and tax lie below the least: 16 euro, borne by the lines as delivery is.
        var consignment = order.Consignments[0];
        Assert.Equal(("16.00 EUR", "DDP"), (consignment.Fees.ToString(), consignment.Terms.Incoterm));
        Assert.Equal(["6.40 EUR", "9.60 EUR"], consignment.Lines.Select(l => l.Fees.ToString()).Order());
        Assert.True(consignment.Duty.IsPositive);
        Assert.Equal(order.Total, consignment.Goods + consignment.Delivery + consignment.Duty + consignment.Tax + consignment.Fees);
        await market.AssertBooksBalanceAsync();
    }

    [Theory]
    [InlineData("ups", "72", Incoterm.Dap, "shipping.card-never-at-door")]
    [InlineData("china-post", "epacket", Incoterm.Ddp, "shipping.card-never-pays-duty")]
    public async Task A_service_that_cannot_keep_the_promise_is_not_sold_to_buyers(string carrier, string service, Incoterm incoterm, string code)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var shop = await market.MerchantAsync();
        var draft = Draft() with { Carrier = carrier, Service = service, Incoterm = incoterm };

        Assert.Equal(code, (await TryAsync(market, shop.Id, draft, shop.Member)).Refusal?.Code);
        Assert.True((await TryAsync(market, shop.Id, draft with { ForBuyers = false }, shop.Member)).Succeeded);
        var steps = string.Concat(Enumerable.Range(1, KeepRateCard.MostStepsForBuyers + 1).Select(i => $"France,{(i == 1 ? "FR" : "")},7,14,{i},18.00\n"));
        Assert.Equal("shipping.card-too-many-steps", (await TryAsync(market, shop.Id, Draft() with { Zones = "zone,places,days_min,days_max,up_to_kg,price\n" + steps }, shop.Member)).Refusal?.Code);
    }

    [Theory, Databases]
    public async Task Another_node_follows_and_a_card_without_an_account_is_not_for_buyers(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var other = new CurrentBuyerCards();
        using var follow = new FollowBuyerCards(
            market.Services.GetRequiredService<IDbContextFactory<MarketDb>>(), market.Services.GetRequiredService<IServiceScopeFactory>(), other, market.Services.GetRequiredService<ITellCarriedGoods>(), market.Clock);
        await follow.RunAsync(default);
        var card = await SaveAsync(market, shop, Draft());
        await follow.RunAsync(default);
        Assert.Equal((0, 0), (other.Edition, other.Now.Of(shop.Id, new Country("FR")).Count));

        await AccountAsync(market, shop.Id, "4px");
        await follow.RunAsync(default);
        await follow.RunAsync(default);
        Assert.Equal((1, card), (other.Edition, Assert.Single(other.Now.Of(shop.Id, new Country("FR"))).Id));
        await SaveAsync(market, shop, Draft() with { Id = card, Name = "Renamed" });
        await follow.RunAsync(default);
        Assert.Equal((2, "Renamed"), (other.Edition, other.Now.Of(shop.Id, new Country("FR"))[0].Name));
        Assert.Empty(other.Now.Of(shop.Id, new Country("DE")));
        await market.DoAsync<KeepRateCard>(k => k.RemoveAsync(shop.Id, card, shop.Member, default));
        await follow.RunAsync(default);
        Assert.Empty(other.Now.Of(shop.Id, new Country("FR")));
        Assert.Equal([], market.Shadow.Faults);
    }

    private static RateCardDraft Draft() => new(null, "Contract, standard", "4px", "F3", Cny, null, PartsPerMillion.Zero, 0, 0, 0, null, 0, Zones) { ForBuyers = true };

    private static Money Price(TestMarket market, long minor, Currency currency) => market.Services.GetRequiredService<CurrentRates>().Now.Charged(Cny, currency).Apply(new Money(minor, Cny), Rounding.HalfUp);

    private static async Task<(MerchantId Id, Actor Member)> ShopAsync(FourPxAtLoopback carrier, TestMarket market)
    {
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        return shop;
    }

    /// <summary>An account at which nobody listens.</summary>
    private static Task AccountAsync(TestMarket market, MerchantId shop, string carrier) => market.DoAsync<MarketDb>(async db =>
    {
        var connector = market.Services.GetRequiredService<IEnumerable<ICarrierConnector>>().Single(c => c.Key == carrier);
        var account = CarrierAccount.Of(shop, carrier, market.Clock.NowUtc);
        account.Give(connector.Fields.ToDictionary(f => f.Key, f => "123456"), connector.Fields, isTest: true, market.Services.GetRequiredService<IKeepSecrets>(), market.Clock.NowUtc);
        db.CarrierAccounts.Add(account);
        await db.SaveChangesAsync();
    });

    private static Task<Outcome<KeptRateCard>> TryAsync(TestMarket market, MerchantId shop, RateCardDraft draft, Actor actor) => market.DoAsync<KeepRateCard, Outcome<KeptRateCard>>(k => k.SaveAsync(shop, draft, actor, default));

    private static async Task<RateCardId> SaveAsync(TestMarket market, (MerchantId Id, Actor Member) shop, RateCardDraft draft)
    {
        var kept = await TryAsync(market, shop.Id, draft, shop.Member);
        Assert.True(kept.Succeeded && kept.Value.Faults.Count == 0, kept.Refusal?.Code);
        return kept.Value.Id!.Value;
    }

    private static Task<AcceptedQuote> QuoteAsync(TestMarket market, OrderRequest request) => market.ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Where(a => a.Id == request.Attempt).Select(a => a.Quote).SingleAsync());

    private static Task<Outcome<Done>> ChooseAsync(TestMarket market, OrderRequest request, MerchantId shop, RateCardId card) =>
        market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.RequoteAsync(request.Attempt, request.Basket, new Dictionary<MerchantId, string> { [shop] = BuyerCard.KeyOf(card) }, null, default));

    /// <summary>A point in Paris, as its carrier would have described it.</summary>
    private static async Task ToPointAsync(TestMarket market, OrderRequest request, string carrier)
    {
        var point = new PickupPoint { Carrier = carrier, Id = "FR-75001-1", Name = "Corner Shop", Street = "3 rue de Rivoli", City = "Paris", Postcode = "75001", Country = new Country("FR") };
        await market.DoAsync<MarketDb>(async db =>
        {
            var attempt = await db.CheckoutAttempts.SingleAsync(a => a.Id == request.Attempt);
            attempt.Show(attempt.Quote with { Consignments = [attempt.Quote.Consignments[0] with { Point = point }] });
            await db.SaveChangesAsync();
        });
        var quoted = await market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.RequoteAsync(request.Attempt, request.Basket, null, null, default));
        Assert.True(quoted.Succeeded, quoted.Refusal?.Code);
    }

    /// <summary>A checkout in which the buyer has chosen the card's delivery.</summary>
    private static async Task<OrderRequest> ChosenAsync(TestMarket market, MerchantId shop, BasketId basket, RateCardId card, string currency = "EUR", PostalAddress? to = null)
    {
        var request = await market.CheckoutAsync(basket, currency, to);
        var chosen = await ChooseAsync(market, request, shop, card);
        Assert.True(chosen.Succeeded, chosen.Refusal?.Code);
        return request with { Shown = (await QuoteAsync(market, request)).Total };
    }

    private static async Task<Order> PayAsync(TestMarket market, OrderRequest request)
    {
        var placed = await market.PlaceAsync(request);
        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        await market.PayAsync(placed.Value.Number, Storefront.Connectors.Payments.Sandbox.SandboxInstrument.Card("4242 4242 4242 4242"));
        return await market.OrderAsync(placed.Value.Number);
    }

    private static async Task<Consignment> OrderByAsync(TestMarket market, MerchantId shop, Storefront.Catalog.VariantId listing, RateCardId card) =>
        (await PayAsync(market, await ChosenAsync(market, shop, await market.BasketAsync((listing, 1)), card))).Consignments[0];

    private static async Task<LabelOffers> OffersAsync(TestMarket market, Consignment consignment, Actor member, Weight? weight) =>
        (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, member, weight, null, default))).Value;

    private static LabelOrder Wanted(Consignment consignment, CarrierRate rate, LabelOffers offers) => new(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true };
}
