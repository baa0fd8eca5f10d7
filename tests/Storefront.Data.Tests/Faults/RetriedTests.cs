using Microsoft.EntityFrameworkCore;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Payouts;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Faults;

/// <summary>Calls of which half an answer came, whose turn comes a day later, or which two workers make at once: order and ledger afterwards.</summary>
public sealed class RetriedTests
{
    [Theory, Databases]
    public async Task F03_Of_a_payment_and_a_refund_whose_answers_broke_off_nothing_is_believed_and_each_is_made_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        market.Script().Next(SandboxPaymentCall.Open, SandboxPaymentFault.TimeOutAfter);
        var placed = await market.PlacedAsync(pot);
        var opening = (await market.OrderAsync(placed.Number)).Status;
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.SweepAsync();
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));
        var refund = await CancelledAsync(market, placed.Number);

        market.Script().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.TimeOutAfter);
        Assert.False(await MakeAsync(market, refund.Id));
        var unknown = await RefundAsync(market);
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.SweepAsync();

        Assert.Equal((null, OrderStatus.AwaitingPayment), (placed.PageUrl, opening));
        Assert.Equal((RefundStatus.Pending, null), (unknown.Status, unknown.FailureCode));
        Assert.Equal(1, await market.GatewayPaymentsAsync());
        await AssertGivenBackOnceAsync(market, placed.Number, refund);
    }

    [Theory, Databases]
    public async Task F05_A_refund_that_is_due_again_after_twenty_five_hours_is_found_and_not_made_once_more(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var placed = await market.PlacedAsync(await market.ListingAsync(await market.MerchantAsync()));
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));
        var refund = await CancelledAsync(market, placed.Number);

        market.Script().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.TimeOutAfter);
        Assert.False(await MakeAsync(market, refund.Id));
        market.Clock.Move(TimeSpan.FromHours(25));
        await market.SweepAsync();

        await AssertGivenBackOnceAsync(market, placed.Number, refund);
    }

    [Theory, Databases]
    public async Task F05_A_payout_whose_transfer_is_due_again_after_twenty_five_hours_is_moved_and_paid_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;

        shop.Meet(SandboxPaymentFault.TimeOutAfter, SandboxPaymentCall.Transfer);
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        var unknown = await shop.ShareAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        Assert.Null(unknown.Transfer);
        Assert.NotNull((await shop.ShareAsync()).Transfer);
        Assert.Equal((1, 1), (await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxBank.Transfers)), await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F07_Of_two_workers_with_one_refund_whose_key_is_in_use_the_second_takes_what_the_first_made(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var placed = await market.PlacedAsync(await market.ListingAsync(await market.MerchantAsync()));
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));
        var refund = await CancelledAsync(market, placed.Number);

        // The answer of one is that the key is in use.
        market.Script().Next(SandboxPaymentCall.Refund, SandboxPaymentFault.FailInFront);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => MakeAsync(market, refund.Id))));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.SweepAsync();

        await AssertGivenBackOnceAsync(market, placed.Number, refund);
    }

    /// <summary>Written down, and not taken to the provider yet.</summary>
    private static async Task<Refund> CancelledAsync(TestMarket market, string number)
    {
        var order = await market.OrderAsync(number);
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        return await RefundAsync(market);
    }

    private static Task<Refund> RefundAsync(TestMarket market) => market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());

    /// <summary>False when no answer came.</summary>
    private static async Task<bool> MakeAsync(TestMarket market, Guid refund)
    {
        try
        {
            await market.DoAsync<MakeRefund>(m => m.RunAsync(refund, default));
            return true;
        }
        catch (ProviderOutcomeUnknownException)
        {
            return false;
        }
    }

    /// <summary>At the gateway, in the order's history and in the ledger.</summary>
    private static async Task AssertGivenBackOnceAsync(TestMarket market, string number, Refund written)
    {
        await market.RunOutboxAsync();
        var (order, made, there) = (await market.OrderAsync(number), await RefundAsync(market), Assert.Single((await market.AtGatewayAsync(number)).Refunds));
        Assert.Equal((RefundStatus.Succeeded, there.Reference, written.Key, order.Total), (made.Status, made.Reference, there.Key, there.Amount));
        Assert.Equal(ConsignmentStatus.Cancelled, order.Consignments[0].Status);
        Assert.Equal(1, await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Kind == OrderEventKind.Refunded)));
        Assert.Equal(0, await market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.ProcessorBalance).SumAsync(p => p.Amount.Minor)));
        await market.AssertBooksBalanceAsync();
    }
}
