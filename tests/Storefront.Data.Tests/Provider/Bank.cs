using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Chargebacks;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Provider;

/// <summary>The buyer's bank and the sandbox's own desk, as a test plays them.</summary>
internal sealed class Bank(TestMarket market)
{
    public const string Disputed = "4000000000000259";

    public const string Inquired = "4000000000001976";

    public const string Warned = "4000000000005423";

    public (MerchantId Id, Actor Member) Shop { get; private set; }

    /// <summary>An order for four pots, paid with a card; what the card's bank does afterwards has not been told yet.</summary>
    public async Task<Order> OrderAsync(string card = "4242424242424242", int units = 4)
    {
        Shop = await market.MerchantAsync();
        return await BuyAsync(await market.ListingAsync(Shop, stock: 50), card, units);
    }

    public async Task<Order> BuyAsync(Storefront.Catalog.VariantId pot, string card = "4242424242424242", int units = 1)
    {
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, units))))).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card(card));
        return await market.OrderAsync(placed.Number);
    }

    /// <summary>Sent and received: its money is released.</summary>
    public async Task ReceiveAsync(Order order)
    {
        await market.SendAsync(order.Consignments[0], Shop.Member);
        await market.DoAsync<ConfirmReceipt>(async c => Assert.True((await c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default)).Succeeded));
    }

    public Task<string> PaymentAsync(Order order) => market.ReadAsync(db => db.Payments.Where(p => p.Order == order.Id).Select(p => p.Reference!).SingleAsync());

    public async Task<string> ChargeBackAsync(Order order, Money amount, bool isInquiry = false)
    {
        var payment = await PaymentAsync(order);
        return (await market.DoAsync<SandboxGateway, string?>(g => g.ChargeBackAsync(payment, amount, "product_not_received", isInquiry, default)))!;
    }

    public Task DecideAsync(string reference, string word) => market.DoAsync<SandboxGateway>(async g => Assert.NotNull(await g.ChangeChargebackAsync(reference, c => c with { Decided = word }, default)));

    public Task ChangeAsync(string reference, Func<SandboxChargeback, SandboxChargeback> change) => market.DoAsync<SandboxGateway>(async g => Assert.NotNull(await g.ChangeChargebackAsync(reference, change, default)));

    public Task FollowAsync(string reference) => market.DoAsync<FollowChargeback>(f => f.RunAsync("sandbox", reference, default));

    /// <summary>What the provider has told and nobody has heard is heard.</summary>
    public async Task HearAsync()
    {
        market.Clock.Move(SweepNews.Pause + TimeSpan.FromSeconds(1));
        await market.DoAsync<SweepNews>(s => s.RunAsync(default));
        await market.RunOutboxAsync();
    }

    public Task<Chargeback> OnlyAsync() => market.ReadAsync(db => db.Chargebacks.AsNoTracking().SingleAsync());

    public async Task<string> ByHandAsync(Order order, Money amount)
    {
        var payment = await PaymentAsync(order);
        return (await market.DoAsync<SandboxGateway, string?>(g => g.RefundByHandAsync(payment, amount, default)))!;
    }

    /// <summary>Debit positive.</summary>
    public Task<long> BalanceAsync(AccountKind account, string? owner = null) =>
        market.ReadAsync(db => db.Postings.Where(p => p.Account == account && (owner == null || p.Owner == owner)).SumAsync(p => p.Amount.Minor));

    /// <summary>What the buyer has got back, by whichever way, in minor units.</summary>
    public async Task<long> BackWithBuyerAsync(Order order)
    {
        var payment = SandboxPayment.From((await market.ReadAsync(async db =>
        {
            var reference = await db.Payments.Where(p => p.Order == order.Id).Select(p => p.Reference).SingleAsync();
            return await db.ConnectorRecords.AsNoTracking().SingleAsync(r => r.Connector == SandboxGateway.Connector && r.Key == reference);
        })).Json);
        return payment.Refunds.Where(r => r.CameBack is null).Sum(r => r.Amount.Minor) + payment.Chargebacks.Where(c => c.At(market.Clock.NowUtc) == "lost").Sum(c => c.Amount.Minor);
    }

    /// <summary>What every chargeback holds is in its own account, and nothing once it has ended.</summary>
    /// <param name="open">What the provider and our books do not agree on.</param>
    public async Task AssertAsync(params DifferenceKind[] open)
    {
        foreach (var chargeback in await market.ReadAsync(db => db.Chargebacks.AsNoTracking().ToListAsync()))
            Assert.Equal(chargeback.HoldsMoney ? chargeback.Amount.Minor : 0, await BalanceAsync(AccountKind.Disputed, chargeback.Id.Value.ToString("N")));
        await market.AssertBooksBalanceAsync(open);
    }
}
