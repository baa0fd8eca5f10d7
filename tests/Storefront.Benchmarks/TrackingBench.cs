using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Benchmarks.Load;
using Storefront.Benchmarks.Market;
using Storefront.Connectors.Carriers;
using Storefront.Connectors.Secrets;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Benchmarks;

/// <summary>Measures how fast carriers' pushed news are taken: signature verified and message stored, and then how fast one node writes the scans down.
/// The messages are EasyPost's, one scan each, of parcels that are on their way.</summary>
internal sealed class TrackingBench(BenchmarkOptions options, Notebook notebook)
{
    private const int Carriers = 8;
    private const int Parcels = 5_000;
    private const string Name = "tracking news, each new, verified and stored";
    private const string Secret = "the secret of the webhook";

    public void Run()
    {
        if (!notebook.Wanted(Name)) return;
        var database = BenchmarkDatabase.Create(options.Database);
        try
        {
            var meter = new OwnMeter(database.Process);
            using var services = new ServiceCollection().AddLogging().AddSingleton<IInterceptor>(meter).AddSingleton(TimeProvider.System).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
                .AddMarketData(database.Use).AddSecrets().AddCarriers(new ConfigurationBuilder().Build()).AddSingleton(new CurrentRates(ExchangeRates.BuiltIn)).AddShipping().AddOrders().BuildServiceProvider();
            var account = FillAsync(services).GetAwaiter().GetResult();
            var told = 0;
            (Action, IDisposable) Worker(int number) => (() => TellAsync(services, account, Interlocked.Increment(ref told)).GetAwaiter().GetResult(), Nothing.ToEnd);

            LoadRun.Each(Carriers, options.WarmUp, Worker);
            WorkOffAsync(services).GetAwaiter().GetResult();
            var before = meter.Read();
            var (times, seconds) = LoadRun.Each(Carriers, TimeSpan.FromSeconds(options.Seconds), Worker);
            notebook.Add(Name, default, null, times, seconds, before, meter.Read());
            var clock = Stopwatch.StartNew();
            var worked = WorkOffAsync(services).GetAwaiter().GetResult();
            notebook.Note(string.Create(CultureInfo.InvariantCulture, $"tracking news: {worked / clock.Elapsed.TotalSeconds:0} a second written down as scans by one node, {worked} of them."));
        }
        finally
        {
            Directory.Delete(database.DataFolder, recursive: true);
        }
    }

    private static string NumberOf(int parcel) => string.Create(CultureInfo.InvariantCulture, $"EP{parcel:000000000}");

    private static async Task TellAsync(IServiceProvider services, CarrierAccountId account, int number)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = $"evt_{number}",
            description = "tracker.updated",
            result = new { id = $"trk_{number}", tracking_code = NumberOf(number % Parcels), tracking_details = new[] { new { datetime = DateTime.UtcNow.AddMinutes(-number % 600), status = "in_transit" } } },
        });
        var headers = new Dictionary<string, string> { ["x-hmac-signature"] = "hmac-sha256-hex-digest=" + Convert.ToHexStringLower(HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Secret), body)) };
        await using var scope = services.CreateAsyncScope();
        var taken = await scope.ServiceProvider.GetRequiredService<ReceiveCarrierNews>().RunAsync("easypost", account, headers, body, default);
        if (!taken.Succeeded) throw new RejectedException($"Genuine news were answered {taken.Refusal.Code}.");
    }

    private static async Task<int> WorkOffAsync(IServiceProvider services)
    {
        var dispatcher = services.GetRequiredService<OutboxDispatcher>();
        var worked = 0;
        while (await dispatcher.RunOnceAsync(default) is var some and > 0) worked += some;
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        if (await db.Outbox.AsNoTracking().Where(m => m.DoneAtUtc == null).Select(m => m.LastError).FirstOrDefaultAsync() is { } left) throw new RejectedException($"News were not written down: {left}");
        return worked;
    }

    private static async Task<CarrierAccountId> FillAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<MarketDb>(), DateTime.UtcNow);
        var connector = scope.ServiceProvider.GetRequiredService<CarrierDirectory>().FindConnector("easypost")!;
        var account = CarrierAccount.Of(Id.New<MerchantId>(), connector.Key, now);
        account.Give(new Dictionary<string, string> { ["api-key"] = "EZTKmeasured", ["webhook-secret"] = Secret }, connector.Fields, isTest: true, scope.ServiceProvider.GetRequiredService<IKeepSecrets>(), now);
        db.CarrierAccounts.Add(account);
        for (var i = 0; i < Parcels; i++)
        {
            var parcel = Parcel.Buying(
                Id.New<ConsignmentId>(), Id.New<OrderId>(), account.Merchant, connector.Key, account.Id, "USPS/Priority", new Money(7_00, new Currency("USD")), new Weight(500), new Dimensions(200, 150, 100), now);
            parcel.Bought(new BoughtLabel { Reference = parcel.Reference, CarrierKey = connector.Key, ServiceKey = parcel.Service, ServiceName = "Priority", TrackingNumber = NumberOf(i), Price = parcel.Cost, Marks = new LabelMarks("USPS", "P", "", MailStream.LetterPost), BoughtAtUtc = now }, now);
            parcel.HandOver(now.AddDays(-1));
            parcel.TrackAgain(now.AddDays(1));
            db.Parcels.Add(parcel);
        }

        await db.SaveChangesAsync();
        return account.Id;
    }
}
