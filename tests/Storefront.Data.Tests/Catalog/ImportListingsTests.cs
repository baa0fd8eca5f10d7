using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Data.Tests.Catalog;

public sealed class ImportListingsTests
{
    private const string Columns = "Handle,Title,Body (HTML),Vendor,Category,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src,HS Code,Origin,Customs Description,Length mm,Width mm,Height mm,Status,Title:fr";

    private const string Pots =
        Columns + "\n"
        + "celadon-pot,Celadon pot,<p>Fired <b>twice</b>.</p>,Longjing,teaware,Size,Small,POT-S,600,7,120.00,/img/demo/pot.svg,691110,CN,Porcelain teapot,200,150,120,active,Théière céladon\n"
        + "celadon-pot,,,,,,Large,POT-L,900,3,160.00,,,,,,,,,\n"
        + "gaiwan,Gaiwan,,,teaware,,,GW-1,300,20,58.00,,691110,CN,Porcelain cup,120,120,110,draft,\n";

    [Theory, Databases]
    public async Task Good_products_are_saved_and_shown_with_their_stock(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();

        var report = await ImportAsync(market, merchant, Pots);

        Assert.Equal((3, 2, 2, 0, 0, 0), (report.Rows, report.Products, report.Created, report.Updated, report.Refused, report.ProblemCount));
        var pot = await ListingAsync(market, "celadon-pot");
        Assert.Equal((ListingStatus.Published, "celadon-pot", "Fired **twice**."), (pot.Status, pot.Slug, pot.Texts["en"].Description));
        Assert.Equal("Théière céladon", pot.Texts["fr"].Title);
        Assert.Equal(["POT-S 120.00 CNY", "POT-L 160.00 CNY"], pot.Variants.OrderBy(v => v.Position).Select(v => $"{v.Sku} {v.Price}"));
        Assert.Equal(ListingStatus.Draft, (await ListingAsync(market, "gaiwan")).Status);
        Assert.Equal(30, await market.ReadAsync(db => db.Stock.SumAsync(s => s.OnHand)));
        await market.RunOutboxAsync();
        Assert.Equal(1, await market.ReadAsync(db => db.PublishedCopies.CountAsync(c => c.Document != null)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_dry_run_says_what_the_import_then_does_and_saves_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();
        var file = Pots + "bad,Bad,,,teaware,,,BAD-1,0,1,5,,,,,,,,,\nlamp,Lamp,,,teaware,,,LAMP-1,100,1,5,,,,,,,,active,\n";

        var dry = (await market.DoAsync<ImportListings, Outcome<ImportReport>>(i => i.DryRunAsync(merchant.Id, merchant.Member, Stream(file), default))).Value;
        var listings = await market.ReadAsync(db => db.Listings.CountAsync());
        var real = await ImportAsync(market, merchant, file);

        Assert.Equal(0, listings);
        Assert.True(dry.IsDryRun && !real.IsDryRun);
        Assert.Equal((5, 4, 3, 1), (dry.Rows, dry.Products, dry.Created, dry.Refused));
        Assert.Equal((dry.Rows, dry.Products, dry.Created, dry.Updated, dry.Unchanged, dry.Refused), (real.Rows, real.Products, real.Created, real.Updated, real.Unchanged, real.Refused));
        Assert.Equal(Said(dry.Problems), Said(real.Problems));
        Assert.Equal(Said(dry.Notices), Said(real.Notices));
        Assert.Equal(["5 Variant Grams: import.weight-wrong"], Said(real.Problems));
        Assert.Equal(["6 HS Code: import.kept-as-draft"], Said(real.Notices));
        Assert.Equal(3, await market.ReadAsync(db => db.Listings.CountAsync()));
    }

    [Theory, Databases]
    public async Task The_same_file_again_changes_nothing_and_a_changed_one_updates(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();
        await ImportAsync(market, merchant, Pots);
        var before = await ListingAsync(market, "celadon-pot");

        var again = await ImportAsync(market, merchant, Pots);
        var changed = await ImportAsync(market, merchant, Pots.Replace("POT-S,600,7,120.00", "POT-S,600,9,125.50", StringComparison.Ordinal).Replace(",active,", ",archived,", StringComparison.Ordinal));

        Assert.Equal((0, 0, 2), (again.Created, again.Updated, again.Unchanged));
        Assert.Equal((0, 1, 1), (changed.Created, changed.Updated, changed.Unchanged));
        var after = await ListingAsync(market, "celadon-pot");
        Assert.Equal((before.Id, ListingStatus.Withdrawn, 2), (after.Id, after.Status, after.Variants.Count));
        Assert.Equal(12550, after.Variants.Single(v => v.Sku == "POT-S").Price.Minor);
        Assert.Equal(32, await market.ReadAsync(db => db.Stock.SumAsync(s => s.OnHand)));
        Assert.Equal(2, await market.ReadAsync(db => db.Listings.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_listing_is_found_by_article_number_then_by_handle_and_keeps_what_the_file_does_not_say()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        await market.ListingAsync(merchant, sku: "TP-1");
        const string columns = "Handle,Title,Variant SKU,Variant Grams,Variant Price\n";

        var bySku = await ImportAsync(market, merchant, columns + "new-name,Renamed pot,TP-1,781,270\n");
        var byHandle = await ImportAsync(market, merchant, columns + "new-name,Renamed pot,TP-2,781,270\n");

        Assert.Equal((1, 1), (bySku.Updated, byHandle.Updated));
        var listing = await market.ReadAsync(db => db.Listings.AsNoTracking().Include(l => l.Variants).SingleAsync());
        Assert.Equal(("new-name", "Renamed pot", "A teapot.", "691110", "teaware"), (listing.Handle, listing.Title, listing.Texts["en"].Description, listing.HsCode?.Digits, listing.Category));
        Assert.Equal("/img/demo/teapot.svg", Assert.Single(listing.Pictures).Url);
        Assert.Equal(["TP-1 off", "TP-2 on"], listing.Variants.OrderBy(v => v.Sku).Select(v => $"{v.Sku} {(v.IsActive ? "on" : "off")}"));
        Assert.Equal(ListingStatus.Published, listing.Status);
    }

    [Fact]
    public async Task Rows_that_mean_two_listings_at_once_are_a_problem()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        await ImportAsync(market, merchant, Pots);

        var report = await ImportAsync(market, merchant, "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Price\nceladon-pot,Celadon pot,Size,Small,POT-S,600,120\nceladon-pot,,,Tiny,GW-1,300,58\n");

        Assert.Equal(["3 Variant SKU: import.sku-elsewhere"], Said(report.Problems));
        Assert.Equal((1, 0), (report.Refused, report.Updated));
    }

    [Fact]
    public async Task Two_shops_may_use_the_same_handles_and_numbers()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (one, other) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));

        await ImportAsync(market, one, Pots);
        await ImportAsync(market, other, Pots);
        var again = await ImportAsync(market, other, Pots);

        Assert.Equal(2, again.Unchanged);
        Assert.Equal(2, await market.ReadAsync(db => db.Listings.CountAsync(l => l.Handle == "celadon-pot")));
        Assert.Equal(4, await market.ReadAsync(db => db.Listings.Select(l => l.Slug).Distinct().CountAsync()));
    }

    [Theory, Databases]
    public async Task F47_Stock_is_not_counted_below_what_is_promised(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();
        var pot = await market.ListingAsync(merchant, sku: "TP-1");
        await market.PaidOrderAsync("EUR", (pot, 4));
        const string file = "Handle,Title,Variant SKU,Variant Grams,Variant Price,Variant Inventory Qty\npot,Pot,TP-1,780,268.00,3\n";

        var dry = (await market.DoAsync<ImportListings, Outcome<ImportReport>>(i => i.DryRunAsync(merchant.Id, merchant.Member, Stream(file), default))).Value;
        var real = await ImportAsync(market, merchant, file);

        Assert.Equal(["2 Variant Inventory Qty: catalog.stock-below-promised"], Said(dry.Problems));
        Assert.Equal(Said(dry.Problems), Said(real.Problems));
        Assert.Equal(10, await market.ReadAsync(db => db.Stock.Select(s => s.OnHand).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>The form of a listing, while buyers take units at the same moment.</summary>
    [Theory, Databases]
    public async Task F47_A_merchant_who_lowers_stock_in_the_form_goes_down_to_what_is_promised_and_no_further_while_buyers_buy(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();
        var pot = await market.ListingAsync(merchant, sku: "TP-1", stock: 20);
        await market.PaidOrderAsync("EUR", (pot, 4));
        Assert.True((await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 3)), email: "waits@example.test"))).Succeeded);

        Assert.Equal("catalog.stock-below-promised", (await CountAsync(6)).Refusal?.Code);
        Assert.True((await CountAsync(7)).Succeeded);
        Assert.Equal((7, 3, 4, 0), await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync()) is var bare ? (bare.OnHand, bare.Reserved, bare.Committed, bare.Available) : default);

        Assert.True((await CountAsync(20)).Succeeded);
        var requests = new List<OrderRequest>();
        for (var i = 0; i < 12; i++) requests.Add(await market.CheckoutAsync(await market.BasketAsync((pot, 1)), email: $"buyer{i}@example.test"));
        var (buying, counting) = (requests.ConvertAll(r => Task.Run(() => market.PlaceAsync(r))), Task.Run(() => CountAsync(12)));
        var bought = (await Task.WhenAll(buying)).Count(o => o.Succeeded);
        var counted = await counting;

        var stock = await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync());
        // Five were free beneath the new count: either the count came first and the rest is refused, or it is refused itself.
        Assert.Equal(counted.Succeeded ? (12, 5) : (20, 12), (stock.OnHand, bought));
        Assert.Equal((3 + bought, 4), (stock.Reserved, stock.Committed));
        if (!counted.Succeeded) Assert.Equal("catalog.stock-below-promised", counted.Refusal!.Code);
        await market.AssertBooksBalanceAsync();

        async Task<Outcome<ListingId>> CountAsync(int units)
        {
            var draft = ListingDraft.Of(await market.ReadAsync(db => db.Listings.AsNoTracking().Include(l => l.Variants).SingleAsync()));
            return await market.DoAsync<SaveListing, Outcome<ListingId>>(s => s.RunAsync(merchant.Id, merchant.Member, draft with { Variants = [draft.Variants[0] with { OnHand = units }] }, default));
        }
    }

    [Fact]
    public async Task A_published_product_is_never_left_without_what_customs_asks()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        await ImportAsync(market, merchant, Pots);

        var report = await ImportAsync(market, merchant, Pots.Replace("691110,CN,Porcelain teapot", ",CN,Porcelain teapot", StringComparison.Ordinal));

        Assert.Equal(["2 HS Code: catalog.missing"], Said(report.Problems));
        Assert.Equal("691110", (await ListingAsync(market, "celadon-pot")).HsCode?.Digits);
    }

    [Fact]
    public async Task A_shop_that_is_not_approved_imports_drafts()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        var admin = await market.AdminAsync();
        await market.DoAsync<JudgeMerchant>(judge => judge.StopAsync(merchant.Id, admin, MerchantStatus.Suspended, "Papers are missing.", default));

        var report = await ImportAsync(market, merchant, Pots);

        Assert.Equal(2, report.Created);
        Assert.Equal(MerchantRefusals.NotApproved.Code, Assert.Single(report.Notices).Reason.Code);
        Assert.Equal(ListingStatus.Draft, (await ListingAsync(market, "celadon-pot")).Status);
    }

    [Fact]
    public async Task Nobody_imports_exports_or_looks_for_another_merchant()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        var stranger = (await market.MerchantAsync("Atelier Garance", "FR", "EUR")).Member;
        using var to = new MemoryStream();

        var imported = await market.DoAsync<ImportListings, Outcome<ImportReport>>(i => i.ImportAsync(merchant.Id, stranger, Stream(Pots), null, default));
        var tried = await market.DoAsync<ImportListings, Outcome<ImportReport>>(i => i.DryRunAsync(merchant.Id, stranger, Stream(Pots), default));
        var exported = await market.DoAsync<ExportListings, Outcome<Done>>(e => e.RunAsync(merchant.Id, stranger, to, default));

        Assert.All([imported.Refusal, tried.Refusal, exported.Refusal], refusal => Assert.Equal(CatalogRefusals.NotYours, refusal));
        Assert.Equal(0, to.Length);
    }

    [Theory, Databases]
    public async Task What_goes_out_comes_back_unchanged(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();
        await ImportAsync(market, merchant, Pots);
        await market.ListingAsync(merchant, sku: "=TP");

        var file = await ExportAsync(market, merchant);
        var again = await ImportAsync(market, merchant, file);
        var elsewhere = await market.MerchantAsync("Second House");
        var copied = await ImportAsync(market, elsewhere, file);

        Assert.Equal((3, 0), (again.Unchanged, again.ProblemCount));
        Assert.Contains("'=TP", file);
        Assert.Equal((3, 0), (copied.Created, copied.ProblemCount));
        Assert.Equal(Sorted(file), Sorted(await ExportAsync(market, elsewhere)));
    }

    [Theory, Databases]
    public async Task Bins_come_in_with_the_file_and_go_out_with_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();
        await ImportAsync(market, merchant, Pots);
        string[] lines = [.. (await ExportAsync(market, merchant)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
        var column = Array.IndexOf(lines[0].Split(','), "Bin");
        var file = "Handle,Title,Category,Variant SKU,Variant Grams,Variant Price,Bin\nshelf,Shelf,teaware,S-1,10,5,A-03-2\n";

        var first = await ImportAsync(market, merchant, file);
        var again = await ImportAsync(market, merchant, file);
        var moved = await ImportAsync(market, merchant, file.Replace("A-03-2", "B-01", StringComparison.Ordinal));
        var left = await ImportAsync(market, merchant, "Handle,Title,Category,Variant SKU,Variant Grams,Variant Price\nshelf,Shelf,teaware,S-1,10,6\n");
        var tooLong = await ImportAsync(market, merchant, file.Replace("A-03-2", new string('x', 41), StringComparison.Ordinal));

        Assert.True(column > 0);
        Assert.Equal((1, 1, 1, 1, 1), (first.Created, again.Unchanged, moved.Updated, left.Updated, tooLong.Refused));
        Assert.Equal("B-01", await market.ReadAsync(db => db.Stock.Join(db.Variants.Where(v => v.Sku == "S-1"), s => s.Variant, v => v.Id, (s, v) => s.Bin).SingleAsync()));
        Assert.Contains(",B-01,", await ExportAsync(market, merchant));
        Assert.Contains("Bin", Assert.Single(Said(tooLong.Problems)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, InlineData("CNY"), InlineData("JPY"), InlineData("KWD")]
    public async Task The_example_file_imports_without_a_problem_in_any_currency(string currency)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync("Example Workshop", "FR", currency);
        using var to = new MemoryStream();
        await market.DoAsync<ExportListings>(e => e.WriteExampleAsync(merchant.Id, merchant.Member, to, default));

        var report = await ImportAsync(market, merchant, Encoding.UTF8.GetString(to.ToArray()));

        Assert.Equal((2, 0, 0), (report.Created, report.ProblemCount, report.NoticeCount));
    }

    [Theory, Databases]
    public async Task The_same_file_twice_at_once_makes_no_doubles(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var merchant = await market.MerchantAsync();

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ImportAsync(market, merchant, Pots))));

        Assert.All(reports, r => Assert.Equal(2, r.Created + r.Updated + r.Unchanged + r.Refused));
        Assert.Equal(2, reports.Sum(r => r.Created));
        Assert.Equal(2, await market.ReadAsync(db => db.Listings.CountAsync()));
        Assert.Equal(30, await market.ReadAsync(db => db.Stock.SumAsync(s => s.OnHand)));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Progress_is_told_after_each_product()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        var told = new Told();

        await market.DoAsync<ImportListings>(i => i.ImportAsync(merchant.Id, merchant.Member, Stream(Pots), told, default));

        Assert.Equal([new ImportProgress(1, 2), new ImportProgress(2, 2)], told.All);
    }

    private static async Task<ImportReport> ImportAsync(TestMarket market, (MerchantId Id, Actor Member) merchant, string file)
    {
        var report = await market.DoAsync<ImportListings, Outcome<ImportReport>>(i => i.ImportAsync(merchant.Id, merchant.Member, Stream(file), null, default));
        return report.Value;
    }

    private static async Task<string> ExportAsync(TestMarket market, (MerchantId Id, Actor Member) merchant)
    {
        using var to = new MemoryStream();
        Assert.True((await market.DoAsync<ExportListings, Outcome<Done>>(e => e.RunAsync(merchant.Id, merchant.Member, to, default))).Succeeded);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static Task<Listing> ListingAsync(TestMarket market, string handle) =>
        market.ReadAsync(db => db.Listings.AsNoTracking().Include(l => l.Variants).SingleAsync(l => l.Handle == handle || (l.Handle == null && l.Slug == handle)));

    private static string Sorted(string file) => string.Join('\n', file.Split("\r\n").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Said(IEnumerable<ImportRemark> remarks) => remarks.Select(r => $"{r.Line} {r.Column}: {r.Reason.Code}");

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class Told : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value) => All.Add(value);
    }
}
