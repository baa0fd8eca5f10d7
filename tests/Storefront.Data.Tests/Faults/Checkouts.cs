using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Connectors;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Faults;

/// <summary>The connection was lost, or the database gave the work up for another's.</summary>
internal sealed class Interrupted() : DbException("The database went away.")
{
    public override bool IsTransient => true;
}

/// <summary>What the tests of paying do again and again.</summary>
internal static class Checkouts
{
    public static async Task<OrderRequest> ReadyAsync(this TestMarket market, VariantId pot, int units = 1, string currency = "EUR") => await market.CheckoutAsync(await market.BasketAsync((pot, units)), currency);

    public static async Task<PlacedOrder> PlacedAsync(this TestMarket market, VariantId pot, int units = 1)
    {
        var placed = await market.PlaceAsync(await market.ReadyAsync(pot, units));
        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        return placed.Value;
    }

    public static Task<Payment> PaymentAsync(this TestMarket market, string number) =>
        market.ReadAsync(db => db.Payments.AsNoTracking().Join(db.Orders.Where(o => o.Number == number), p => p.Order, o => o.Id, (p, _) => p).SingleAsync());

    public static async Task<SandboxPayment> AtGatewayAsync(this TestMarket market, string number)
    {
        var reference = SandboxPayment.ReferenceOf((await market.PaymentAsync(number)).Key);
        return (await market.DoAsync<SandboxGateway, SandboxPayment?>(g => g.FindAsync(reference, default)))!;
    }

    public static Task<int> GatewayPaymentsAsync(this TestMarket market) => market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxGateway.Connector));

    public static Task SweepAsync(this TestMarket market) => market.DoAsync<SweepPayments>(s => s.RunAsync(default));

    public static Task<Stock> StockAsync(this TestMarket market, VariantId variant) => market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync(s => s.Variant == variant));

    public static SandboxPaymentScript Script(this TestMarket market) => market.Services.GetRequiredService<SandboxPaymentScript>();

    /// <summary>The provider captures a payment that it had called over, and tells of it.</summary>
    public static async Task CapturedAfterAllAsync(this TestMarket market, string number)
    {
        var reference = (await market.PaymentAsync(number)).Reference!;
        await market.DoAsync<IConnectorRecords>(async records =>
        {
            var record = (await records.FindAsync(SandboxGateway.Connector, reference, default))!;
            Assert.True(await records.ReplaceAsync(record, (SandboxPayment.From(record.Json) with { State = SandboxState.Captured, FailureCode = null }).ToJson(), default));
        });
        await market.HearOfAsync(reference);
    }

    /// <summary>As a webhook that was stored.</summary>
    public static async Task HearOfAsync(this TestMarket market, string reference)
    {
        await market.DoAsync<MarketDb>(async db =>
        {
            db.Tell(new PaymentNews(SandboxPaymentProvider.ProviderKey, reference), market.Clock.NowUtc);
            await db.SaveChangesAsync();
        });
        await market.RunOutboxAsync();
    }

    /// <summary>As the provider sends it, signed, and what the worker does that it wakes.</summary>
    public static async Task WebhookAsync(this TestMarket market, string reference)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new SandboxEvent($"evt_{reference}", "payment.captured", reference), JsonSerializerOptions.Web);
        var time = market.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = $"t={time},v1={WebhookSignature.Sign(body, time, new SandboxPaymentSettings().WebhookSecret)}";
        Assert.True(await market.DoAsync<ReceivePaymentNews, bool>(r => r.RunAsync(SandboxPaymentProvider.ProviderKey, body, signature, default)));
        await market.Services.GetRequiredService<OutboxDispatcher>().RunOnceAsync(default);
    }

    public static Task<int> NoticesAsync(this TestMarket market, string template) => market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == template));
}
