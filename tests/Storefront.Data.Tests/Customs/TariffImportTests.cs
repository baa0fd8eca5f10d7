using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Classification;
using Storefront.Pricing;
using Storefront.Shipping.Lanes;

namespace Storefront.Data.Tests.Customs;

public sealed class TariffImportTests
{
    private static readonly TariffOrigin America = new(new Country("US"), "hts.usitc.gov, revision 12", new DateOnly(2026, 11, 1));

    [Theory, Databases]
    public async Task A_tariff_is_looked_at_then_taken_in_and_found_by_words(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var file = File("hscode,description,parent\n6911.10.37.10,Teapots of glazed porcelain,6911.10\nx,Bad,69\n");

        var looked = (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.LookAsync(file, false, admin, default))).Value;
        Assert.Equal((2, 1, 3), (looked.Rows, looked.Entries.Count, looked.Faults[0].Line));
        Assert.Equal(0, await market.ReadAsync(db => db.NationalTariffs.CountAsync()));
        Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America, file, admin, default))).Succeeded);

        Assert.Equal("6911103710", (await FindAsync(market, "glazed teapots", new Country("US")))[0].Entry.Code);
        Assert.DoesNotContain(await FindAsync(market, "glazed teapots", null), h => h.Entry.Code == "6911103710");
        var row = Assert.Single((await market.DoAsync<ImportTariff, Outcome<IReadOnlyList<NationalTariffRow>>>(i => i.ListAsync(admin, default))).Value);
        Assert.Equal(("hts.usitc.gov, revision 12", new DateOnly(2026, 11, 1), 1), (row.Source, row.AsOf, row.Rows));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(ImportTariff))));
    }

    [Theory, Databases]
    public async Task A_newer_one_takes_the_place_of_the_older(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        foreach (var name in new[] { "Oldnames", "Newnames" })
        {
            market.Clock.Move(TimeSpan.FromMinutes(1));
            Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America, File($"hscode,description,parent\n6911103710,{name},691110\n"), admin, default))).Succeeded);
            Assert.Equal("6911103710", (await FindAsync(market, name, new Country("US")))[0].Entry.Code);
        }

        Assert.Empty(await FindAsync(market, "Oldnames", new Country("US")));
    }

    [Theory, Databases]
    public async Task Only_admins_may_and_a_source_is_wanted(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, stranger) = (await market.AdminAsync(), new Actor(Id.New<UserId>()));
        var file = File("hscode,description,parent\n6911103710,Teapots,691110\n");

        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America, file, stranger, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.LookAsync(file, false, stranger, default))).Refusal);
        Assert.Equal(TariffRefusals.SourceMissing, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America with { Source = " " }, file, admin, default))).Refusal);
        Assert.Equal(TariffRefusals.DayAhead, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America with { AsOf = new DateOnly(2036, 1, 1) }, file, admin, default))).Refusal);
        Assert.Equal(TariffRefusals.NothingGood, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America, File("hscode,description,parent\nx,y,z\n"), admin, default))).Refusal);
    }

    [Theory, Databases]
    public async Task A_table_of_all_countries_takes_the_place_of_the_built_in_one_and_countries_stand_on_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var built = string.Concat(HsTable.BuiltIn.Under("").Select(e => $"{e.Code},\"{e.Description.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{(e.Code.Length == 2 ? "" : e.Code[..^2])}\n"));
        var edition = File("hscode,description,parent\n" + built.Replace("\n691110,", "\n691199,Zylphware of porcelain,6911\n691110,", StringComparison.Ordinal));

        var part = (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America with { Country = null }, File("hscode,description,parent\n691199,Zylphware,6911\n"), admin, default))).Refusal!;
        Assert.Equal(("tariff.chapters-missing", "country"), (part.Code, part.Field));
        Assert.Empty(await FindAsync(market, "zylphware", null));
        Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America with { Country = null }, edition, admin, default))).Succeeded);
        Assert.Equal("691199", Assert.Single(await FindAsync(market, "zylphware", null)).Entry.Code);
        Assert.Equal("691199", Assert.Single(await FindAsync(market, "zylphware", new Country("US"))).Entry.Code);

        Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America, File("hscode,description,parent\n6911993710,Zylphpots,691199\n"), admin, default))).Succeeded);
        Assert.Equal("6911993710", (await FindAsync(market, "zylphpots", new Country("US")))[0].Entry.Code);
        Assert.Equal("691199", Assert.Single(await FindAsync(market, "zylphware", new Country("US"))).Entry.Code);
        var rows = (await market.DoAsync<ImportTariff, Outcome<IReadOnlyList<NationalTariffRow>>>(i => i.ListAsync(admin, default))).Value;
        Assert.Equal([null, new Country("US")], rows.Select(r => r.Country));
    }

    [Theory, Databases]
    public async Task Duties_of_a_tariff_are_reckoned_by_on_every_node_in_place_of_those_before(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var elsewhere = new CurrentDuties(DutyRates.BuiltIn);
        using var other = new FollowDuties(market.Services.GetRequiredService<IDbContextFactory<MarketDb>>(), elsewhere, market.Services.GetRequiredService<LandedCostTables>());
        var germany = new TariffOrigin(new Country("DE"), "zolltarif.de", new DateOnly(2026, 11, 1));
        const string Columns = "hscode,description,parent,duty_percent,origin,kind,valid_from,valid_to\n";

        await other.RunAsync(default);
        Assert.Same(DutyRates.BuiltIn, elsewhere.Now);
        await TakeAsync("9102,Watches,91,4.5,,,,\n9102,,,30,CN,additional,2026-11-25,2026-12-31\n");
        await other.RunAsync(default);

        // 300.00 and 8.00 delivery: 4.5 % of 308.00, and from the 25th 30 % more; VAT 19 % of both.
        Assert.Equal(("13.86 EUR", "61.15 EUR"), Door(Landed(market), 24));
        Assert.Equal(("106.26 EUR", "78.71 EUR"), Door(Landed(market), 25));
        Assert.Equal(Door(Landed(market), 25), Door(new LandedCost(LandedCostTables.BuiltIn, new CurrentRates(ExchangeRates.BuiltIn), new CurrentLanes(), elsewhere, new CurrentClearanceFees(ClearanceFees.BuiltIn)), 25));
        Assert.Equal(2, (await market.DoAsync<ImportTariff, Outcome<IReadOnlyList<NationalTariffRow>>>(i => i.ListAsync(admin, default))).Value.Single().Duties);

        // A newer one without the column leaves the rates; one with it replaces all of them.
        market.Clock.Move(TimeSpan.FromMinutes(1));
        Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(germany, File("hscode,description,parent\n9102,Watches,91\n"), admin, default))).Succeeded);
        Assert.Equal(("13.86 EUR", "61.15 EUR"), Door(Landed(market), 24));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await TakeAsync("9102,Watches,91,2.5,,,,\n");
        Assert.Equal(("7.70 EUR", "59.98 EUR"), Door(Landed(market), 25));

        async Task TakeAsync(string rows) => Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(germany, File(Columns + rows), admin, default))).Succeeded);
    }

    [Theory, Databases]
    public async Task A_duty_on_top_is_set_by_origin_and_chapter_and_taken_away(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, stranger) = (await market.AdminAsync(), new Actor(Id.New<UserId>()));
        var draft = new AdditionalDutyDraft(new Country("DE"), new Country("CN"), "91", new PartsPerMillion(300_000), new DateOnly(2026, 11, 25), null, "an official journal", new DateOnly(2026, 11, 20));

        Assert.Equal(AccountRefusals.AdminsOnly, (await SetAsync(draft, stranger)).Refusal);
        Assert.Equal(DutyRefusals.PrefixWrong, (await SetAsync(draft with { HsPrefix = "910" }, admin)).Refusal);
        Assert.Equal(DutyRefusals.RateOutside, (await SetAsync(draft with { Rate = new PartsPerMillion(10_000_001) }, admin)).Refusal);
        Assert.Equal(DutyRefusals.PeriodWrong, (await SetAsync(draft with { To = new DateOnly(2026, 11, 24) }, admin)).Refusal);
        Assert.True((await SetAsync(draft, admin)).Succeeded);
        Assert.Equal(DutyRefusals.SetAlready, (await SetAsync(draft with { From = new DateOnly(2027, 1, 1) }, admin)).Refusal);

        // The ordinary duty stays the estimate of 4.5 %.
        Assert.Equal(("13.86 EUR", "61.15 EUR"), Door(Landed(market), 24));
        Assert.Equal(("106.26 EUR", "78.71 EUR"), Door(Landed(market), 25));
        var row = Assert.Single((await market.DoAsync<SetAdditionalDuty, Outcome<Page<AdditionalDutyRow>>>(s => s.ListAsync(null, admin, default))).Value.Items);
        Assert.True((await market.DoAsync<SetAdditionalDuty, Outcome<Done>>(s => s.TakeAwayAsync(row.Id, admin, default))).Succeeded);
        Assert.Equal(("13.86 EUR", "61.15 EUR"), Door(Landed(market), 25));
        Assert.Empty((await market.DoAsync<SetAdditionalDuty, Outcome<Page<AdditionalDutyRow>>>(s => s.ListAsync(null, admin, default))).Value.Items);

        Task<Outcome<Done>> SetAsync(AdditionalDutyDraft wanted, Actor actor) => market.DoAsync<SetAdditionalDuty, Outcome<Done>>(s => s.AddAsync(wanted, actor, default));
    }

    [Theory, Databases]
    public async Task A_listing_is_proposed_what_its_shelf_carries(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        await market.ListingAsync(shop);
        await market.ListingAsync(shop, sku: "TP-2");

        var found = await market.DoAsync<FindHsCodes, IReadOnlyList<HsSuggestion>>(f => f.SuggestAsync(["Porcelain teapot"], ["Porcelain"], "teaware", default));

        Assert.Equal(("691110", 2, Confidence.High), (found[0].Code.Digits, found[0].InUse!.Listings, found[0].Confidence));
    }

    private static LandedCost Landed(TestMarket market) => market.Services.GetRequiredService<LandedCost>();

    /// <summary>A watch of 300.00 with 8.00 delivery that is paid already.</summary>
    private static (string Duty, string Tax) Door(LandedCost landed, int november)
    {
        var quote = landed.Quote(
            new LandedRequest
            {
                ShipsFrom = new Country("CN"), Destination = new Country("DE"), ChargeCurrency = Currency.Eur, AtUtc = new DateTime(2026, 11, november, 12, 0, 0, DateTimeKind.Utc),
                Items = [new LandedItem(new HsCode("910211"), new Country("CN"), 1, Money.Exactly(300m, Currency.Eur), new Weight(300), new Dimensions(100, 100, 50), false)],
            },
            ExchangeRates.BuiltIn, Money.Exactly(8m, Currency.Eur)).Value;
        return (quote.AtDoor!.Duty.ToString(), quote.AtDoor.Tax.ToString());
    }

    private static ReadOnlyMemory<byte> File(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<IReadOnlyList<HsFound>> FindAsync(TestMarket market, string words, Country? country) => market.DoAsync<FindHsCodes, IReadOnlyList<HsFound>>(f => f.FindAsync(words, country, default));
}
