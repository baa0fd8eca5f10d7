using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Disputes;

public sealed class RefundTests
{
    [Theory, Databases]
    public async Task A_refund_that_the_provider_refuses_waits_for_an_admin_and_is_paid_once_when_tried_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, admin) = (await CancelledAsync(market, SandboxPaymentFault.RefuseRefund), await market.AdminAsync());
        await market.RunOutboxAsync();

        var failed = (await market.DoAsync<FailedRefunds, Outcome<ToDo<FailedRefund>>>(f => f.ListAsync(admin, default))).Value;
        Assert.Equal((1, order.Total, "balance_insufficient"), (failed.Count, failed.First[0].Amount, failed.First[0].FailureCode));
        Assert.Equal(0, await GivenBackAsync(market));
        // By itself it is not tried again: the provider said no for good.
        market.Clock.Move(TimeSpan.FromDays(1));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        Assert.Equal(RefundStatus.Failed, await StatusAsync(market));

        var tried = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.DoAsync<RetryRefund, Outcome<Done>>(r => r.RunAsync(failed.First[0].Id, admin, default)))));
        await market.RunOutboxAsync();
        var late = await market.DoAsync<RetryRefund, Outcome<Done>>(r => r.RunAsync(failed.First[0].Id, admin, default));
        await market.RunOutboxAsync();

        Assert.True(late.Succeeded);
        Assert.All(tried, t => Assert.True(t.Succeeded, t.Refusal?.Code));
        Assert.Equal(RefundStatus.Succeeded, await StatusAsync(market));
        Assert.Equal(order.Total.Minor, await GivenBackAsync(market));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == "RetryRefund")));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "refunded")));
        Assert.Equal(0, (await market.DoAsync<FailedRefunds, Outcome<ToDo<FailedRefund>>>(f => f.ListAsync(admin, default))).Value.Count);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F62_a_refund_whose_money_comes_back_days_later_is_owed_to_the_buyer_and_paid_again_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, admin) = (await CancelledAsync(market, null), await market.AdminAsync());
        await market.RunOutboxAsync();
        Assert.Equal(RefundStatus.Succeeded, await StatusAsync(market));
        var (payment, refund) = await market.ReadAsync(async db => (await db.Payments.Select(p => p.Reference!).SingleAsync(), await db.Refunds.AsNoTracking().SingleAsync()));

        market.Clock.Move(TimeSpan.FromDays(4));
        await market.DoAsync<SandboxGateway>(gateway => gateway.ReturnRefundAsync(payment, refund.Reference!, default));
        // Told of twice, by two events.
        for (var i = 0; i < 2; i++) await market.DoAsync<PaymentNewsHandler>(news => news.HandleAsync(new PaymentNews("sandbox", refund.Reference!), default));

        var failed = (await market.DoAsync<FailedRefunds, Outcome<ToDo<FailedRefund>>>(f => f.ListAsync(admin, default))).Value;
        Assert.Equal((1, order.Total, "account_closed"), (failed.Count, failed.First[0].Amount, failed.First[0].FailureCode));
        Assert.Equal(1, await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Kind == OrderEventKind.RefundFailed)));
        Assert.Equal(-order.Total, await market.ReadAsync(db => db.BalanceAsync(AccountKind.OwedToBuyers, order.Id.Value.ToString("N"), order.Total.Currency, null, default)));
        Assert.Equal(0, await GivenBackAsync(market));
        await market.AssertBooksBalanceAsync();

        Assert.True((await market.DoAsync<RetryRefund, Outcome<Done>>(r => r.RunAsync(refund.Id, admin, default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal(RefundStatus.Succeeded, await StatusAsync(market));
        Assert.Equal(order.Total.Minor, await GivenBackAsync(market));
        Assert.Equal(Money.Zero(order.Total.Currency), await market.ReadAsync(db => db.BalanceAsync(AccountKind.OwedToBuyers, order.Id.Value.ToString("N"), order.Total.Currency, null, default)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, InlineData("sqlite", SandboxPaymentFault.TimeOutBefore), InlineData("postgres", SandboxPaymentFault.TimeOutAfter), InlineData("sqlite", SandboxPaymentFault.TimeOutAfter)]
    public async Task A_refund_without_an_answer_is_asked_for_again_and_paid_once(string database, SandboxPaymentFault fault)
    {
        await using var market = await TestMarket.OnAsync(database);
        var order = await CancelledAsync(market, fault);

        await market.DoAsync<MarketDb>(async db =>
        {
            var refund = await db.Refunds.AsNoTracking().SingleAsync();
            await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<MakeRefund>(m => m.RunAsync(refund.Id, default)));
        });
        Assert.Equal(RefundStatus.Pending, await StatusAsync(market));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        await market.RunOutboxAsync();

        Assert.Equal(RefundStatus.Succeeded, await StatusAsync(market));
        Assert.Equal(order.Total.Minor, await GivenBackAsync(market));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, InlineData("sqlite", SandboxPaymentFault.TimeOutBefore), InlineData("postgres", SandboxPaymentFault.TimeOutBefore), InlineData("sqlite", SandboxPaymentFault.TimeOutAfter), InlineData("postgres", SandboxPaymentFault.TimeOutAfter)]
    public async Task F01_F02_A_payment_whose_opening_was_not_answered_is_opened_by_the_sweeper_once(string database, SandboxPaymentFault fault)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.CheckoutAsync(await market.BasketAsync((pot, 1)));
        market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Open, fault);

        var placed = (await market.PlaceAsync(request)).Value;
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        var paid = await market.PayAsync(placed.Number, SandboxInstrument.Card("4242424242424242"));

        Assert.Null(placed.PageUrl);
        Assert.Equal(PaymentStatus.Captured, paid.Status);
        Assert.Equal(1, await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxGateway.Connector)));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>A paid order, cancelled; its refund will meet the fault.</summary>
    private static async Task<Order> CancelledAsync(TestMarket market, SandboxPaymentFault? fault)
    {
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(await market.MerchantAsync()), 1));
        await market.RunOutboxAsync();
        if (fault is { } meets) market.Services.GetRequiredService<SandboxPaymentScript>().Next(SandboxPaymentCall.Refund, meets);
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        return order;
    }

    private static Task<RefundStatus> StatusAsync(TestMarket market) => market.ReadAsync(db => db.Refunds.Select(r => r.Status).SingleAsync());

    /// <summary>What the gateway gave back, in minor units.</summary>
    private static Task<long> GivenBackAsync(TestMarket market) => market.ReadAsync(async db =>
        SandboxPayment.From(await db.ConnectorRecords.Where(r => r.Connector == SandboxGateway.Connector).Select(r => r.Json).SingleAsync()).Refunds.Where(r => r.CameBack is null).Sum(r => r.Amount.Minor));
}
