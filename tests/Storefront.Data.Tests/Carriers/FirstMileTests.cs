using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Connectors.Carriers.CainiaoGlobal;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Tests.Carriers.Cainiao;
using Storefront.Connectors.Tests.Carriers.CainiaoGlobal;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Connectors.Tests.Carriers.YtoExpress;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>A domestic carrier brings parcels to the sorting warehouse of the one that goes abroad. Both carriers' ends of the wire are their stand-ins on loopback.</summary>
public sealed class FirstMileTests
{
    [Theory, Databases]
    public async Task A_parcel_goes_to_the_warehouse_and_abroad_and_both_ways_are_one(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var (market, shop) = (both.Market, both.Shop);
        var order = await both.PaidAsync();
        var abroad = await both.LabelAsync(order.Consignments[0]);

        var bought = await both.BringAsync([abroad]);
        Assert.True(bought.Succeeded, bought.Refusal?.Code);

        // The waybill names what is inside as its carrier knows it, and goes to the warehouse.
        var main = await ParcelAsync(market, abroad);
        var sent = both.Asked(CarrierAbility.Buy);
        Assert.Equal(
            ("青浦集货仓", "上海市", "15900521555", main.CarrierReference, main.CarrierReference),
            (Text(sent, "recipientName"), Text(sent, "recipientProvinceName"), Text(sent, "recipientMobile"), Text(sent, "cstOrderNo"), Text(sent, "remark")));
        var mile = await ParcelAsync(market, bought.Value);
        Assert.Equal((ParcelStatus.Labelled, Assert.Single(both.Yto.Labels.Values).TrackingNumber, true), (mile.Status, mile.TrackingNumber, mile.IsFirstMile));
        Assert.Equal(mile.Id, main.FirstMile);
        // It is no parcel to the buyer: the order has one, and stands where it stood.
        Assert.Equal([abroad], await market.ReadAsync(db => db.Parcels.Select(p => p.Id).ToListAsync()));
        Assert.Equal(ConsignmentStatus.LabelBought, await StatusAsync());
        Assert.Equal(2, await market.DoAsync<FetchLabel, int>(f => f.SweepAsync(default)));
        Assert.Equal(both.Yto.Labels.Values.Single().File, (await market.DoAsync<CarrierLabels, Outcome<CarrierFile>>(l => l.OpenAsync(mile.Id, shop.Member, default))).Value.Bytes.ToArray());
        Assert.Equal(YtoAndCainiao.Warehouse, (await market.DoAsync<FirstMiles, Outcome<FirstMileForm>>(f => f.OfParcelAsync(shop.Id, abroad, shop.Member, default))).Value.Warehouse);
        Assert.Equal("shipping.first-mile-stands", (await both.BringAsync([abroad])).Refusal?.Code);

        // The domestic carrier delivers at the warehouse; the buyer's parcel is not delivered by that.
        await market.DoAsync<HandOverParcel>(async h => Assert.True((await h.RunAsync(abroad, shop.Member, default)).Succeeded));
        both.Yto.Labels.Values.Single().IsMoving = true;
        market.Clock.Move(TimeSpan.FromDays(5));
        await market.DoAsync<FollowParcels, int>(f => f.RunAsync(default));
        Assert.Equal((ParcelStatus.Delivered, ParcelStatus.HandedOver, ConsignmentStatus.HandedOver), ((await ParcelAsync(market, mile.Id)).Status, (await ParcelAsync(market, abroad)).Status, await StatusAsync()));
        Assert.Equal([(true, "HandedOver"), (true, "InTransit"), (true, "Delivered")], (await ScansAsync()).Select(s => (s.IsFirstMile, s.Status)));
        Assert.Equal(0, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "delivered")));

        both.Cainiao.Labels.Values.Single().IsMoving = true;
        market.Clock.Move(TimeSpan.FromDays(7));
        await market.DoAsync<FollowParcels, int>(f => f.RunAsync(default));
        Assert.Equal(ConsignmentStatus.Delivered, await StatusAsync());
        var way = await ScansAsync();
        Assert.Equal(way.OrderBy(s => s.AtUtc).Select(s => (s.AtUtc, s.Status)), way.Select(s => (s.AtUtc, s.Status)));
        Assert.Equal((3, 3, false), (way.Count(s => s.IsFirstMile), way.Count(s => !s.IsFirstMile), way[^1].IsFirstMile));
        await market.AssertBooksBalanceAsync();

        Task<ConsignmentStatus> StatusAsync() => market.ReadAsync(db => db.Consignments.Where(c => c.Id == order.Consignments[0].Id).Select(c => c.Status).SingleAsync());
        async Task<IReadOnlyList<ScanSheet>> ScansAsync() => (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(order.Consignments[0].Id, shop.Member, default))).Value.Parcels.Single().Scans;
    }

    [Theory, Databases]
    public async Task Goods_that_the_bringing_carrier_does_not_take_are_not_brought(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var abroad = await both.LabelAsync((await both.PaidAsync()).Consignments[0]);
        await both.Market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Battery\" = 'IonWithEquipment'"));

        var refused = (await both.BringAsync([abroad])).Refusal;

        Assert.Equal(("shipping.goods-not-taken", "IonWithEquipment"), (refused?.Code, refused?.Arguments["kind"]));
        Assert.Empty(both.Yto.Labels);
        Assert.Null((await ParcelAsync(both.Market, abroad)).FirstMile);
    }

    [Theory, Databases]
    public async Task The_carrier_is_told_what_the_goods_are_called_in_the_country_that_they_leave(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var english = await both.PaidAsync();
        await both.LabelAsync(english.Consignments[0]);
        Assert.Equal(["Porcelain teapot"], Names());
        await both.CallsAsync("龙泉青瓷茶壶");
        var order = await both.PaidAsync();
        // What is written there after the order changes nothing of it.
        await both.CallsAsync("别的名字");

        await both.LabelAsync(order.Consignments[0]);

        Assert.Equal(["Porcelain teapot", "龙泉青瓷茶壶"], Names());
        IEnumerable<string> Names() => both.CainiaoServer.Requests.Where(r => both.Cainiao.AbilityOf(r) == CarrierAbility.Buy)
            .Select(r => System.Text.RegularExpressions.Regex.Match(System.Text.RegularExpressions.Regex.Unescape(r.Form["logistics_interface"]), "\"chineseName\":\"([^\"]+)\"").Groups[1].Value);
    }

    /// <summary>Its own carrier sees nothing of it before it has come to the warehouse: what the domestic carrier saw counts.</summary>
    [Theory, Databases]
    public async Task A_parcel_that_was_seen_on_its_first_mile_is_not_missed_abroad(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var (market, shop) = (both.Market, both.Shop);
        var abroad = await both.LabelAsync((await both.PaidAsync()).Consignments[0]);
        var mile = (await both.BringAsync([abroad])).Value;
        await market.DoAsync<HandOverParcel>(async h => Assert.True((await h.RunAsync(abroad, shop.Member, default)).Succeeded));
        market.Clock.Move(TimeSpan.FromDays(10));
        await market.ReadAsync(async db =>
        {
            db.ParcelScans.Add(ParcelScan.Of(mile, "IN@20261203", nameof(TrackingStatus.InTransit), new Country("CN"), "Hangzhou", market.Clock.GetUtcNow().UtcDateTime));
            return await db.SaveChangesAsync();
        });

        market.Clock.Move(TimeSpan.FromDays(ParcelTroubles.DaysWithoutScan - 1));
        await market.DoAsync<FollowParcels, int>(f => f.RunAsync(default));
        var moving = (await ParcelAsync(market, abroad)).Trouble;
        market.Clock.Move(TimeSpan.FromDays(2));
        await market.DoAsync<FollowParcels, int>(f => f.RunAsync(default));

        Assert.Null(moving);
        Assert.Equal(ParcelTrouble.NoScan, (await ParcelAsync(market, abroad)).Trouble);
    }

    [Theory, Databases]
    public async Task A_parcel_of_a_carrier_that_cannot_be_asked_is_no_task_for_not_being_seen(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var (market, shop) = (both.Market, both.Shop);
        var abroad = await both.LabelAsync((await both.PaidAsync()).Consignments[0], "cainiao-global");
        await market.DoAsync<HandOverParcel>(async h => Assert.True((await h.RunAsync(abroad, shop.Member, default)).Succeeded));

        market.Clock.Move(TimeSpan.FromDays(2 * ParcelTroubles.DaysWithoutScan));
        Assert.True(await market.DoAsync<FollowParcels, int>(f => f.RunAsync(default)) > 0);

        Assert.Equal((ParcelStatus.HandedOver, null), ((await ParcelAsync(market, abroad)).Status, (await ParcelAsync(market, abroad)).Trouble));
        Assert.Equal(0, (await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(o => o.ForAsync(shop.Id, shop.Member, default))).Value.Troubled.Count);
    }

    [Theory, Databases]
    public async Task A_bag_goes_there_with_one_waybill_that_names_it(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var (market, shop) = (both.Market, both.Shop);
        ParcelId[] parcels = [await both.LabelAsync((await both.PaidAsync()).Consignments[0]), await both.LabelAsync((await both.PaidAsync()).Consignments[0])];
        var bag = (await market.DoAsync<MakeManifest, Outcome<MadeManifest>>(m => m.RunAsync(shop.Id, parcels, new DateOnly(2026, 11, 23), shop.Member, default))).Value;
        Assert.All(bag.Parcels, p => Assert.Null(p.Why));
        var form = (await market.DoAsync<FirstMiles, Outcome<FirstMileForm>>(f => f.OfBagAsync(shop.Id, bag.Id, shop.Member, default))).Value;
        Assert.Equal(("cainiao", "CNBB0000000000017", 2), (form.Sorter, form.Bag, form.Parcels.Count));
        Assert.Equal([("yto", "PK"), ("yto", "YZD")], form.By);
        var key = Id.New<ParcelId>();

        var first = (await both.BringAsync(form.Parcels, key)).Value;
        var again = (await both.BringAsync(form.Parcels, key)).Value;

        Assert.Equal((key, key, 1), (first, again, both.Yto.Labels.Count));
        Assert.Equal("CNBB0000000000017", Text(both.Asked(CarrierAbility.Buy), "cstOrderNo"));
        Assert.All(await market.ReadAsync(db => db.Parcels.AsNoTracking().ToListAsync()), p => Assert.Equal(key, p.FirstMile));
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(key, shop.Member, default))).Succeeded);
        Assert.True(both.Yto.Labels.Values.Single().IsVoided);
        Assert.True((await both.BringAsync(form.Parcels)).Succeeded);
    }

    /// <summary>Cainiao's interface for AliExpress sellers wants to know who brings a bag: the label to the warehouse is bought first, and its very number goes out with the bag.</summary>
    [Theory, Databases]
    public async Task The_number_of_the_domestic_waybill_is_told_with_the_bag(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var (market, shop) = (both.Market, both.Shop);
        ParcelId[] parcels = [await both.LabelAsync((await both.PaidAsync()).Consignments[0], "cainiao-global"), await both.LabelAsync((await both.PaidAsync()).Consignments[0], "cainiao-global")];
        Assert.Equal("shipping.first-mile-missing", (await BagAsync()).Refusal?.Code);
        Assert.Empty(both.Global.Manifests);
        var form = (await market.DoAsync<FirstMiles, Outcome<FirstMileForm>>(f => f.OfParcelsAsync(shop.Id, parcels, shop.Member, default))).Value;
        Assert.Equal(("cainiao-global", null, 2), (form.Sorter, form.Bag, form.Parcels.Count));
        Assert.True((await both.BringAsync([parcels[0]])).Succeeded);
        Assert.Equal("shipping.first-mile-missing", (await BagAsync()).Refusal?.Code);
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(async v => await v.RunAsync((await ParcelAsync(market, parcels[0])).FirstMile!.Value, shop.Member, default))).Succeeded);
        var mile = (await both.BringAsync(form.Parcels)).Value;
        market.Clock.Move(TimeSpan.FromMinutes(1));

        var bag = (await BagAsync()).Value;

        Assert.Equal(ManifestStatus.Made, bag.Status);
        Assert.All(bag.Parcels, p => Assert.Null(p.Why));
        var sent = both.GlobalServer.Requests.Single(r => both.Global.AbilityOf(r) == CarrierAbility.Manifest).Form;
        Assert.Equal(("self_post", (await ParcelAsync(market, mile)).TrackingNumber), (sent["type"], sent["domestic_tracking_no"]));
        Assert.Equal(both.Yto.Labels.Values.Single(l => !l.IsVoided).TrackingNumber, sent["domestic_tracking_no"]);
        Assert.Equal(both.Global.Labels.Values.Select(l => l.TrackingNumber).Order(), sent["order_code_list"].Split(',').Order());
        Assert.Equal(both.Global.BagPaper, (await market.DoAsync<Manifests, Outcome<CarrierFile>>(m => m.OpenAsync(bag.Id, shop.Member, default))).Value.Bytes.ToArray());
        // The number is told: another label cannot take its place there.
        Assert.Equal("shipping.void-on-manifest", (await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(mile, shop.Member, default))).Refusal?.Code);

        Task<Outcome<MadeManifest>> BagAsync() => market.DoAsync<MakeManifest, Outcome<MadeManifest>>(m => m.RunAsync(shop.Id, parcels, new DateOnly(2026, 11, 23), shop.Member, default));
    }

    [Theory, Databases]
    public async Task What_does_not_go_together_is_refused_before_anybody_is_asked(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var (market, shop) = (both.Market, both.Shop);
        var parcel = await both.LabelAsync((await both.PaidAsync()).Consignments[0]);
        var stranger = await market.MerchantAsync("Another House");

        Assert.Equal("shipping.first-mile-elsewhere", (await both.BringAsync([parcel], warehouse: TestMarket.Lyon)).Refusal?.Code);
        Assert.Equal("shipping.first-mile-not-brought", (await both.BringAsync([parcel], carrier: "cainiao")).Refusal?.Code);
        Assert.Equal(OrderRefusals.NotFound, (await both.BringAsync([parcel], actor: stranger.Member)).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<BuyFirstMile, Outcome<ParcelId>>(b => b.RunAsync(stranger.Id, YtoAndCainiao.Order([parcel]), stranger.Member, default))).Refusal);
        Assert.Empty(both.Yto.Labels);
        Assert.Null((await ParcelAsync(market, parcel)).FirstMile);
    }

    /// <summary>Both carriers keep our reference apart: the very same purchase again finds the label or makes it, and nothing else is ever sent.</summary>
    [Theory, Databases]
    public async Task A_purchase_without_an_answer_is_repeated_as_it_was_and_makes_one_label(string database)
    {
        foreach (var fault in new[] { Fault.DoneAndSilent, Fault.NotDone })
        {
            await using var both = await YtoAndCainiao.StartAsync(database);
            both.CainiaoServer.Next(r => both.Cainiao.AbilityOf(r) == CarrierAbility.Buy, fault);
            both.YtoServer.Next(r => both.Yto.AbilityOf(r) == CarrierAbility.Buy, fault);
            var market = both.Market;
            var parcel = await both.LabelAsync((await both.PaidAsync()).Consignments[0]);
            Assert.Equal(ParcelStatus.Buying, (await ParcelAsync(market, parcel)).Status);
            Assert.Equal(0, await SweepAsync(market));

            market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
            Assert.Equal(1, await SweepAsync(market));
            Assert.Equal((ParcelStatus.Labelled, Assert.Single(both.Cainiao.Labels.Values).TrackingNumber), ((await ParcelAsync(market, parcel)).Status, (await ParcelAsync(market, parcel)).TrackingNumber));
            var orders = both.CainiaoServer.Requests.Where(r => both.Cainiao.AbilityOf(r) == CarrierAbility.Buy).Select(r => r.Form["logistics_interface"]).ToList();
            Assert.Equal((2, 1), (orders.Count, orders.Distinct().Count()));

            var mile = (await both.BringAsync([parcel])).Value;
            Assert.Equal(ParcelStatus.Buying, (await ParcelAsync(market, mile)).Status);
            market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
            Assert.Equal(1, await SweepAsync(market));
            Assert.Equal((ParcelStatus.Labelled, Assert.Single(both.Yto.Labels.Values).TrackingNumber), ((await ParcelAsync(market, mile)).Status, (await ParcelAsync(market, mile)).TrackingNumber));
            await market.AssertBooksBalanceAsync();
        }
    }

    [Theory, Databases]
    public async Task What_would_say_something_else_now_or_what_a_person_may_have_settled_is_not_repeated(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var market = both.Market;
        both.CainiaoServer.Next(r => both.Cainiao.AbilityOf(r) == CarrierAbility.Buy, Fault.NotDone);
        var changed = await both.LabelAsync((await both.PaidAsync()).Consignments[0]);
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"HsCode\" = '691200'"));
        market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal((0, ParcelStatus.Buying, 1), (await SweepAsync(market), (await ParcelAsync(market, changed)).Status, both.Orders));

        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"HsCode\" = '691110'"));
        market.Clock.Move(ResolveLabel.Patience - (2 * BuyLabel.Patience));
        Assert.Equal((0, ParcelStatus.Buying, 1), (await SweepAsync(market), (await ParcelAsync(market, changed)).Status, both.Orders));
        Assert.Empty(both.Cainiao.Labels);
    }

    [Theory, Databases]
    public async Task A_parcel_that_goes_to_the_warehouse_keeps_its_address_until_that_label_is_given_back(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var market = both.Market;
        var order = await both.PaidAsync();
        var right = order.ShipTo with { Street = "4-5-6 Marunouchi" };
        var abroad = await both.LabelAsync(order.Consignments[0]);
        var mile = (await both.BringAsync([abroad])).Value;

        Assert.Equal("orders.address-label-stays", (await CorrectAsync()).Refusal?.Code);
        Assert.Equal((ParcelStatus.Labelled, order.ShipTo), ((await ParcelAsync(market, abroad)).Status, (await market.OrderAsync(order.Number)).ShipTo));
        Assert.False(both.Cainiao.Labels.Values.Single().IsVoided);

        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(mile, both.Shop.Member, default))).Succeeded);
        Assert.Null((await CorrectAsync()).Refusal);
        Assert.Equal((ParcelStatus.Voided, right), ((await ParcelAsync(market, abroad)).Status, (await market.OrderAsync(order.Number)).ShipTo));

        Task<Outcome<Done>> CorrectAsync() => market.DoAsync<CorrectAddress, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, Disputes.DisputeTests.Key(order), right, default));
    }

    [Theory, Databases]
    public async Task What_the_carrier_refused_is_refused_again_under_the_same_key_and_bought_under_another(string database)
    {
        await using var both = await YtoAndCainiao.StartAsync(database);
        var parcel = await both.LabelAsync((await both.PaidAsync()).Consignments[0]);
        var key = Id.New<ParcelId>();
        both.Yto.Instead = """{"success":false,"code":"B01","reason":"not served"}""";

        var first = await both.BringAsync([parcel], key);
        var again = await both.BringAsync([parcel], key);

        Assert.Equal((false, ParcelStatus.Refused), (first.Succeeded, (await ParcelAsync(both.Market, key)).Status));
        Assert.Equal(CarrierRefusals.LabelUnknown, again.Refusal);
        Assert.Empty(both.Yto.Labels);
        Assert.True((await both.BringAsync([parcel])).Succeeded);
        Assert.Single(both.Yto.Labels);
    }

    private static Task<int> SweepAsync(TestMarket market) => market.DoAsync<BuyLabel, int>(b => b.SweepAsync(default));

    private static Task<Parcel> ParcelAsync(TestMarket market, ParcelId id) => market.ReadAsync(db => db.EveryParcel.AsNoTracking().SingleAsync(p => p.Id == id));

    private static string? Text(JsonElement sent, string field) => sent.GetProperty(field).GetString();

    /// <summary>A shop in Longquan with accounts at both carriers, and a contract's prices for the one that goes to Japan.</summary>
    private sealed class YtoAndCainiao : IAsyncDisposable
    {
        public static readonly PostalAddress Warehouse = new()
        {
            Country = new Country("CN"), Name = "青浦集货仓", Street = "汇金路100号", District = "青浦区", City = "上海市", Region = "上海市", Postcode = "201700", Phone = "+8615900521555",
        };

        private static readonly PostalAddress Longquan = new() { Country = new Country("CN"), Name = "Longquan Kiln", Street = "剑池街道1号", City = "丽水市", District = "龙泉市", Region = "浙江省", Postcode = "323700", Phone = "+8657877120000" };

        private static readonly PostalAddress Tokyo = new() { Country = new Country("JP"), Name = "Aoi Sato", Street = "1-2-3 Marunouchi", City = "Chiyoda-ku", Region = "Tokyo", Postcode = "100-0005", Phone = "+81312345678" };

        private VariantId listing;

        public YtoDouble Yto { get; } = new();

        public CainiaoDouble Cainiao { get; } = new();

        public CainiaoGlobalDouble Global { get; } = new();

        public ScriptedServer YtoServer { get; private set; } = null!;

        public ScriptedServer GlobalServer { get; private set; } = null!;

        public ScriptedServer CainiaoServer { get; private set; } = null!;

        public TestMarket Market { get; private set; } = null!;

        public (MerchantId Id, Actor Member) Shop { get; private set; }

        public int Orders => CainiaoServer.Requests.Count(r => Cainiao.AbilityOf(r) == CarrierAbility.Buy);

        public static async Task<YtoAndCainiao> StartAsync(string database)
        {
            var both = new YtoAndCainiao();
            both.YtoServer = await ScriptedServer.StartAsync(r => both.Yto.Answer(r));
            both.CainiaoServer = await ScriptedServer.StartAsync(r => both.Cainiao.Answer(r));
            both.GlobalServer = await ScriptedServer.StartAsync(r => both.Global.Answer(r));
            var market = both.Market = await TestMarket.OnAsync(database, new Dictionary<string, string?>
            {
                ["YtoExpress:Test"] = $"{both.YtoServer.Base}uat/", ["Cainiao:Test"] = $"{both.CainiaoServer.Base}gateway/test", ["CainiaoGlobal:Test"] = $"{both.GlobalServer.Base}router/test",
            });
            var shop = both.Shop = await market.MerchantAsync(address: Longquan);
            both.listing = await market.ListingAsync(shop);
            foreach (var (key, good) in new[] { ("yto", both.Yto.Good), ("cainiao", both.Cainiao.Good), ("cainiao-global", CainiaoGlobalDouble.With(handOver: CainiaoGlobalConnector.SelfPost)) })
            {
                var given = market.Services.GetRequiredService<IEnumerable<ICarrierConnector>>().Single(c => c.Key == key).Fields.ToDictionary(f => f.Key, f => good.Find(f.Key));
                Assert.True((await market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(shop.Id, key, given, isTest: true, shop.Member, default))).Succeeded);
            }

            var card = new RateCardDraft(null, "To Japan", "cainiao", "CN_GLO_STD", new Currency("CNY"), null, PartsPerMillion.Zero, 0, 0, 0, null, 0, "zone,places,days_min,days_max,up_to_kg,price\nJapan,JP,5,9,5,48.00\n");
            Assert.Empty((await market.DoAsync<KeepRateCard, Outcome<KeptRateCard>>(k => k.SaveAsync(shop.Id, card, shop.Member, default))).Value.Faults);
            return both;
        }

        /// <summary>The shop gives its listing a Chinese title.</summary>
        public async Task CallsAsync(string title)
        {
            var id = await Market.ReadAsync(db => db.Variants.Where(v => v.Id == listing).Select(v => v.Listing).SingleAsync());
            var draft = (await Market.DoAsync<ListingOnDesk, Outcome<ListingSheet>>(d => d.OpenAsync(id, Shop.Member, default))).Value.Draft;
            var texts = new Dictionary<string, ListingText>(draft.Facts.Texts) { ["zh-Hans"] = new(title, "茶壶。", null, null, []) };
            Assert.True((await Market.DoAsync<SaveListing, Outcome<ListingId>>(s => s.RunAsync(Shop.Id, Shop.Member, draft with { Facts = draft.Facts with { Texts = texts } }, default))).Succeeded);
        }

        public async Task<Order> PaidAsync()
        {
            var placed = (await Market.PlaceAsync(await Market.CheckoutAsync(await Market.BasketAsync((listing, 1)), "JPY", Tokyo))).Value;
            await Market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
            return await Market.OrderAsync(placed.Number);
        }

        public async Task<ParcelId> LabelAsync(Consignment consignment, string carrier = "cainiao")
        {
            var offers = (await Market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, Shop.Member, null, null, default))).Value;
            Assert.True(offers.Rates.Any(r => r.CarrierKey == carrier), string.Join(", ", offers.Unfit.Select(u => u.Why.Code)));
            var rate = offers.Rates.First(r => r.CarrierKey == carrier);
            var bought = await Market.BuyLabelAsync(new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true }, Shop.Member);
            Assert.True(bought.Succeeded, bought.Refusal?.Code);
            return bought.Value;
        }

        public static FirstMileOrder Order(IReadOnlyList<ParcelId> parcels, string carrier = "yto", ParcelId? key = null, PostalAddress? warehouse = null) =>
            new(parcels, carrier, "PK", warehouse ?? Warehouse, new Weight(1_200), new Dimensions(300, 250, 200), key ?? Id.New<ParcelId>());

        public Task<Outcome<ParcelId>> BringAsync(IReadOnlyList<ParcelId> parcels, ParcelId? key = null, string carrier = "yto", PostalAddress? warehouse = null, Actor? actor = null) =>
            Market.DoAsync<BuyFirstMile, Outcome<ParcelId>>(b => b.RunAsync(Shop.Id, Order(parcels, carrier, key, warehouse), actor ?? Shop.Member, default));

        /// <summary>What the domestic carrier was last asked for.</summary>
        public JsonElement Asked(CarrierAbility ability) => JsonDocument.Parse(YtoServer.Requests.Last(r => Yto.AbilityOf(r) == ability).Json.GetProperty("param").GetString()!).RootElement;

        public async ValueTask DisposeAsync()
        {
            await Market.DisposeAsync();
            await YtoServer.DisposeAsync();
            await CainiaoServer.DisposeAsync();
            await GlobalServer.DisposeAsync();
        }
    }
}
