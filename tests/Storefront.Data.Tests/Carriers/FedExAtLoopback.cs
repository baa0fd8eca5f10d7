using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Tests.Carriers.FedEx;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>FedEx's stand-in, and a market in which a shop in Ohio has an account with it.</summary>
internal sealed class FedExAtLoopback : IAsyncDisposable
{
    private static readonly PostalAddress Dayton = new() { Country = new Country("US"), Name = "Ohio House", Street = "1 Main St", City = "Dayton", Region = "OH", Postcode = "45402", Phone = "9375550100" };

    private static readonly PostalAddress Albany = new() { Country = new Country("US"), Name = "Grace Lee", Street = "10 State St", City = "Albany", Region = "NY", Postcode = "12207", Phone = "5185550100" };

    private VariantId variant;

    public FedExDouble Double { get; } = new();

    public ScriptedServer Server { get; private set; } = null!;

    public TestMarket Market { get; private set; } = null!;

    public (MerchantId Id, Actor Member) Shop { get; private set; }

    public static async Task<FedExAtLoopback> StartAsync(string database)
    {
        var fedex = new FedExAtLoopback();
        fedex.Server = await ScriptedServer.StartAsync(fedex.Double.Answer);
        var market = fedex.Market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["FedEx:Test"] = fedex.Server.Base.ToString() });
        var shop = fedex.Shop = await market.MerchantAsync("Ohio House", "US", "USD", Dayton);
        fedex.variant = await market.ListingAsync(shop, "40.00");
        var given = market.Services.GetRequiredService<IEnumerable<ICarrierConnector>>().Single(c => c.Key == "fedex").Fields.ToDictionary(f => f.Key, f => fedex.Double.Good.Find(f.Key));
        Assert.True((await market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(shop.Id, "fedex", given, isTest: true, shop.Member, default))).Succeeded);
        return fedex;
    }

    /// <summary>One unit to an address in the same country.</summary>
    public async Task<Consignment> PaidAsync()
    {
        var placed = (await Market.PlaceAsync(await Market.CheckoutAsync(await Market.BasketAsync((variant, 1)), "USD", Albany))).Value;
        await Market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        return (await Market.OrderAsync(placed.Number)).Consignments[0];
    }

    public async Task<ParcelId> LabelAsync(Consignment consignment)
    {
        var offers = (await Market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, Shop.Member, null, null, default))).Value;
        Assert.True(offers.Rates.Any(r => r.CarrierKey == "fedex"), string.Join(", ", offers.Refused.Select(r => $"{r.Carrier}: {r.Refusal.Code}").Concat(offers.Unfit.Select(u => u.Why.Code))));
        var rate = offers.Rates.First(r => r.CarrierKey == "fedex");
        var bought = await Market.BuyLabelAsync(new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true }, Shop.Member);
        Assert.True(bought.Succeeded, bought.Refusal?.Code);
        return bought.Value;
    }

    /// <summary>What it was last told of the package.</summary>
    public JsonElement Package(CarrierAbility ability) => Server.Requests.Last(r => Double.AbilityOf(r) == ability).Json.GetProperty("requestedShipment").GetProperty("requestedPackageLineItems")[0];

    public async ValueTask DisposeAsync()
    {
        await Market.DisposeAsync();
        await Server.DisposeAsync();
    }
}
