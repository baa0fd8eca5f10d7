using Microsoft.EntityFrameworkCore;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Faults;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Provider;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>What a merchant does not send in the time that it promised.</summary>
public sealed class UnsentTests
{
    [Theory, Databases]
    public async Task An_order_that_is_not_sent_ten_days_after_its_dispatch_day_is_cancelled_once_and_not_a_second_earlier(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var pot = await market.ListingAsync(tea);
        var order = await market.PaidOrderAsync("EUR", (pot, 2));
        Pass(market, order, Consignment.CancelledDays, -1);
        Assert.Equal(0, await RunAsync(market));
        Pass(market, order, Consignment.CancelledDays, 1);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunAsync(market))));
        await market.RunOutboxAsync();

        Assert.Equal(0, await RunAsync(market));
        await AssertCancelledAsync(market, order);
        Assert.Equal((0, 10), ((await market.StockAsync(pot)).Committed, (await market.StockAsync(pot)).Available));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_with_which_nothing_was_sent_goes_back_to_its_carrier_when_time_cancels_the_order(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        Pass(market, order, Consignment.CancelledDays, 1);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunAsync(market))));
        await market.RunOutboxAsync();

        await AssertCancelledAsync(market, order);
        Assert.Equal(ParcelStatus.Voided, await StatusAsync(market, label));
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantPayable, tea.Id));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_a_carrier_has_seen_is_cancelled_neither_by_time_nor_by_the_buyer(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        var number = await market.ReadAsync(db => db.Parcels.Where(p => p.Id == label).Select(p => p.TrackingNumber!).SingleAsync());
        // Brought to the carrier's counter, and never said so in the office.
        await market.DoAsync<CarrierDirectory>(async d => Assert.True((await ((ITakeHandOvers)d.Find("sandbox")!).HandOverAsync([number], market.Clock.NowUtc, default)).Succeeded));
        Pass(market, order, Consignment.CancelledDays, 1);

        Assert.Equal(0, await RunAsync(market));
        Assert.Equal(OrderRefusals.LabelStandsInTheWay, (await ByBuyerAsync(market, order)).Refusal);

        Assert.Equal((ParcelStatus.Labelled, ConsignmentStatus.LabelBought), (await StatusAsync(market, label), (await market.OrderAsync(order.Number)).Consignments[0].Status));
        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_that_nobody_takes_back_leaves_the_order_to_a_person(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        await market.ReadAsync(db => db.Parcels.ExecuteUpdateAsync(set => set.SetProperty(p => p.Carrier, "gone")));
        Pass(market, order, Consignment.CancelledDays, 1);

        Assert.Equal(OrderRefusals.LabelStandsInTheWay, (await ByBuyerAsync(market, order)).Refusal);
        Assert.Equal(0, await RunAsync(market));

        Assert.Equal((ParcelStatus.Labelled, ConsignmentStatus.LabelBought), (await StatusAsync(market, label), (await market.OrderAsync(order.Number)).Consignments[0].Status));
        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_buyer_may_cancel_despite_a_label_once_the_dispatch_promise_is_broken(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        Pass(market, order, Consignment.BuyerMayCancelDays, -1);
        var labelled = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal((OrderRefusals.LabelStandsInTheWay, false), ((await ByBuyerAsync(market, order)).Refusal, labelled.MayBeCancelled(market.Clock.NowUtc)));
        Pass(market, order, Consignment.BuyerMayCancelDays, 1);
        Assert.True(labelled.MayBeCancelled(market.Clock.NowUtc));

        var done = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ByBuyerAsync(market, order))));
        await market.RunOutboxAsync();

        Assert.Contains(done, d => d.Succeeded);
        Assert.True((await ByBuyerAsync(market, order)).Succeeded);
        await AssertCancelledAsync(market, order, "buyer");
        Assert.Equal(ParcelStatus.Voided, await StatusAsync(market, label));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_merchant_that_could_not_send_while_a_bank_doubted_the_payment_has_its_time_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.HearAsync();
        Pass(market, order, Consignment.CancelledDays, 1);
        Assert.Equal(0, await RunAsync(market));
        await bank.DecideAsync(reference, "won");
        await bank.HearAsync();

        Assert.Equal(0, await RunAsync(market));
        market.Clock.Move(TimeSpan.FromDays(Consignment.CancelledDays) + TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RunAsync(market));
        await market.RunOutboxAsync();
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task A_buyer_is_reminded_ten_and_thirteen_days_after_the_delivery_once_each_and_not_while_a_case_is_open(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var goods = await market.GoodsAsync(tea, 1);
        var (quiet, claimed) = (await market.DeliveredAsync(tea, goods), await market.DeliveredAsync(tea, goods));
        Assert.True((await market.ClaimAsync(claimed, claimed.Total)).Succeeded);
        var delivered = quiet.Consignments[0].DeliveredAtUtc!.Value;
        foreach (var (days, before) in new[] { (10, 0), (13, 1) })
        {
            market.Clock.Move(delivered.AddDays(days).AddSeconds(-1) - market.Clock.NowUtc);
            Assert.Equal(0, await RemindAsync(market));
            market.Clock.Move(TimeSpan.FromSeconds(2));
            Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RemindAsync(market))))).Sum());
            Assert.Equal((0, before + 1), (await RemindAsync(market), await market.NoticesAsync("receipt-due")));
        }

        Assert.All(await market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template == "receipt-due").ToListAsync()), n => Assert.Equal(quiet.Number, n.Values["number"]));
    }

    private static Task<int> RunAsync(TestMarket market) => market.DoAsync<CancelUnsent, int>(c => c.RunAsync(default));

    private static Task<int> RemindAsync(TestMarket market) => market.DoAsync<RemindReceipt, int>(r => r.RunAsync(default));

    private static Task<Outcome<Done>> ByBuyerAsync(TestMarket market, Order order) =>
        market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, DisputeTests.Key(order), default));

    private static Task<ParcelStatus> StatusAsync(TestMarket market, ParcelId label) => market.ReadAsync(db => db.Parcels.Where(p => p.Id == label).Select(p => p.Status).SingleAsync());

    /// <summary>To so many days after the dispatch day, and so many seconds on.</summary>
    private static void Pass(TestMarket market, Order order, int days, int seconds) => market.Clock.Move(order.Consignments[0].DispatchByUtc.AddDays(days).AddSeconds(seconds) - market.Clock.NowUtc);

    private static async Task AssertCancelledAsync(TestMarket market, Order order, string by = "timer")
    {
        Assert.Equal((OrderStatus.Cancelled, ConsignmentStatus.Cancelled), ((await market.OrderAsync(order.Number)).Status, (await market.OrderAsync(order.Number)).Consignments[0].Status));
        Assert.Equal(order.Total.Minor, (await market.AtGatewayAsync(order.Number)).Refunds.Sum(r => r.Amount.Minor));
        Assert.Equal([by], await market.ReadAsync(db => db.OrderEvents.Where(e => e.Order == order.Id && e.Kind == OrderEventKind.Cancelled).Select(e => e.Cause).ToListAsync()));
        Assert.Equal((1, by == "timer" ? 1 : 0), (await market.NoticesAsync("consignment-cancelled"), await market.NoticesAsync("cancelled-unsent")));
    }
}
