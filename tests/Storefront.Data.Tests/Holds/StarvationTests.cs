using Microsoft.EntityFrameworkCore;
using Storefront.Data.Tests.Faults;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Holds;

/// <summary>Timers take up what is due in batches; what fails or waits for long must not fill them.</summary>
public sealed class StarvationTests
{
    private const int Batch = 100;

    [Theory, Databases]
    public async Task A_payment_of_a_provider_that_is_not_configured_any_more_keeps_no_refund_from_being_made(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // Rows are set by hand here to what no act of the market makes of them.
        market.LeavesBooksUnjudged = true;
        var goods = await market.GoodsAsync(await market.MerchantAsync(), 2);
        var gone = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((goods[0], 1))))).Value;
        await market.ReadAsync(db => db.Payments.ExecuteUpdateAsync(set => set.SetProperty(p => p.Provider, "gone")));
        var refund = await CancelledAsync(market, goods[1]);
        market.Clock.Move(TimeSpan.FromDays(1));

        await market.SweepAsync();

        Assert.Equal(RefundStatus.Succeeded, await market.ReadAsync(db => db.Refunds.Where(r => r.Id == refund).Select(r => r.Status).SingleAsync()));
        Assert.True((await market.PaymentAsync(gone.Number)).IsOpen);
    }

    [Theory, Databases]
    public async Task Refunds_that_fail_each_time_or_wait_for_a_bank_keep_no_later_one_from_being_made(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // Rows are set by hand here to what no act of the market makes of them.
        market.LeavesBooksUnjudged = true;
        var goods = await market.GoodsAsync(await market.MerchantAsync(), 1);
        foreach (var isContested in new[] { false, true })
        {
            var order = await market.PaidOrderAsync("EUR", (goods[0], 1));
            await market.DoAsync<MarketDb>(async db =>
            {
                var payment = await db.Payments.SingleAsync(p => p.Order == order.Id);
                for (var i = 0; i < Batch; i++) db.Refunds.Add(Refund.Of(payment, order.Consignments[0].Id, $"refund:{order.Number}-{i}", new Money(1, order.Total.Currency), market.Clock.NowUtc));
                await db.SaveChangesAsync();
                if (isContested) await db.Payments.Where(p => p.Id == payment.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.OpenChargebacks, 1));
                else await db.Payments.Where(p => p.Id == payment.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Provider, "gone"));
            });
        }

        market.Clock.Move(TimeSpan.FromHours(1));
        var refund = await CancelledAsync(market, goods[0]);
        market.Clock.Move(TimeSpan.FromHours(1));

        // Those that wait for the bank are not even looked at.
        Assert.Equal(Batch + 1, await market.DoAsync<SweepPayments, int>(s => s.RunAsync(default)));
        Assert.Equal(RefundStatus.Succeeded, await market.ReadAsync(db => db.Refunds.Where(r => r.Id == refund).Select(r => r.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_run_takes_up_all_reserves_that_are_over_however_many_they_are()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var tea = await market.MerchantAsync();
        var goods = await market.GoodsAsync(tea, 4);
        for (var i = 0; i <= Batch / goods.Length; i++)
        {
            var order = await market.PaidOrderAsync("EUR", [.. goods.Select(g => (g, 1))]);
            await market.SendAsync(order.Consignments[0], tea.Member);
            Assert.True((await market.ReceiveAsync(order)).Succeeded);
        }

        market.Clock.Move(TimeSpan.FromDays(31));

        Assert.Equal(Batch + goods.Length, await market.ReserveTimerAsync());
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Goods_whose_confirmation_by_time_fails_each_time_keep_no_others_from_it()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        // Rows are set by hand here to what no act of the market makes of them.
        market.LeavesBooksUnjudged = true;
        var tea = await market.MerchantAsync();
        var goods = await market.GoodsAsync(tea, 1);
        for (var i = 0; i < Batch; i++) await market.PaidOrderAsync("EUR", (goods[0], 1));
        // Rows as no operation leaves them, which the timer finds each time and can do nothing about.
        await market.ReadAsync(db => db.Consignments.ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, ConsignmentStatus.Delivered).SetProperty(c => c.DeliveredAtUtc, market.Clock.NowUtc)));
        await market.ReadAsync(db => db.OrderLines.ExecuteUpdateAsync(set => set.SetProperty(l => l.Hold, HoldState.Refunded)));
        var order = await market.DeliveredAsync(tea, goods);
        market.Clock.Move(TimeSpan.FromDays(15));

        Assert.Equal(1, await market.ReceiptTimerAsync());

        Assert.Equal([HoldState.Reserved], await market.HoldsAsync(order));
    }

    private static async Task<Guid> CancelledAsync(TestMarket market, Storefront.Catalog.VariantId goods)
    {
        var order = await market.PaidOrderAsync("EUR", (goods, 1));
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        return await market.ReadAsync(db => db.Refunds.Where(r => r.Order == order.Id).Select(r => r.Id).SingleAsync());
    }
}
