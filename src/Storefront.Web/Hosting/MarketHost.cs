using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Checkout;
using Storefront.Connectors.Carriers;
using Storefront.Connectors.Documents;
using Storefront.Connectors.Files.Disk;
using Storefront.Connectors.Mail;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Payments.Stripe;
using Storefront.Connectors.Pictures;
using Storefront.Connectors.Rates.Ecb;
using Storefront.Connectors.Secrets;
using Storefront.Data;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;
using Storefront.Data.SqlServer;
using Storefront.Disputes;
using Storefront.Fees;
using Storefront.Merchants;
using Storefront.Office;
using Storefront.Orders;
using Storefront.Payouts;
using Storefront.Pricing;
using Storefront.Reconciliation;
using Storefront.Returns;
using Storefront.Reviews;
using Storefront.Shipping;
using Storefront.Trust;
using Storefront.Web.Account;
using Storefront.Web.Demo;
using Storefront.Web.Hooks;
using Storefront.Web.Workers;

namespace Storefront.Web.Hosting;

/// <summary>The market behind the shop: database, business modules, connectors and workers. The one place where brands are named together.</summary>
public static class MarketHost
{
    public static WebApplicationBuilder AddMarket(this WebApplicationBuilder builder, StartOptions options)
    {
        var (services, settings) = (builder.Services, builder.Configuration);
        services.AddMarketData(UseDatabase(options));
        services.AddCatalog().AddMerchants().AddPricing().AddFees().AddCheckout().AddShipping().AddOrders().AddPayouts().AddReturns().AddDisputes().AddChargebacks().AddReconciliation().AddReviews().AddTrust();
        services.Configure<PaymentOptions>(settings.GetSection("Payments"));
        services.Configure<PayoutOptions>(settings.GetSection("Payouts"));
        services.Configure<HoldOptions>(settings.GetSection("Holds"));
        (settings.GetSection("Holds").Get<HoldOptions>() ?? new HoldOptions()).Check();
        var publicUrl = (settings["PublicUrl"] ?? FirstUrl(options)).TrimEnd('/');
        services.Configure<SiteOptions>(site => site.PublicUrl = publicUrl);
        services.AddStripe(settings.GetSection("Payments"), publicUrl, options is { DemoMarket: true, MigrateOnly: false });
        services.Configure<FeeSettings>(settings.GetSection("Fees"));
        if (options.DemoMarket) services.PostConfigure<FeeSettings>(fees => fees.Country ??= DemoMarket.PlatformCountry);
        services.Configure<RateSettings>(settings.GetSection("Rates"));
        services.AddEcbRates(settings.GetSection("Rates:Ecb"));
        if (options.DemoMarket) settings["Payments:Sandbox:HasDashboard"] = "true";
        services.AddSandboxPayments(settings.GetSection("Payments:Sandbox"));
        services.Configure<CarrierNewsOptions>(settings.GetSection("Carriers:News"));
        (settings.GetSection("Carriers:News").Get<CarrierNewsOptions>() ?? new CarrierNewsOptions()).Check();
        services.AddCarriers(settings.GetSection("Carriers"));
        services.AddSingleton(CarriedGoodsFacts.In(typeof(Carriers).Assembly));
        services.AddDocuments();
        services.AddPictures(settings.GetSection("Pictures"));
        services.AddDiskFiles(new DiskFilesSettings { Folder = Path.Combine(options.DataFolder, "files") });
        services.AddKeyedSingleton<IStoreFiles>(PublicFiles.Store, (_, _) => new DiskFiles(new DiskFilesSettings { Folder = Path.Combine(options.DataFolder, "pictures") }));
        services.AddMail(settings.GetSection("Mail"), Path.Combine(options.DataFolder, "mail"));

        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new DatabaseKeys(s.GetRequiredService<IDbContextFactory<MarketDb>>())));
        services.AddDataProtection();
        services.AddSecrets();
        services.AddAccountPages();
        services.AddOffice();

        services.AddSingleton<DemoHistory>();
        services.AddSingleton<DemoMarket>();
        services.AddSingleton<CatalogueFeed>();
        services.AddSingleton(new DemoClockSettings(options.DemoMarket));
        services.AddHostedService<DemoClockWorker>();
        services.AddHostedService<RatesWorker>();
        services.AddHostedService<FeesWorker>();
        services.AddHostedService<LanesWorker>();
        services.AddHostedService<BuyerCardsWorker>();
        services.AddHostedService<DutiesWorker>();
        services.AddHostedService<ClearanceFeesWorker>();
        services.AddHostedService<LicencesWorker>();
        services.AddHostedService<DestinationRulesWorker>();
        services.AddHostedService<CatalogueFeedWorker>();
        services.AddHostedService<CatalogueOrderWorker>();
        services.AddHostedService<OutboxWorker>();
        services.AddHostedService<TimersWorker>();
        services.AddHostedService<MailWorker>();
        services.AddHostedService<AvailabilityWorker>();
        return builder;
    }

    public static void MapMarket(this WebApplication app)
    {
        app.MapPaymentHooks();
        app.MapCarrierHooks();
        app.MapSandboxPayments();
        app.MapSandboxPayees();
        app.MapPublicFiles();
        app.MapOffice();
        app.MapRazorComponents<OfficeApp>().AddInteractiveServerRenderMode().RequireAuthorization();
    }

    public static Action<DbContextOptionsBuilder> UseDatabase(StartOptions options) => options.Database switch
    {
        "postgres" => o => o.UsePostgresMarket(options.Connection!),
        "sqlserver" => o => o.UseSqlServerMarket(options.Connection!),
        _ => o => o.UseSqliteMarket(options.Connection ?? SqliteDatabase.ConnectionTo(Path.Combine(options.DataFolder, "market.db"))),
    };

    private static string FirstUrl(StartOptions options) => options.Urls.Split(';')[0].Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
}
