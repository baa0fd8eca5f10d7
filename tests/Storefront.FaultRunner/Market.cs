using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Checkout;
using Storefront.Connectors.Carriers;
using Storefront.Connectors.Files.Disk;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Rates.Ecb;
using Storefront.Connectors.Secrets;
using Storefront.Data;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;
using Storefront.Disputes;
using Storefront.Fees;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Pricing;
using Storefront.Returns;
using Storefront.Reviews;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.FaultRunner;

/// <summary>The market's operations on a prepared database, with the kill switch in its transactions and calls.</summary>
internal static class Market
{
    public static ServiceProvider Open(Errand errand, TimeProvider clock, KillSwitch kill)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(clock);
        services.AddOptions();
        services.AddMarketData(options =>
        {
            if (errand.Database == "postgres") options.UsePostgresMarket(errand.Connection);
            else options.UseSqliteMarket(errand.Connection);
            options.AddInterceptors(new KillAtCommits(kill), new KillAtStatements(kill));
        });
        services.AddCatalog().AddMerchants().AddPricing().AddFees().AddCheckout().AddShipping().AddOrders().AddPayouts().AddReturns().AddDisputes().AddChargebacks().AddReviews().AddTrust();
        var settings = new ConfigurationBuilder().Build();
        services.AddEcbRates(settings);
        services.AddSandboxPayments(settings);
        services.AddCarriers(settings);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSecrets().AddDiskFiles(new DiskFilesSettings { Folder = Path.Combine(Path.GetTempPath(), "storefront-fault-files") });
        Wrap<IPaymentProvider>(services, inner => new KillAtPayments(inner, kill));
        Wrap<IPayOut>(services, inner => new KillAtPayouts(inner, kill));
        Wrap<ITransferFunds>(services, inner => new KillAtTransfers(inner, kill));
        Wrap<ICarrier>(services, inner => new KillAtCarrier(inner, kill));
        return services.BuildServiceProvider();
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var known = services.Single(s => s.ServiceType == typeof(T));
        services.Remove(known);
        services.Add(new ServiceDescriptor(typeof(T), provider => wrap((T)ActivatorUtilities.CreateInstance(provider, known.ImplementationType!)), known.Lifetime));
    }
}
