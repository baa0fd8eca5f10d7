using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data.Conventions;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;
using Storefront.Shipping.Rates;

namespace Storefront.Data.Tests.Customs;

/// <summary>A listing is sold where it is ready and nowhere else; what is declared is what the destination wants.</summary>
public sealed class ReadinessGateTests
{
    private static readonly PostalAddress London = new() { Country = new Country("GB"), Name = "Ada Hall", Street = "4 Mill Lane", City = "London", Postcode = "N1 9GU" };

    [Theory, Databases]
    public async Task A_listing_without_a_responsible_person_is_refused_in_the_union_and_goes_on_elsewhere(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        await ChangeAsync(market, shop, teapot, facts => facts with { ResponsiblePerson = null });

        var refused = await SendToAsync(market, await market.BasketAsync((teapot, 1)), TestMarket.Lyon, "EUR");

        Assert.Equal(("customs.not-offered-there", "FR", "Celadon teapot TP-1"), (refused.Refusal!.Code, refused.Refusal.Arguments["country"], refused.Refusal.Arguments["title"]));
        Assert.True((await SendToAsync(market, await market.BasketAsync((teapot, 1)), London, "GBP")).Succeeded);
    }

    [Theory, Databases]
    public async Task The_copy_for_the_shop_names_the_countries_to_which_it_is_not_sold(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        await market.RunOutboxAsync();
        Assert.Empty((await CopyAsync(market)).ClosedTo);

        await ChangeAsync(market, shop, teapot, facts => facts with { ResponsiblePerson = null });
        await market.RunOutboxAsync();
        var copy = await CopyAsync(market);

        Assert.Contains(copy.ClosedTo, c => c.Country.Code == "FR");
        Assert.DoesNotContain(copy.ClosedTo, c => c.Country.Code == "GB");
        Assert.Equal("customs.not-offered-there", copy.WhyNotTo(new Country("DE"))!.Code);
        Assert.Null(copy.WhyNotTo(new Country("US")));
    }

    [Theory, Databases]
    public async Task A_quote_that_was_accepted_is_not_placed_when_the_listing_closed_meanwhile(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        var request = await market.CheckoutAsync(await market.BasketAsync((teapot, 1)));
        await ChangeAsync(market, shop, teapot, facts => facts with { Maker = null });

        Assert.Equal("customs.not-offered-there", (await market.PlaceAsync(request)).Refusal!.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Orders.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_code_of_a_destination_is_quoted_frozen_and_declared_there_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        await ChangeAsync(market, shop, teapot, facts => facts with { NationalCodes = [new NationalCode(new Country("FR"), new HsCode("6912008900"))] });

        var french = await market.PaidOrderAsync("EUR", (teapot, 1));
        var british = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((teapot, 1)), "GBP", London))).Value;

        Assert.Equal("6912008900", french.Consignments[0].Lines[0].HsCode.Digits);
        Assert.Equal("6912008900", PackedGoods.All(french, french.Consignments[0]).Declare([]).Value.Lines[0].HsCode.Digits);
        Assert.Equal("691110", (await market.OrderAsync(british.Number)).Consignments[0].Lines[0].HsCode.Digits);
    }

    [Theory, Databases]
    public async Task Two_codes_for_one_country_and_texts_that_are_too_long_are_refused(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        var code = new NationalCode(new Country("US"), new HsCode("6911103710"));

        Assert.Equal(CatalogRefusals.CountryTwice, (await TryChangeAsync(market, shop, teapot, f => f with { NationalCodes = [code, code] })).Refusal);
        Assert.Equal("catalog.too-long", (await TryChangeAsync(market, shop, teapot, f => f with { Maker = TestMarket.Maker with { Address = new string('x', 301) } })).Refusal!.Code);
        Assert.Equal(CatalogRefusals.NotYours, (await market.DoAsync<ReadReadiness, Outcome<ListingReadiness>>(async r => await r.OpenAsync(await IdAsync(market), new Actor(Id.New<UserId>()), default))).Refusal);
    }

    [Theory, Databases]
    public async Task The_merchant_sees_each_destination_with_what_it_lacks(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var teapot = await market.ListingAsync(shop);
        await ChangeAsync(market, shop, teapot, facts => facts with { ResponsiblePerson = null });

        var read = (await market.DoAsync<ReadReadiness, Outcome<ListingReadiness>>(async r => await r.OpenAsync(await IdAsync(market), shop.Member, default))).Value;

        Assert.Equal(ReadinessStanding.NotSold, read.Destinations.Single(d => d.Destination.Code == "FR").Standing);
        Assert.Equal(ReadinessStanding.Warned, read.Destinations.Single(d => d.Destination.Code == "US").Standing);
        Assert.Equal(ReadinessStanding.Ready, read.Destinations.Single(d => d.Destination.Code == "CN").Standing);
        Assert.Equal(27, read.Destinations.Count(d => d.Standing == ReadinessStanding.NotSold));
    }

    [Theory, Databases]
    public async Task Copies_made_by_older_rules_are_made_anew_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        await market.ListingAsync(shop);
        await market.RunOutboxAsync();
        var copies = market.Services.GetService(typeof(MakeCopies)) as MakeCopies;
        Assert.Equal(0, await copies!.RefreshAsync(default));
        await market.DoAsync<MarketDb>(db => db.PublishedCopies.ExecuteUpdateAsync(set => set.SetProperty(c => c.RulesAsOf, 20_200_101)));
        var before = await market.ReadAsync(db => db.PublishedCopies.Select(c => c.Sequence).SingleAsync());

        Assert.Equal(1, await copies.RefreshAsync(default));
        Assert.Equal(0, await copies.RefreshAsync(default));
        Assert.True(await market.ReadAsync(db => db.PublishedCopies.Select(c => c.Sequence).SingleAsync()) > before);
    }

    [Theory, Databases]
    public async Task Copies_made_from_other_data_files_are_made_anew_once_and_builds_side_by_side_leave_each_other_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        await market.ListingAsync(shop);
        await market.RunOutboxAsync();
        var (older, newer) = (BuildOf(market, "older", Before), BuildOf(market, "newer", After));
        Assert.Equal(1, await older.RefreshAsync(default));
        Assert.Equal(0, await older.RefreshAsync(default));
        var (number, before) = (await MadeFromAsync(market), await market.ReadAsync(db => db.PublishedCopies.Select(c => c.Sequence).SingleAsync()));

        Assert.Equal(1, await newer.RefreshAsync(default));
        Assert.Equal(0, await newer.RefreshAsync(default));
        Assert.Equal(number + 1, await MadeFromAsync(market));
        Assert.True(await market.ReadAsync(db => db.PublishedCopies.Select(c => c.Sequence).SingleAsync()) > before);

        // While both run, and when the older one starts again, its workers make nothing anew.
        Assert.Equal(0, await older.RefreshAsync(default));
        Assert.Equal(0, await BuildOf(market, "older", Before).RefreshAsync(default));
        // What it publishes itself meanwhile is the newer one's to make again.
        await older.RunAsync([await IdAsync(market)], default);
        Assert.Equal(number, await MadeFromAsync(market));
        Assert.Equal(1, await newer.RefreshAsync(default));

        // A release without other data makes nothing anew; one that takes the row back does.
        Assert.Equal(0, await BuildOf(market, "next", After).RefreshAsync(default));
        Assert.Equal(1, await BuildOf(market, "backward", Before).RefreshAsync(default));
        Assert.Equal(number + 2, await MadeFromAsync(market));
    }

    [Fact]
    public async Task A_touched_row_of_any_data_file_is_another_content()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        string[] names = ["methods.csv", "lanes.csv"];
        string Digest(string methods, string lanes) => EmbeddedFile.DigestOf(names, name => new MemoryStream(Encoding.UTF8.GetBytes(name == "methods.csv" ? methods : lanes)));

        Assert.Equal(Digest("a,1", "b,2"), Digest("a,1", "b,2"));
        Assert.Equal(4, new[] { Digest("a,1", "b,2"), Digest("a,2", "b,2"), Digest("a,1", "b,3"), Digest("b,2", "a,1") }.Distinct().Count());
        Assert.Equal(16, market.Services.GetRequiredService<ITellDestinations>().MadeFrom.Length);
    }

    private const string Before = "00000000000000aa";

    private const string After = "00000000000000bb";

    private static Task<int> MadeFromAsync(TestMarket market) => market.ReadAsync(db => db.PublishedCopies.Select(c => c.MadeFrom).SingleAsync());

    /// <summary>The worker of another build, with data files of that content.</summary>
    private static MakeCopies BuildOf(TestMarket market, string build, string content)
    {
        var contexts = market.Services.GetRequiredService<IDbContextFactory<MarketDb>>();
        var told = new TellDestinations(DestinationRules.BuiltIn, DeliveryTariffs.BuiltIn, market.Services.GetRequiredService<CurrentLicences>(), market.Services.GetRequiredService<FollowLicences>(), market.Clock) { MadeFrom = content };
        return new MakeCopies(contexts, market.Services.GetRequiredService<ITellOpinions>(), told, new CopyEditions(contexts) { Build = build }, market.Services.GetRequiredService<CopiesSignal>(), market.Clock);
    }

    [Theory, Databases]
    public async Task What_a_file_says_for_customs_and_safety_comes_back_in_the_export(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        const string File =
            "Handle,Title,Category,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src,HS Code,HS Code by Country,Origin,Customs Description,Maker Name,Maker Address,Maker Country,Maker Contact,EU Responsible Name,EU Responsible Address,EU Responsible Country,EU Responsible Contact,Sensitive Goods,Variant MPN,Length mm,Width mm,Height mm,Battery,Status\n"
            + "lamp,Clip lamp,teaware,LAMP-1,300,5,80.00,/img/demo/pot.svg,940521,US:9405214000;BR:94052100,CN,LED lamp with battery,Blue Lantern,1 Dock Road,CN,lab@example.test,Kade,Kade 12,NL,kade@example.test,magnet;liquid,BL-77,200,100,80,ion-in-equipment,active\n";

        var report = await ImportAsync(market, shop, File);
        var again = await ImportAsync(market, shop, await ExportAsync(market, shop));

        Assert.Equal((1, 0), (report.Created, report.ProblemCount));
        Assert.Equal((0, 0, 1), (again.Updated, again.ProblemCount, again.Unchanged));
        var listing = await market.ReadAsync(db => db.Listings.Include(l => l.Variants).SingleAsync());
        Assert.Equal(["US:9405214000", "BR:94052100"], listing.NationalCodes.Select(c => $"{c.Country}:{c.Code}"));
        Assert.Equal(("Blue Lantern", "NL"), (listing.Maker!.Name, listing.ResponsiblePerson!.Country.Code));
        Assert.Equal([SensitiveGoods.Liquid, SensitiveGoods.Magnet], listing.Sensitive);
        Assert.Equal((BatteryContent.IonInEquipment, true, "BL-77"), (listing.Variants[0].Battery, listing.Variants[0].HasBattery, listing.Variants[0].PartNumber));
    }

    [Theory, Databases]
    public async Task A_file_with_unknown_words_says_where(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        const string File =
            "Handle,Title,Category,Variant SKU,Variant Grams,Variant Price,HS Code by Country,Maker Name,Maker Country,Sensitive Goods,Battery\n"
            + "lamp,Lamp,teaware,LAMP-1,300,80.00,US=94,Works,Narnia,heavy,plutonium\n";

        var report = await ImportAsync(market, shop, File);

        Assert.Equal(
            ["Battery import.neither-yes-nor-no", "HS Code by Country import.national-code-wrong", "Maker Country import.country-unknown", "Sensitive Goods import.sensitive-unknown"],
            report.Problems.Select(p => $"{p.Column} {p.Reason.Code}").Order(StringComparer.Ordinal));
    }

    internal static async Task ChangeAsync(TestMarket market, (MerchantId Id, Actor Member) shop, VariantId variant, Func<ListingFacts, ListingFacts> change) =>
        Assert.True((await TryChangeAsync(market, shop, variant, change)).Succeeded);

    private static async Task<Outcome<ListingId>> TryChangeAsync(TestMarket market, (MerchantId Id, Actor Member) shop, VariantId variant, Func<ListingFacts, ListingFacts> change)
    {
        var id = await market.ReadAsync(db => db.Variants.Where(v => v.Id == variant).Select(v => v.Listing).SingleAsync());
        var sheet = (await market.DoAsync<ListingOnDesk, Outcome<ListingSheet>>(desk => desk.OpenAsync(id, shop.Member, default))).Value;
        return await market.DoAsync<SaveListing, Outcome<ListingId>>(save => save.RunAsync(shop.Id, shop.Member, sheet.Draft with { Facts = change(sheet.Draft.Facts) }, default));
    }

    private static Task<ListingId> IdAsync(TestMarket market) => market.ReadAsync(db => db.Listings.Select(l => l.Id).SingleAsync());

    private static async Task<ListingCopy> CopyAsync(TestMarket market) =>
        System.Text.Json.JsonSerializer.Deserialize<ListingCopy>((await market.ReadAsync(db => db.PublishedCopies.Select(c => c.Document).SingleAsync()))!, JsonColumn.Options)!;

    private static Task<Outcome<Done>> SendToAsync(TestMarket market, BasketId basket, PostalAddress to, string currency) =>
        market.DoAsync<PrepareCheckout, Outcome<Done>>(prepare => prepare.SendToAsync(Guid.NewGuid(), basket, null, "camille@example.test", "fr", new Currency(currency), to, default));

    private static async Task<ImportReport> ImportAsync(TestMarket market, (MerchantId Id, Actor Member) shop, string file) =>
        (await market.DoAsync<ImportListings, Outcome<ImportReport>>(i => i.ImportAsync(shop.Id, shop.Member, new MemoryStream(Encoding.UTF8.GetBytes(file)), null, default))).Value;

    private static async Task<string> ExportAsync(TestMarket market, (MerchantId Id, Actor Member) shop)
    {
        using var to = new MemoryStream();
        Assert.True((await market.DoAsync<ExportListings, Outcome<Done>>(e => e.RunAsync(shop.Id, shop.Member, to, default))).Succeeded);
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
