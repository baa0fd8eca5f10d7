using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs.Classification;

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

        var looked = (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.LookAsync(file, admin, default))).Value;
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
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.LookAsync(file, stranger, default))).Refusal);
        Assert.Equal(TariffRefusals.SourceMissing, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America with { Source = " " }, file, admin, default))).Refusal);
        Assert.Equal(TariffRefusals.DayAhead, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America with { AsOf = new DateOnly(2036, 1, 1) }, file, admin, default))).Refusal);
        Assert.Equal(TariffRefusals.NothingGood, (await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(America, File("hscode,description,parent\nx,y,z\n"), admin, default))).Refusal);
    }

    [Theory, Databases]
    public async Task A_listing_is_proposed_what_its_shelf_carries(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        await market.ListingAsync(shop);
        await market.ListingAsync(shop, sku: "TP-2");

        var found = await market.DoAsync<FindHsCodes, IReadOnlyList<HsSuggestion>>(f => f.SuggestAsync(["Porcelain teapot"], ["Porcelain"], "teaware", default));

        Assert.Equal(("691110", 2, Storefront.Customs.Confidence.High), (found[0].Code.Digits, found[0].InUse!.Listings, found[0].Confidence));
    }

    private static ReadOnlyMemory<byte> File(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<IReadOnlyList<HsFound>> FindAsync(TestMarket market, string words, Country? country) => market.DoAsync<FindHsCodes, IReadOnlyList<HsFound>>(f => f.FindAsync(words, country, default));
}
