using Storefront.Accounts;
using Storefront.Connectors.Carriers.FourPx;
using Storefront.Connectors.Tests.Carriers.FourPx;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>4PX's stand-in, and a market whose connector calls it.</summary>
internal sealed class FourPxAtLoopback : IAsyncDisposable
{
    private FourPxAtLoopback() => Double = new FourPxDouble(() => Server.Base);

    public FourPxDouble Double { get; }

    public ScriptedServer Server { get; private set; } = null!;

    public string Secret => Double.Good[FourPxConnector.AppSecret];

    public static async Task<FourPxAtLoopback> StartAsync()
    {
        var carrier = new FourPxAtLoopback();
        carrier.Server = await ScriptedServer.StartAsync(request => carrier.Double.Answer(request));
        return carrier;
    }

    public Task<TestMarket> MarketAsync(string database) => TestMarket.OnAsync(database, new Dictionary<string, string?>
    {
        ["FourPx:Test"] = $"{Server.Base}router/api/service", ["FourPx:LabelHosts:0"] = "127.0.0.1",
    });

    /// <summary>Connects the shop with credentials that the stand-in takes.</summary>
    public async Task<CarrierAccountId> ConnectAsync(TestMarket market, (MerchantId Id, Actor Member) shop)
    {
        var given = new Dictionary<string, string?> { [FourPxConnector.AppKey] = Double.Good[FourPxConnector.AppKey], [FourPxConnector.AppSecret] = Secret };
        return (await market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(shop.Id, "4px", given, isTest: true, shop.Member, default))).Value;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
