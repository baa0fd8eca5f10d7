using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Checkout;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;
using Storefront.Testing;

namespace Storefront.FaultRunner;

/// <summary>One purchase from basket to receipt, each step taken by looking at what is there, as people and workers do who do not know
/// what happened before.</summary>
internal sealed class BuyingPath(IServiceProvider services, MovableClock clock, KillSwitch kill, Purchase purchase) : IPath
{
    private static readonly PostalAddress Lyon = new() { Country = new Country("FR"), Name = "Camille Roux", Street = "12 rue Mercière", City = "Lyon", Postcode = "69002" };

    private readonly Actor merchant = new(purchase.Merchant);

    public async Task WalkAsync()
    {
        kill.Begin("placing");
        var placed = await PlaceAsync();
        kill.Begin("paying");
        await PayAsync(placed.Number);
        kill.Begin("sending");
        await SendAsync(placed.Number);
        kill.Begin("travelling");
        await TravelAsync(placed.Number);
        kill.Begin("receiving");
        await ReceiveAsync(placed.Number);
        kill.Begin("finishing");
        await WorkAsync();
    }

    /// <summary>What the app's workers do by themselves.</summary>
    public async Task WorkAsync()
    {
        await DoAsync<SweepPayments, int>(s => s.RunAsync(default));
        await DoAsync<BuyLabel, int>(s => s.SweepAsync(default));
        await DoAsync<FollowParcels, int>(s => s.RunAsync(default));
        await DoAsync<ConfirmReceipt, int>(s => s.ByTimeAsync(default));
        var dispatcher = services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.RunOnceAsync(default) > 0)
        {
        }
    }

    private async Task<PlacedOrder> PlaceAsync()
    {
        var attempt = await ReadAsync(db => db.CheckoutAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == purchase.Attempt));
        if (attempt?.Order is null && !await ReadAsync(db => db.BasketLines.AnyAsync(l => l.Basket == purchase.Basket)))
            Ok(await DoAsync<ChangeBasket, Outcome<BasketId>>(b => b.AddAsync(purchase.Basket, null, purchase.Variant, Purchase.Units, default)));
        if (attempt is null) Ok(await DoAsync<PrepareCheckout, Outcome<Done>>(p => p.SendToAsync(purchase.Attempt, purchase.Basket, null, "camille@example.test", "fr", Currency.Eur, Lyon, default)));
        var shown = await ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Where(a => a.Id == purchase.Attempt).Select(a => a.Quote).SingleAsync());
        return Ok(await DoAsync<PlaceOrder, Outcome<PlacedOrder>>(p => p.RunAsync(new OrderRequest(purchase.Attempt, purchase.Basket, shown.Total), default)));
    }

    /// <summary>The shopper pays at the gateway, its webhook comes in and is worked off, and the shopper returns.</summary>
    private async Task PayAsync(string number)
    {
        var payment = await ReadAsync(db => db.Payments.AsNoTracking().Join(db.Orders.Where(o => o.Number == number), p => p.Order, o => o.Id, (p, _) => p).SingleAsync());
        await services.GetRequiredService<SandboxGateway>().PayByCardAsync(payment.Reference!, "4242424242424242", default);
        var body = JsonSerializer.SerializeToUtf8Bytes(new SandboxEvent($"evt_{payment.Reference}", "payment.captured", payment.Reference!), JsonSerializerOptions.Web);
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = $"t={time},v1={WebhookSignature.Sign(body, time, new SandboxPaymentSettings().WebhookSecret)}";
        if (!await DoAsync<ReceivePaymentNews, bool>(r => r.RunAsync(SandboxPaymentProvider.ProviderKey, body, signature, default))) throw new InvalidOperationException("The webhook was not taken.");
        await WorkAsync();
        await DoAsync<SettlePayment, SettledPayment?>(s => s.RunAsync(payment.Id, default));
    }

    private async Task SendAsync(string number)
    {
        var consignment = await ConsignmentAsync(number);
        if (consignment.Status == ConsignmentStatus.ToPack)
        {
            var offers = Ok(await DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, merchant, null, null, default)));
            var rate = offers.Rates.Single(r => r.ServiceKey == "express");
            Ok(await DoAsync<BuyLabel, Outcome<ParcelId>>(b => b.RunAsync(new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true }, merchant, default)));
            consignment = await ConsignmentAsync(number);
        }

        if (consignment.Status != ConsignmentStatus.LabelBought) return;
        var parcel = await ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync(p => p.Consignment == consignment.Id && p.Status == ParcelStatus.Labelled));
        Ok(await DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(parcel.Id, merchant, default)));
    }

    private async Task TravelAsync(string number)
    {
        if ((await ConsignmentAsync(number)).Status != ConsignmentStatus.HandedOver) return;
        clock.Move(TimeSpan.FromDays(12));
        await DoAsync<FollowParcels, int>(f => f.RunAsync(default));
    }

    private async Task ReceiveAsync(string number)
    {
        var order = await ReadAsync(db => db.Orders.AsNoTracking().Include(o => o.Consignments).SingleAsync(o => o.Number == number));
        Ok(await DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default)));
    }

    private Task<Consignment> ConsignmentAsync(string number) =>
        ReadAsync(db => db.Consignments.AsNoTracking().Join(db.Orders.Where(o => o.Number == number), c => c.Order, o => o.Id, (c, _) => c).SingleAsync());

    private static T Ok<T>(Outcome<T> outcome) => outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Refusal.Code}.");

    private async Task<TResult> DoAsync<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    private Task<TResult> ReadAsync<TResult>(Func<MarketDb, Task<TResult>> read) => DoAsync(read);
}
