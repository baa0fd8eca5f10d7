using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Connectors.Carriers.Ups;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Tests.Carriers.Ups;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Data.Tests.Carriers;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>A parcel to a pickup point, from the choice to the label.</summary>
public sealed class PickupPointTests
{
    private static readonly Country France = new("FR");

    [Theory, Databases]
    public async Task A_chosen_point_is_frozen_into_the_consignment_and_stands_on_label_slip_and_quote(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var checkout = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)), to: TestMarket.Lyon with { Phone = "+33478000000" });
        var before = checkout.Shown;

        Assert.True((await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "sandbox", "FR-69002-3"))).Succeeded);
        var order = await PaidAsync(market, checkout with { Shown = await TotalAsync(market, checkout) });

        var consignment = order.Consignments[0];
        Assert.Equal(before, order.Total);
        Assert.Equal(("sandbox", "FR-69002-3", "Sandbox Locker", "Railway Station", "69002", France), (consignment.Point!.Carrier, consignment.Point.Id, consignment.Point.Name, consignment.Point.Street, consignment.Point.Postcode!, consignment.Point.Country));
        Assert.Equal("12 rue Mercière", order.ShipTo.Street);
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, tea.Member, null, null, default))).Value;
        Assert.Equal(["express", "parcel"], offers.Rates.Select(r => r.ServiceKey).Order());
        var proposal = Assert.Single((await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(tea.Id, [new ParcelToQuote(consignment.Id)], tea.Member, null, default))).Value);
        Assert.Equal(["express", "parcel"], proposal.Offers.Select(r => r.ServiceKey).Order());
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(consignment, tea.Member), tea.Member)).Value;
        var packed = (await market.ReadAsync(db => PackedParcel.LoadAsync(db, tea.Id, [consignment.Id], tea.Member, default))).Value[0];
        var papers = market.Services.CreateScope().ServiceProvider.GetRequiredService<ShippingPapers>();
        foreach (var recipient in new[] { papers.Label(packed).Value.Recipient, papers.Slip(packed).Recipient })
            Assert.Equal(("Camille Roux", "Sandbox Locker", "Railway Station", "69002", "+33478000000"), (recipient.Name, recipient.Company!, recipient.Street, recipient.Postcode!, recipient.Phone!));
        Assert.Equal("12 rue Mercière", papers.Invoice(packed).Value.Buyer.Address.Street);
        var printed = (await market.DoAsync<PrintLabel, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, tea.Member, DocumentFormat.Pdf, 1, default))).Value;
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(printed.Bytes, 0, 4));
        await market.DoAsync<HandOverParcel>(async hand => Assert.True((await hand.RunAsync(parcel, tea.Member, default)).Succeeded));
        foreach (var template in new[] { "order-paid", "dispatched" })
            Assert.Equal("Longjing House: Sandbox Locker, Railway Station, 69002 Sandbox Town", (await market.ReadAsync(db => db.Notices.SingleAsync(n => n.Template == template))).Values["points"]);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_a_form_made_up_is_not_taken_and_nothing_changes(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var checkout = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)));

        foreach (var (near, carrier, id) in new[] { ("69002", "sandbox", "FR-69002-9"), ("69002", "sandbox", "FR-75001-1"), ("69002", "ups", "FR-69002-1"), ("69002", "", ""), ("69002", "sandbox", "DE-69002-1") })
            Assert.Equal(PickupPointRefusals.NotOffered, (await ChooseAsync(market, checkout, tea.Id, new PointChoice(near, carrier, id))).Refusal);
        Assert.Equal(PickupPointRefusals.NowhereToLook, (await ChooseAsync(market, checkout, tea.Id, new PointChoice(" - ", "sandbox", "FR-69002-1"))).Refusal);
        Assert.Equal(PickupPointRefusals.NowhereToLook, (await ChooseAsync(market, checkout, tea.Id, new PointChoice(new string('9', 61), "sandbox", "FR-69002-1"))).Refusal);
        Assert.Equal(CheckoutRefusals.AttemptUnknown, (await ChooseAsync(market, checkout, Id.New<MerchantId>(), new PointChoice("69002", "sandbox", "FR-69002-1"))).Refusal);
        Assert.Equal(CheckoutRefusals.AttemptUnknown, (await ChooseAsync(market, checkout with { Basket = Id.New<BasketId>() }, tea.Id, new PointChoice("69002", "sandbox", "FR-69002-1"))).Refusal);

        Assert.Null((await QuoteAsync(market, checkout)).Consignments[0].Point);
    }

    [Fact]
    public async Task A_point_is_changed_given_up_and_forgotten_with_another_address_until_the_order_is_placed()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var tea = await market.MerchantAsync();
        var basket = await market.BasketAsync((await market.ListingAsync(tea), 1));
        var checkout = await market.CheckoutAsync(basket);
        async Task<string?> ChosenAsync() => (await QuoteAsync(market, checkout)).Consignments[0].Point?.Id;
        Task<Outcome<Done>> SendToAsync(PostalAddress to) => market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.SendToAsync(checkout.Attempt, basket, null, "camille@example.test", "fr", Currency.Eur, to, default));

        await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "sandbox", "FR-69002-1"));
        Assert.Equal("FR-69002-1", await ChosenAsync());
        await ChooseAsync(market, checkout, tea.Id, new PointChoice("75001", "sandbox", "FR-75001-2"));
        Assert.Equal("FR-75001-2", await ChosenAsync());
        await market.DoAsync<PrepareCheckout>(p => p.RequoteAsync(checkout.Attempt, basket, null, null, default));
        await SendToAsync(TestMarket.Lyon with { Phone = "+33478000001" });
        Assert.Equal("FR-75001-2", await ChosenAsync());
        await SendToAsync(TestMarket.Lyon with { Postcode = "13001", City = "Marseille" });
        Assert.Null(await ChosenAsync());
        await ChooseAsync(market, checkout, tea.Id, new PointChoice("13001", "sandbox", "FR-13001-1"));
        await ChooseAsync(market, checkout, tea.Id, null);
        Assert.Null(await ChosenAsync());

        var placed = await market.PlaceAsync(checkout with { Shown = await TotalAsync(market, checkout) });
        await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "sandbox", "FR-69002-1"));
        Assert.Null((await market.OrderAsync(placed.Value.Number)).Consignments[0].Point);
    }

    [Fact]
    public async Task The_surcharge_is_that_of_the_place_where_the_parcel_goes()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var tea = await market.MerchantAsync();
        var goods = await market.ListingAsync(tea);
        var (oslo, batsfjord) = (new PostalAddress { Country = new Country("NO"), Name = "Kari", Street = "Karl Johans gate", City = "Oslo", Postcode = "0154" }, new PostalAddress { Country = new Country("NO"), Name = "Kari", Street = "Fjordveien", City = "Båtsfjord", Postcode = "9990" });
        var town = await market.CheckoutAsync(await market.BasketAsync((goods, 1)), to: oslo);
        var far = await market.CheckoutAsync(await market.BasketAsync((goods, 1)), to: batsfjord);
        static Money? Surcharge(AcceptedQuote quote) => quote.Consignments[0].Methods.Single(m => m.Key == "parcel").RemoteSurcharge;

        Assert.Null(Surcharge(await QuoteAsync(market, town)));
        Assert.True(Surcharge(await QuoteAsync(market, far))!.Value.IsPositive);
        await ChooseAsync(market, town, tea.Id, new PointChoice("9990", "sandbox", "NO-9990-2"));
        await ChooseAsync(market, far, tea.Id, new PointChoice("0154", "sandbox", "NO-0154-1"));

        Assert.True(Surcharge(await QuoteAsync(market, town))!.Value.IsPositive);
        Assert.Null(Surcharge(await QuoteAsync(market, far)));
    }

    [Fact]
    public async Task A_point_that_is_gone_when_the_label_is_bought_is_told_and_nothing_is_bought()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var tea = await market.MerchantAsync();
        var checkout = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)));
        await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "sandbox", "FR-69002-4"));
        var order = await PaidAsync(market, checkout);
        var wanted = await market.CheapestAsync(order.Consignments[0], tea.Member);

        Script(market).Next(SandboxCall.FindPoints, SandboxFault.TimeOutBefore);
        var silent = await market.BuyLabelAsync(wanted, tea.Member);
        market.Clock.Move(new DateTime(2027, 7, 1, 0, 0, 0, DateTimeKind.Utc) - market.Clock.NowUtc);
        var gone = await market.BuyLabelAsync(wanted, tea.Member);

        Assert.Equal("shipping.carrier-silent", silent.Refusal?.Code);
        Assert.Equal(("shipping.point-gone", "Sandbox Kiosk", "Sandbox Post"), (gone.Refusal?.Code, gone.Refusal?.Arguments["point"], gone.Refusal?.Arguments["carrier"]));
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
        // What may be done instead is done: the money goes back.
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByMerchantAsync(order.Consignments[0].Id, tea.Member, default))).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Only_the_carrier_that_keeps_the_point_is_asked_and_its_wire_names_it(string database)
    {
        await using var ups = await UpsAtLoopback.StartAsync();
        await using var market = await ups.MarketAsync(database);
        var tea = await market.MerchantAsync();
        await ups.ConnectAsync(market, tea);
        var checkout = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)));

        Assert.True((await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "ups", "U12345678"))).Succeeded);
        var consignment = (await PaidAsync(market, checkout)).Consignments[0];
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, tea.Member, null, null, default))).Value;
        var rate = offers.Rates[0];
        var elsewhere = await market.BuyLabelAsync(new LabelOrder(consignment.Id, "sandbox", "parcel", new Money(99_00, Currency.Eur), offers.Weight, offers.Size), tea.Member);
        var bought = await market.BuyLabelAsync(new LabelOrder(consignment.Id, "ups", rate.ServiceKey, rate.Price, offers.Weight, offers.Size), tea.Member);

        Assert.All(offers.Rates, r => Assert.Equal("ups", r.CarrierKey));
        Assert.Equal("shipping.point-of-another-carrier", elsewhere.Refusal?.Code);
        Assert.True(bought.Succeeded, bought.Refusal?.Code);
        var sent = ups.Server.Requests.Last(r => r.Path == "/api/shipments/v2409/ship").Json.GetProperty("ShipmentRequest").GetProperty("Shipment");
        Assert.Equal("U12345678", sent.GetProperty("AlternateDeliveryAddress").GetProperty("UPSAccessPointID").GetString());
        Assert.Equal("Camille Roux", sent.GetProperty("ShipTo").GetProperty("Name").GetString());
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_merchant_that_left_the_carrier_of_the_point_is_told_to_come_back_or_to_cancel()
    {
        await using var ups = await UpsAtLoopback.StartAsync();
        await using var market = await ups.MarketAsync("sqlite");
        var tea = await market.MerchantAsync();
        var account = await ups.ConnectAsync(market, tea);
        var checkout = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)));
        await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "ups", "U12345678"));
        var consignment = (await PaidAsync(market, checkout)).Consignments[0];

        Assert.True((await market.DoAsync<ConnectCarrier, Outcome<Done>>(c => c.SwitchAsync(account, false, tea.Member, default))).Succeeded);

        var refused = await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, tea.Member, null, null, default));
        Assert.Equal(("shipping.point-no-service", "UPS"), (refused.Refusal?.Code, refused.Refusal?.Arguments["carrier"]));
        var point = consignment.Point!;
        Assert.Equal("shipping.point-carrier-not-connected", (await market.DoAsync<FindPickupPoints, Refusal?>(f => f.WhyNotAsync(tea.Id, point, "ups", default)))?.Code);
    }

    [Fact]
    public async Task A_carrier_that_hangs_is_named_and_not_waited_for_and_what_came_is_kept()
    {
        await using var ups = await UpsAtLoopback.StartAsync();
        await using var market = await ups.MarketAsync("sqlite");
        var tea = await market.MerchantAsync();
        await ups.ConnectAsync(market, tea);
        Task<PointsFound> FindAsync(string near) => market.DoAsync<FindPickupPoints, PointsFound>(f => f.RunAsync(tea.Id, new Country("CN"), new PointSearch(France, near), default));
        int Asked() => ups.Server.Requests.Count(r => r.Path.Contains("/locations/", StringComparison.Ordinal));

        ups.Server.Next(r => r.Path.Contains("/locations/", StringComparison.Ordinal), Fault.Hang);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var partial = await FindAsync("69002");
        var took = watch.Elapsed;
        var whole = await FindAsync("69002");
        var again = await FindAsync("6 9 0-02");

        Assert.Equal(["UPS"], partial.Silent);
        Assert.Empty(partial.Refused);
        Assert.Equal(4, partial.Points.Count);
        Assert.InRange(took, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(8));
        Assert.Equal((6, 0), (whole.Points.Count, whole.Silent.Count));
        Assert.Equal(whole.Points.Select(p => p.Point), again.Points.Select(p => p.Point));
        Assert.Equal(whole.Points.OrderBy(p => p.DistanceMetres), whole.Points);
        Assert.Equal(2, Asked());
        market.Clock.Move(PickupPointCache.Life);
        await FindAsync("69002");
        Assert.Equal(3, Asked());
    }

    [Fact]
    public void The_memory_for_points_is_bounded()
    {
        var cache = new PickupPointCache(new Storefront.Testing.MovableClock());

        for (var i = 0; i < 3 * PickupPointCache.Most; i++) cache.Keep("sandbox:", new PointSearch(France, $"{i:00000}"), []);

        Assert.InRange(cache.Count, 1, PickupPointCache.Most);
        Assert.NotNull(cache.Find("sandbox:", new PointSearch(France, $"{(3 * PickupPointCache.Most) - 1:00000}")));
        Assert.Null(cache.Find("ups:", new PointSearch(France, $"{(3 * PickupPointCache.Most) - 1:00000}")));
    }

    [Fact]
    public async Task Placing_an_order_to_a_point_asks_the_database_and_the_carriers_no_more_than_any_other()
    {
        var reads = new CountedCommands();
        await using var ups = await UpsAtLoopback.StartAsync();
        await using var market = await ups.MarketAsync("sqlite", reads);
        var tea = await market.MerchantAsync();
        await ups.ConnectAsync(market, tea);
        var goods = await market.ListingAsync(tea);
        var (plain, pointed) = (await market.CheckoutAsync(await market.BasketAsync((goods, 1))), await market.CheckoutAsync(await market.BasketAsync((goods, 1))));
        await ChooseAsync(market, pointed, tea.Id, new PointChoice("69002", "ups", "U12345678"));
        await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((goods, 1))));
        var asked = ups.Server.Requests.Count;

        var without = await reads.DuringAsync(async () => Assert.True((await market.PlaceAsync(plain)).Succeeded));
        var with = await reads.DuringAsync(async () => Assert.True((await market.PlaceAsync(pointed)).Succeeded));

        Assert.Equal(without, with);
        Assert.Equal(asked, ups.Server.Requests.Count);
    }

    [Fact]
    public async Task Points_are_offered_where_a_carrier_of_the_merchant_has_them_and_the_database_is_asked_once_in_minutes()
    {
        var reads = new CountedCommands();
        await using var ups = await UpsAtLoopback.StartAsync();
        await using var market = await ups.MarketAsync("sqlite", reads, sandbox: false);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var account = await ups.ConnectAsync(market, tea);
        Task<IReadOnlySet<MerchantId>> OfferedAsync() => market.DoAsync<PointCarriers, IReadOnlySet<MerchantId>>(p => p.OfferedAsync([(tea.Id, new Country("CN")), (linen.Id, France)], France, default));

        var first = await reads.DuringAsync(async () => Assert.Equal([tea.Id], await OfferedAsync()));
        var again = await reads.DuringAsync(async () => Assert.Equal([tea.Id], await OfferedAsync()));
        await market.DoAsync<ConnectCarrier>(c => c.SwitchAsync(account, false, tea.Member, default));
        market.Clock.Move(PointCarriersKept.Life);

        Assert.Equal((1, 0), (first, again));
        Assert.Empty(await OfferedAsync());
    }

    [Theory, Databases]
    public async Task A_buyers_data_names_the_point_and_loses_it_with_the_address(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var checkout = await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)));
        await ChooseAsync(market, checkout, tea.Id, new PointChoice("69002", "sandbox", "FR-69002-1"));
        var order = await PaidAsync(market, checkout);
        // Nobody is forgotten while the order is under way.
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByMerchantAsync(order.Consignments[0].Id, tea.Member, default))).Succeeded);
        var person = new DataSubject(Id.New<UserId>(), "camille@example.test");

        var told = System.Text.Json.JsonSerializer.Serialize(await market.ReadAsync(db => new OrderPersonalData(db).ExportAsync(person, default)));
        await market.DoAsync<MarketDb>(async db =>
        {
            await new OrderPersonalData(db).EraseAsync(person, market.Clock.NowUtc, default);
            await db.SaveChangesAsync();
        });

        Assert.Contains("Sandbox Corner Shop", told, StringComparison.Ordinal);
        Assert.Null((await market.OrderAsync(order.Number)).Consignments[0].Point);
        Assert.Equal(OrderPersonalData.StandIn, (await market.OrderAsync(order.Number)).ShipTo.Name);
    }

    private static SandboxScript Script(TestMarket market) => market.Services.GetRequiredService<SandboxScript>();

    private static Task<Outcome<Done>> ChooseAsync(TestMarket market, OrderRequest checkout, MerchantId merchant, PointChoice? choice) =>
        market.DoAsync<ChoosePickupPoint, Outcome<Done>>(c => c.RunAsync(checkout.Attempt, checkout.Basket, merchant, choice, default));

    /// <summary>A checkout of one merchant's goods, sent to a point near Lyon.</summary>
    internal static async Task<OrderRequest> ToPointAsync(TestMarket market, OrderRequest checkout, string point)
    {
        Assert.True((await ChooseAsync(market, checkout, (await QuoteAsync(market, checkout)).Consignments[0].Merchant, new PointChoice("69002", "sandbox", point))).Succeeded);
        return checkout with { Shown = await TotalAsync(market, checkout) };
    }

    private static Task<AcceptedQuote> QuoteAsync(TestMarket market, OrderRequest checkout) => market.ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Where(a => a.Id == checkout.Attempt).Select(a => a.Quote).SingleAsync());

    private static async Task<Money> TotalAsync(TestMarket market, OrderRequest checkout) => (await QuoteAsync(market, checkout)).Total;

    private static async Task<Order> PaidAsync(TestMarket market, OrderRequest checkout)
    {
        var placed = (await market.PlaceAsync(checkout with { Shown = await TotalAsync(market, checkout) })).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        return await market.OrderAsync(placed.Number);
    }

    /// <summary>UPS's stand-in, and a market whose connector calls it.</summary>
    private sealed class UpsAtLoopback : IAsyncDisposable
    {
        private readonly UpsDouble other = new();

        public ScriptedServer Server { get; private set; } = null!;

        public static async Task<UpsAtLoopback> StartAsync()
        {
            var carrier = new UpsAtLoopback();
            carrier.Server = await ScriptedServer.StartAsync(request => carrier.other.Answer(request));
            return carrier;
        }

        public Task<TestMarket> MarketAsync(string database, CountedCommands? reads = null, bool sandbox = true) =>
            TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Ups:Test"] = $"{Server.Base}", ["Sandbox:Enabled"] = sandbox ? "true" : "false" }, reads);

        public async Task<CarrierAccountId> ConnectAsync(TestMarket market, (MerchantId Id, Actor Member) shop)
        {
            var given = new[] { UpsConnector.ClientId, UpsConnector.ClientSecret, UpsConnector.Account }.ToDictionary(k => k, k => (string?)other.Good[k]);
            return (await market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(shop.Id, "ups", given, isTest: true, shop.Member, default))).Value;
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
