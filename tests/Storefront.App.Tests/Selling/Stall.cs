#pragma warning disable EF1001 // The query compiler is EF Core's own; see ShadowQueryCompiler.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Data;
using Storefront.Data.Tests;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;
using Storefront.Testing;
using Storefront.Testing.SqlServer;
using Storefront.Web.Demo;
using Storefront.Web.Hosting;

namespace Storefront.App.Tests.Selling;

/// <summary>The whole app on a free port with a market of two small shops, open in two seconds: for tests that buy. Time is the market's clock,
/// which tests move on; goods can be added to it at any time.</summary>
public sealed class Stall : IAsyncLifetime
{
    public const string Collection = "stall";
    public const string Email = "shopper@example.test";
    public const string Password = DemoPeople.Password;

    /// <summary>A title that would be a script if a page forgot to escape it.</summary>
    public const string NastyTitle = "<script>alert(1)</script> & \"cup\"";

    private readonly string folder = Directory.CreateTempSubdirectory("storefront-stall-").FullName;
    private readonly SqlServerShadow shadow = new();
    private WebApplication? app;

    /// <summary>More of the database's connection string, for example <c>Default Timeout=1</c>.</summary>
    public string? Settings { get; init; }

    /// <summary>How to reach an empty PostgreSQL database, which is migrated first; null for a file of its own.</summary>
    public string? Postgres { get; init; }

    /// <summary>Settings of the app, for example <c>Accounts:PostsPerMinute</c>.</summary>
    public IReadOnlyDictionary<string, string?> App { get; init; } = new Dictionary<string, string?>();

    /// <summary>For a test that spoils the books on purpose, or fills them with more than is judged in a moment.</summary>
    public bool LeavesBooksUnjudged { get; set; }

    public Uri Address { get; private set; } = null!;

    public string DatabaseFile => Path.Combine(folder, "market.db");

    public MarketClock Clock => app!.Services.GetRequiredService<MarketClock>();

    public MerchantId Tea { get; private set; }

    public MerchantId Linen { get; private set; }

    /// <summary>Who works for both shops.</summary>
    public Actor Owner { get; private set; }

    public VariantId Teapot { get; private set; }

    public VariantId Shirt { get; private set; }

    public VariantId Nasty { get; private set; }

    public async Task InitializeAsync()
    {
        var options = new StartOptions
        {
            Urls = $"http://127.0.0.1:{RunningApp.FreePort()}", DataFolder = folder, DemoMarket = false,
            Database = Postgres is null ? "sqlite" : "postgres", MigrateOnly = Postgres is not null, Connection = Postgres ?? (Settings is null ? null : $"Data Source={DatabaseFile};{Settings}"),
        };
        Address = new Uri(options.Urls);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(StartOptions).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production",
        });
        builder.Configuration.AddInMemoryCollection(App);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.UseStaticWebAssets();
        builder.AddShop(options);
        builder.AddMarket(options);
        if (Postgres is null)
        {
            builder.Services.AddSingleton(shadow);
            builder.Services.ConfigureDbContext<MarketDb>(o => o.ReplaceService<IQueryCompiler, ShadowQueryCompiler>().AddInterceptors(shadow));
        }

        app = builder.Build();
        if (Postgres is null) await MigratedDatabase.WriteAsync(DatabaseFile);
        Assert.Null(await DatabaseStart.PrepareAsync(app.Services, options, default));
        await FillAsync();
        app.UseShop();
        app.MapShop();
        app.MapMarket();
        await app.StartAsync();
    }

    /// <summary>Whatever a test was about, the books balance at its end, and SQL Server would have run all that the pages asked.</summary>
    public async Task DisposeAsync()
    {
        try
        {
            if (app is null) return;
            // Disposing alone does not wait for the workers: what they hold would stay leased.
            await app.StopAsync();
            if (!LeavesBooksUnjudged) await DoAsync<MarketDb>(Books.AssertWhereMoneyMovedAsync);
            Assert.Equal([], shadow.Faults);
        }
        finally
        {
            if (app is not null) await app.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A browser without scripts and with nothing remembered.</summary>
    public Person Person(string acceptLanguage = "en-FR") => new(Address, acceptLanguage);

    public async Task DoAsync<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = app!.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<TResult> DoAsync<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = app!.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>The invariants of the books, which hold after every scenario.</summary>
    /// <param name="open">What the provider and our books do not agree on; nothing in most scenarios.</param>
    public Task AssertBooksAsync(params DifferenceKind[] open) => Books.AssertAllAsync(app!.Services, open);

    /// <summary>The words and formats of a language, as pages use them.</summary>
    public Storefront.Languages.Words Words(string language) => app!.Services.GetRequiredService<Storefront.Languages.Messages>().In(Storefront.Languages.Language.TryFind(language, out var known) ? known : throw new ArgumentException(language));

    public Task<TResult> ReadAsync<TResult>(Func<MarketDb, Task<TResult>> read) => DoAsync(read);

    /// <summary>A published listing of one variant, seen by the shop when this returns.</summary>
    public async Task<VariantId> ListAsync(MerchantId merchant, string title, string price, int stock, string hs = "691110")
    {
        var currency = await ReadAsync(db => db.Merchants.Where(m => m.Id == merchant).Select(m => m.Currency).SingleAsync());
        Assert.True(Money.TryParse(price, currency, out var money));
        var draft = new ListingDraft(
            null,
            0,
            new ListingFacts
            {
                Category = "teaware", Language = "en", HsCode = new HsCode(hs), Origin = new Country("CN"), CustomsDescription = "Porcelain cup",
                Maker = new("Longquan Kiln 4", "8 Kiln Road, Longquan", new Country("CN"), "kiln@example.test"), ResponsiblePerson = new("Kade Compliance", "Voorbeeldkade 12, Amsterdam", new Country("NL"), "safety@example.test"),
                Texts = new Dictionary<string, ListingText> { ["en"] = new(title, "Made by hand.", null, null, []) },
            },
            [new ListingPicture("/img/mark.svg", 400, 400, new Dictionary<string, string>())],
            [new VariantDraft(null, $"SKU-{Guid.NewGuid():N}"[..20], new VariantFacts(new Dictionary<string, string>(), money, null, new Weight(400), new Dimensions(200, 120, 100)), stock)]);
        var id = (await DoAsync<SaveListing, Outcome<ListingId>>(save => save.RunAsync(merchant, Owner, draft, default))).Value;
        await DoAsync<PublishListing>(async publish => Assert.True((await publish.PublishAsync(id, Owner, default)).Succeeded));
        await ShowAsync(id);
        return await ReadAsync(db => db.Variants.Where(v => v.Listing == id).Select(v => v.Id).SingleAsync());
    }

    /// <summary>Another price, seen by the shop when this returns.</summary>
    public async Task RepriceAsync(VariantId variant, string price)
    {
        var listing = await ReadAsync(async db =>
        {
            var row = await db.Variants.SingleAsync(v => v.Id == variant);
            Assert.True(Money.TryParse(price, row.Price.Currency, out var money));
            db.Entry(row).ComplexProperty(v => v.Price).CurrentValue = money;
            await db.SaveChangesAsync();
            return row.Listing;
        });
        await ShowAsync(listing);
    }

    /// <summary>Another number on hand, seen by checkout at once and by the shop when this returns.</summary>
    public async Task RestockAsync(VariantId variant, int onHand)
    {
        await ReadAsync(async db =>
        {
            var before = await db.Stock.Where(s => s.Variant == variant).Select(s => s.OnHand).SingleAsync();
            db.StockMovements.Add(StockMovement.Of(variant, StockMovementKind.Adjusted, onHand - before, null, Clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync();
            return await db.Stock.Where(s => s.Variant == variant).ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, onHand));
        });
        await ShowAsync(await ReadAsync(db => db.Variants.Where(v => v.Id == variant).Select(v => v.Listing).SingleAsync()));
    }

    /// <summary>Taken off the shelf, and out of the shop's sight when this returns.</summary>
    public async Task WithdrawAsync(VariantId variant)
    {
        var listing = await ReadAsync(db => db.Variants.Where(v => v.Id == variant).Select(v => v.Listing).SingleAsync());
        await DoAsync<PublishListing>(async publish => Assert.True((await publish.WithdrawAsync(listing, Owner, default)).Succeeded));
        await ShowAsync(listing);
    }

    public Task<Order> OrderAsync(string number) =>
        ReadAsync(db => db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Number == number));

    /// <summary>Label bought with the cheapest service and handed over, by the shop that sells it.</summary>
    public async Task SendAsync(Consignment consignment)
    {
        var offers = (await DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(consignment.Id, Owner, null, null, default))).Value;
        var rate = offers.Rates[0];
        var parcel = (await DoAsync<BuyLabel, Outcome<ParcelId>>(buy => buy.RunAsync(new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true }, Owner, default))).Value;
        await DoAsync<HandOverParcel>(async hand => Assert.True((await hand.RunAsync(parcel, Owner, default)).Succeeded));
    }

    /// <summary>So many units of its first line in the next parcel, or all that are left; the tracking number.</summary>
    public async Task<string> SendPartAsync(Consignment consignment, int? units, bool handOver = true)
    {
        LineUnits[]? contents = units is { } count ? [new LineUnits(consignment.Lines[0].Id, count)] : null;
        var offers = (await DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, Owner, null, null, default, contents))).Value;
        var rate = offers.Rates[0];
        var order = new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { Contents = contents };
        var parcel = (await DoAsync<BuyLabel, Outcome<ParcelId>>(b => b.RunAsync(order, Owner, default))).Value;
        if (handOver) await DoAsync<HandOverParcel>(async h => Assert.True((await h.RunAsync(parcel, Owner, default)).Succeeded));
        return (await ReadAsync(db => db.Parcels.Where(p => p.Id == parcel).Select(p => p.TrackingNumber).SingleAsync()))!;
    }

    /// <summary>A domestic carrier brings the first parcel of the order to the sorting warehouse of the carrier that takes it on.</summary>
    public Task BringAsync(Order order) => DoAsync<MarketDb>(async db =>
    {
        var parcel = await db.Parcels.Where(p => p.Order == order.Id).OrderBy(p => p.CreatedAtUtc).FirstAsync();
        var (at, china) = (parcel.BoughtAtUtc!.Value, new Country("CN"));
        var mile = Parcel.BuyingFirstMile(parcel, order.ShipTo with { Country = china }, "yto", Id.New<CarrierAccountId>(), "PK", Money.Zero(Currency.Eur), new Weight(900), default, at, null);
        parcel.GoesBy(mile.Id);
        db.Parcels.Add(mile);
        db.ParcelScans.Add(ParcelScan.Of(mile.Id, "GOT@1", nameof(TrackingStatus.HandedOver), china, "龙泉市", at.AddSeconds(1)));
        db.ParcelScans.Add(ParcelScan.Of(mile.Id, "SIGNED@2", nameof(TrackingStatus.Delivered), china, "青浦区", at.AddSeconds(2)));
        await db.SaveChangesAsync();
    });

    /// <summary>Some time later, by default enough for the longest way: parcels on their way have been delivered.</summary>
    public async Task DeliverAllAsync(int days = 40)
    {
        Clock.Move(TimeSpan.FromDays(days));
        await DoAsync<FollowParcels>(follow => follow.RunAsync(default));
    }

    private async Task ShowAsync(ListingId listing)
    {
        await DoAsync<MakeCopies>(copies => copies.RunAsync([listing], default));
        await DoAsync<Storefront.Web.Workers.CatalogueFeed>(async feed =>
        {
            if (app!.Services.GetRequiredService<Storefront.Search.CatalogueCopy>().IsOpen) await feed.CatchUpAsync(default);
        });
    }

    private async Task FillAsync()
    {
        await DoAsync<MarketDb>(async db =>
        {
            var now = Clock.GetUtcNow().UtcDateTime;
            db.Categories.Add(Category.Of("teaware", null, new Dictionary<string, string> { ["en"] = "Teaware" }, 0));
            DemoPeople.Add(db, Email, canSignIn: true, now);
            Owner = new Actor(DemoPeople.Add(db, "owner@example.test", canSignIn: true, now).UserId);
            await db.SaveChangesAsync();
        });
        Tea = await OpenShopAsync("Longjing House", "CN", "CNY", "Hangzhou");
        Linen = await OpenShopAsync("Atelier Garance", "FR", "EUR", "Lyon");
        Teapot = await ListAsync(Tea, "Celadon teapot", "268.00", 1000);
        Shirt = await ListAsync(Linen, "Linen shirt", "64.00", 1000);
        Nasty = await ListAsync(Tea, NastyTitle, "90.00", 1000);
    }

    private async Task<MerchantId> OpenShopAsync(string name, string country, string currency, string city)
    {
        var profile = new MerchantProfile
        {
            Name = name, Registration = "REG-1", Email = "shop@example.test", Currency = new Currency(currency), HandlingDays = 2,
            Address = new PostalAddress { Country = new Country(country), Name = name, Street = "1 Harbour Street", City = city, Postcode = country == "FR" ? "69002" : "310000" },
        };
        return await ReadAsync(async db =>
        {
            var merchant = Merchant.Apply(name.ToLowerInvariant().Replace(' ', '-'), profile, Clock.GetUtcNow().UtcDateTime);
            merchant.Approve(Clock.GetUtcNow().UtcDateTime);
            db.Merchants.Add(merchant);
            db.MerchantMembers.Add(MerchantMember.Of(merchant.Id, Owner.User, isOwner: true));
            await db.SaveChangesAsync();
            return merchant.Id;
        });
    }
}

[CollectionDefinition(Stall.Collection)]
public sealed class StallCollection : ICollectionFixture<Stall>;
