#pragma warning disable EF1001 // The query compiler is EF Core's own; see ShadowQueryCompiler.
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Checkout;
using Storefront.Connectors.Carriers;
using Storefront.Connectors.Documents;
using Storefront.Connectors.Files.Disk;
using Storefront.Connectors.Pictures;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Payments.Stripe;
using Storefront.Connectors.Rates.Ecb;
using Storefront.Connectors.Secrets;
using Storefront.Data.Outbox;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;
using Storefront.Data.SqlServer;
using Storefront.Testing.SqlServer;
using Storefront.Disputes;
using Storefront.Fees;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Pricing;
using Storefront.Reconciliation;
using Storefront.Returns;
using Storefront.Reviews;
using Storefront.Shipping;
using Storefront.Testing;
using Storefront.Trust;

namespace Storefront.Data.Tests;

/// <summary>A whole market without its web pages: real database, the operations, the sandbox gateway and carrier, a clock that can be moved.</summary>
public sealed class TestMarket : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder;
    private readonly bool isServers;

    private TestMarket(ServiceProvider services, MovableClock clock, SqlServerShadow shadow, string connection, string folder, bool isServers) =>
        (this.services, Clock, Shadow, Connection, this.folder, this.isServers) = (services, clock, shadow, connection, folder, isServers);

    /// <summary>How another process reaches the same database.</summary>
    public string Connection { get; }

    public MovableClock Clock { get; }

    public required WarningsKept Log { get; init; }

    public IServiceProvider Services => services;

    /// <summary>For a test that spoils the books on purpose, or fills them with more than is judged in a moment.</summary>
    public bool LeavesBooksUnjudged { get; set; }

    /// <summary>On SQLite, what the same market would have asked of SQL Server.</summary>
    internal SqlServerShadow Shadow { get; }

    public static readonly PostalAddress Lyon = new() { Country = new Country("FR"), Name = "Camille Roux", Street = "12 rue Mercière", City = "Lyon", Postcode = "69002" };

    /// <param name="given">Settings, for example <c>Rates:Ecb:Source</c>.</param>
    /// <param name="disturbs">Stands between the market and its database.</param>
    /// <param name="more">More of SQLite's connection string, for example <c>Default Timeout=1</c>.</param>
    public static async Task<TestMarket> OnAsync(string database, IReadOnlyDictionary<string, string?>? given = null, IInterceptor? disturbs = null, string more = "")
    {
        var clock = new MovableClock();
        var folder = Directory.CreateTempSubdirectory("storefront-").FullName;
        var collection = new ServiceCollection();
        var log = new WarningsKept();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning).AddProvider(log));
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddOptions();
        var connection = database switch
        {
            "sqlite" => $"{SqliteDatabase.ConnectionTo(Path.Combine(folder, "market.db"))};{more}",
            "postgres" => await MigratedDatabase.OnPostgresAsync(),
            "sqlserver" => DatabasesAttribute.NewSqlServerDatabase(),
            _ => throw new ArgumentOutOfRangeException(nameof(database)),
        };
        if (database == "sqlite") await MigratedDatabase.WriteAsync(Path.Combine(folder, "market.db"));
        Action<DbContextOptionsBuilder> use = database switch
        {
            "sqlite" => o => o.UseSqliteMarket(connection),
            "postgres" => o => o.UsePostgresMarket(connection),
            _ => o => o.UseSqlServerMarket(connection),
        };
        var shadow = new SqlServerShadow();
        if (database == "sqlite")
        {
            collection.AddSingleton(shadow);
            use += o => o.ReplaceService<IQueryCompiler, ShadowQueryCompiler>().AddInterceptors(shadow);
        }

        if (disturbs is not null) use += o => o.AddInterceptors(disturbs);
        collection.AddMarketData(use);
        collection.AddAccounts().AddCatalog().AddMerchants().AddPricing().AddFees().AddCheckout().AddShipping().AddOrders().AddPayouts().AddReturns().AddDisputes().AddChargebacks().AddReconciliation().AddReviews().AddTrust().AddLanguages(strict: true);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(given).Build();
        collection.Configure<RateSettings>(settings.GetSection("Rates"));
        collection.Configure<PayoutOptions>(settings.GetSection("Payouts"));
        // Many tests buy again and again for one person.
        collection.Configure<PaymentOptions>(o => o.MostUnpaidOrders = 1_000).Configure<PaymentOptions>(settings.GetSection("Payments"));
        collection.Configure<HoldOptions>(settings.GetSection("Holds"));
        collection.Configure<FeeSettings>(settings.GetSection("Fees"));
        collection.AddEcbRates(settings.GetSection("Rates:Ecb"));
        // Only where a test configures it; it never speaks to anybody but a server of the test's own.
        collection.AddStripe(settings.GetSection("Payments"), "http://localhost", demoMarket: false);
        collection.AddSandboxPayments(settings);
        collection.AddCarriers(settings);
        collection.AddDataProtection().UseEphemeralDataProtectionProvider();
        collection.AddSecrets().AddDocuments().AddPictures(settings.GetSection("Pictures")).AddDiskFiles(new DiskFilesSettings { Folder = Path.Combine(folder, "files") });
        collection.AddKeyedSingleton<IStoreFiles>(PublicFiles.Store, (_, _) => new DiskFiles(new DiskFilesSettings { Folder = Path.Combine(folder, "pictures") }));
        var market = new TestMarket(collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true }), clock, shadow, connection, folder, database == "sqlserver") { Log = log };
        await market.DoAsync<MarketDb>(async db =>
        {
            if (database == "sqlserver") await db.Database.MigrateAsync();
            db.Counters.Add(Counter.Of(Counter.CatalogueFeed));
            db.Categories.Add(Category.Of("teaware", null, new Dictionary<string, string> { ["en"] = "Teaware" }, 0));
            await db.SaveChangesAsync();
        });
        return market;
    }

    public async Task DoAsync<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<TResult> DoAsync<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task<TResult> ReadAsync<TResult>(Func<MarketDb, Task<TResult>> read) => DoAsync(read);

    /// <summary>A merchant that sells, and somebody who works for it.</summary>
    public async Task<(MerchantId Id, Actor Member)> MerchantAsync(string name = "Longjing House", string country = "CN", string currency = "CNY", PostalAddress? address = null)
    {
        var member = new Actor(Id.New<UserId>());
        var id = (await DoAsync<ApplyAsMerchant, Outcome<MerchantId>>(apply => apply.RunAsync(member, address is null ? Profile(name, country, currency) : Profile(name, country, currency) with { Address = address }, default))).Value;
        await DoAsync<JudgeMerchant>(async judge => Assert.True((await judge.ApproveAsync(id, await AdminAsync(), default)).Succeeded));
        return (id, member);
    }

    public async Task<Actor> AdminAsync()
    {
        var user = new User { UserName = $"{Guid.NewGuid():N}@example.test", CreatedAtUtc = Clock.NowUtc };
        await DoAsync<MarketDb>(async db =>
        {
            var role = await db.Roles.SingleOrDefaultAsync(r => r.Name == Roles.Admin);
            if (role is null) db.Roles.Add(role = new() { Id = Guid.CreateVersion7(), Name = Roles.Admin, NormalizedName = Roles.Admin.ToUpperInvariant() });
            db.Users.Add(user);
            db.UserRoles.Add(new() { RoleId = role.Id, UserId = user.Id });
            await db.SaveChangesAsync();
        });
        return new Actor(user.UserId);
    }

    public static readonly EconomicOperator Maker = new("Longquan Kiln 4", "8 Kiln Road, Longquan", new Country("CN"), "kiln@example.test");

    public static readonly EconomicOperator ResponsiblePerson = new("Kade Compliance", "Voorbeeldkade 12, Amsterdam", new Country("NL"), "safety@example.test");

    /// <summary>A published listing with one variant.</summary>
    public async Task<VariantId> ListingAsync((MerchantId Id, Actor Member) merchant, string price = "268.00", int stock = 10, string sku = "TP-1", string hs = "691110")
    {
        var currency = await ReadAsync(db => db.Merchants.Where(m => m.Id == merchant.Id).Select(m => m.Currency).SingleAsync());
        Assert.True(Money.TryParse(price, currency, out var money));
        var text = new ListingText($"Celadon teapot {sku}", "A teapot.", null, null, []);
        var draft = new ListingDraft(
            null,
            0,
            new ListingFacts
            {
                Category = "teaware", Language = "en", HsCode = new HsCode(hs), Origin = new Country("CN"), CustomsDescription = "Porcelain teapot", Maker = Maker, ResponsiblePerson = ResponsiblePerson,
                Texts = new Dictionary<string, ListingText> { ["en"] = text },
            },
            [new ListingPicture("/img/demo/teapot.svg", 400, 400, new Dictionary<string, string>())],
            [new VariantDraft(null, sku, new VariantFacts(new Dictionary<string, string>(), money, null, new Weight(780), new Dimensions(220, 160, 150)), stock)]);
        var id = (await DoAsync<SaveListing, Outcome<ListingId>>(save => save.RunAsync(merchant.Id, merchant.Member, draft, default))).Value;
        await DoAsync<PublishListing>(async publish => Assert.True((await publish.PublishAsync(id, merchant.Member, default)).Succeeded));
        return await ReadAsync(db => db.Variants.Where(v => v.Listing == id).Select(v => v.Id).SingleAsync());
    }

    public async Task<BasketId> BasketAsync(params (VariantId Variant, int Units)[] goods)
    {
        BasketId? basket = null;
        foreach (var (variant, units) in goods)
            basket = (await DoAsync<ChangeBasket, Outcome<BasketId>>(change => change.AddAsync(basket, null, variant, units, default))).Value;
        return basket!.Value;
    }

    /// <summary>Address given and quote shown: what the shopper would now accept.</summary>
    public async Task<OrderRequest> CheckoutAsync(BasketId basket, string currency = "EUR", PostalAddress? to = null, string email = "camille@example.test", UserId? user = null)
    {
        var attempt = Guid.NewGuid();
        var sent = await DoAsync<PrepareCheckout, Outcome<Done>>(prepare => prepare.SendToAsync(attempt, basket, user, email, "fr", new Currency(currency), to ?? Lyon, default));
        Assert.True(sent.Succeeded, sent.Refusal?.Code);
        var quote = await ReadAsync(db => db.CheckoutAttempts.Where(a => a.Id == attempt).Select(a => a.Quote).SingleAsync());
        return new OrderRequest(attempt, basket, quote.Total);
    }

    public Task<Outcome<PlacedOrder>> PlaceAsync(OrderRequest request) => DoAsync<PlaceOrder, Outcome<PlacedOrder>>(place => place.RunAsync(request, default));

    /// <summary>Placed and paid with a card that works.</summary>
    public async Task<Order> PaidOrderAsync(string currency, params (VariantId Variant, int Units)[] goods)
    {
        var placed = (await PlaceAsync(await CheckoutAsync(await BasketAsync(goods), currency))).Value;
        await PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        return await OrderAsync(placed.Number);
    }

    internal async Task<SettledPayment> PayAsync(string number, SandboxInstrument instrument)
    {
        var payment = await ReadAsync(db => db.Payments.AsNoTracking().Join(db.Orders.Where(o => o.Number == number), p => p.Order, o => o.Id, (p, o) => p).SingleAsync());
        await DoAsync<SandboxGateway>(gateway => gateway.PayAsync(payment.Reference!, instrument, default));
        return (await SettleAsync(payment.Id))!;
    }

    public Task<SettledPayment?> SettleAsync(PaymentId id) => DoAsync<SettlePayment, SettledPayment?>(settle => settle.RunAsync(id, default));

    public Task<Order> OrderAsync(string number) =>
        ReadAsync(db => db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Number == number));

    /// <summary>The label that a merchant would order with the cheapest service.</summary>
    public async Task<LabelOrder> CheapestAsync(Consignment consignment, Actor member)
    {
        var offers = (await DoAsync<QuoteLabels, Outcome<LabelOffers>>(quote => quote.RunAsync(consignment.Id, member, null, null, default))).Value;
        var rate = offers.Rates[0];
        return new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true };
    }

    public Task<Outcome<ParcelId>> BuyLabelAsync(LabelOrder wanted, Actor member) => DoAsync<BuyLabel, Outcome<ParcelId>>(buy => buy.RunAsync(wanted, member, default));

    /// <summary>Label bought with the cheapest service and handed over.</summary>
    public async Task<ParcelId> SendAsync(Consignment consignment, Actor member)
    {
        var parcel = (await BuyLabelAsync(await CheapestAsync(consignment, member), member)).Value;
        await DoAsync<HandOverParcel>(async hand => Assert.True((await hand.RunAsync(parcel, member, default)).Succeeded));
        return parcel;
    }

    /// <summary>Runs every message that is due now, and those that they lead to.</summary>
    public async Task RunOutboxAsync()
    {
        var dispatcher = services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.RunOnceAsync(default) > 0)
        {
        }

        Assert.Equal([], await ReadAsync(db => db.Outbox.Where(m => m.LastError != null).Select(m => m.Kind + ": " + m.LastError).ToListAsync()));
    }

    /// <summary>The invariants of the books that hold after every scenario; and that SQL Server, too, would have run all of it.</summary>
    /// <param name="open">What the provider and our books do not agree on; nothing in most scenarios.</param>
    public async Task AssertBooksBalanceAsync(params DifferenceKind[] open)
    {
        await Books.AssertAllAsync(services, open);
        Assert.Equal([], Shadow.Faults);
    }

    /// <summary>Whatever a test was about, the books balance at its end, and SQL Server would have run all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!LeavesBooksUnjudged) await DoAsync<MarketDb>(Books.AssertWhereMoneyMovedAsync);
            Assert.Equal([], Shadow.Faults);
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        if (isServers) await DoAsync<MarketDb>(db => db.Database.EnsureDeletedAsync());
        // Its database is never asked again; the server has only so many connections for all tests.
        await DoAsync<MarketDb>(db =>
        {
            if (db.Database.GetDbConnection() is Npgsql.NpgsqlConnection postgres) Npgsql.NpgsqlConnection.ClearPool(postgres);
            return Task.CompletedTask;
        });
        await services.DisposeAsync();
        if (Path.Exists(Path.Combine(folder, "market.db")))
        {
            // Its own alone: other tests are at work.
            using var own = new Microsoft.Data.Sqlite.SqliteConnection(Connection);
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(own);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static MerchantProfile Profile(string name, string country, string currency) => new()
    {
        Name = name, Registration = "91330000MA27XXXX0X", Email = "shop@example.test", Currency = new Currency(currency), HandlingDays = 2,
        Address = new PostalAddress { Country = new Country(country), Name = name, Street = "1 Tea Street", City = "Hangzhou", Postcode = "310000" },
    };
}
