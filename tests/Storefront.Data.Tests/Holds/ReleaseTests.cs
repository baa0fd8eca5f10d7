using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Payouts;
using Storefront.Disputes;
using Storefront.Fees;
using Storefront.Ledger;
using Storefront.Merchants;
using HeldMoney = Storefront.Orders.Holds;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Holds;

/// <summary>Money that goes on: on receipt, out of the reserve, and at the end of the time for which it may be held.</summary>
public sealed class ReleaseTests
{
    [Theory]
    [InlineData(0, 0, 30), InlineData(9, 0, 30), InlineData(10, 0, 7), InlineData(99, 0, 7), InlineData(100, 0, 0)]
    [InlineData(9, 9, 30), InlineData(100, 1, 7), InlineData(200, 1, 7), InlineData(201, 1, 0), InlineData(1_000, 4, 0), InlineData(1_000, 5, 7)]
    public void The_reserve_follows_the_merchants_standing(int settled, int disputed, int days) =>
        Assert.Equal(days, new MerchantStanding(settled, disputed).ReserveDays(new HoldOptions()));

    [Theory, Databases]
    public async Task A_line_waits_for_the_days_of_its_merchants_standing_at_receipt_whatever_comes_later(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?>
        {
            ["Holds:NewBelowOrders"] = "1", ["Holds:TrustedOrders"] = "3", ["Holds:TrustedBelowPartsPerMillion"] = "250000",
        });
        var tea = await market.MerchantAsync();
        var goods = await market.GoodsAsync(tea, 1);
        var days = new List<int?>();
        for (var i = 0; i < 4; i++) days.Add((await market.ReceivedAsync(tea, goods)).Lines()[0].ReserveDays);
        Assert.Equal([30, 7, 7, 0], days);
        Assert.Equal(4, await market.ReadAsync(db => db.Consignments.CountAsync(c => c.SettledAtUtc != null)));

        // A quarter of four is not under a quarter.
        var order = await market.DeliveredAsync(tea, goods);
        Assert.True((await DisputeTests.DecideAsync(market, (await market.ClaimAsync(order, order.Total)).Value, await market.AdminAsync(), order.Total)).Succeeded);
        Assert.Equal(5, await market.ReadAsync(db => db.Consignments.CountAsync(c => c.SettledAtUtc != null)));
        Assert.Equal(0, (await market.ReceivedAsync(tea, goods)).Lines()[0].ReserveDays);
        order = await market.DeliveredAsync(tea, goods);
        Assert.True((await DisputeTests.DecideAsync(market, (await market.ClaimAsync(order, order.Total)).Value, await market.AdminAsync(), order.Total)).Succeeded);
        Assert.Equal(7, (await market.ReceivedAsync(tea, goods)).Lines()[0].ReserveDays);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Money_leaves_the_reserve_on_its_day_once_and_not_a_second_earlier(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.ReceivedAsync(tea, await market.GoodsAsync(tea, 3));
        var received = order.Consignments[0].ReleasedAtUtc!.Value;
        var label = await market.StandsAsync(AccountKind.MerchantPayable, tea.Id);
        var reserved = await market.StandsAsync(AccountKind.MerchantReserve, tea.Id);
        Assert.All(order.Lines(), l => Assert.Equal((HoldState.Reserved, received.AddDays(30)), (l.Hold, l.DueAtUtc)));
        Assert.True(reserved > 0 && label < 0);

        market.Clock.Move(received.AddDays(30).AddSeconds(-1) - market.Clock.NowUtc);
        Assert.Equal(0, await market.ReserveTimerAsync());
        market.Clock.Move(TimeSpan.FromSeconds(1));
        var moved = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(market.ReserveTimerAsync)));

        Assert.Equal(3, moved.Sum());
        Assert.Equal((0L, label + reserved), (await market.StandsAsync(AccountKind.MerchantReserve, tea.Id), await market.StandsAsync(AccountKind.MerchantPayable, tea.Id)));
        Assert.Equal(3, await market.EntriesAsync("reserve-over:"));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>A fault at the second of three merchants' releases, before or after its commit, and a process that is gone after the first.</summary>
    [Theory, InlineData("sqlite", true), InlineData("sqlite", false), InlineData("postgres", true), InlineData("postgres", false)]
    public async Task F13_a_fault_at_the_release_of_the_second_of_three_merchants_keeps_no_other_and_releases_none_twice(string database, bool beforeCommit)
    {
        var disturbance = new Disturbance();
        await using var market = await TestMarket.OnAsync(database, disturbs: disturbance);
        await OfThreeMerchantsAsync(market);

        disturbance.At(2, beforeCommit, () => throw new IOException("The line is cut."));
        var first = await market.ReceiptTimerAsync();
        Assert.Equal(2, first);
        Assert.Equal(beforeCommit ? 2 : 3, await market.EntriesAsync("released:"));
        await market.AssertBooksBalanceAsync();

        Assert.Equal(beforeCommit ? 1 : 0, await market.ReceiptTimerAsync());
        Assert.Equal(3, await market.EntriesAsync("released:"));
        Assert.Equal(0, await market.ReceiptTimerAsync());
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F13_a_node_that_stops_after_the_first_of_three_releases_goes_on_with_the_second_and_third(string database)
    {
        var disturbance = new Disturbance();
        await using var market = await TestMarket.OnAsync(database, disturbs: disturbance);
        await OfThreeMerchantsAsync(market);

        using var stop = new CancellationTokenSource();
        disturbance.At(1, false, stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => market.DoAsync<ConfirmReceipt, int>(c => c.ByTimeAsync(stop.Token)));
        Assert.Equal(1, await market.EntriesAsync("released:"));
        await market.AssertBooksBalanceAsync();

        Assert.Equal(2, await market.ReceiptTimerAsync());
        Assert.Equal(3, await market.EntriesAsync("released:"));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F68_receipt_confirmed_by_the_buyer_and_by_the_timer_at_once_is_one_release(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 2));
        market.Clock.Move(TimeSpan.FromDays(15));

        var buyers = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => market.ReceiveAsync(order))));
        var timers = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(market.ReceiptTimerAsync)));

        Assert.All(await buyers, b => Assert.True(b.Succeeded, b.Refusal?.Code));
        Assert.InRange((await timers).Sum(), 0, 1);
        Assert.Equal(2, await market.EntriesAsync("released:"));
        Assert.Equal(1, await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Kind == OrderEventKind.Received)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F69_of_a_complaint_and_the_release_by_the_timer_the_first_to_commit_wins(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var goods = await market.GoodsAsync(tea, 1);
        for (var round = 0; round < 4; round++)
        {
            var order = await market.DeliveredAsync(tea, goods);
            market.Clock.Move(order.Consignments[0].DeliveredAtUtc!.Value.AddDays(14).AddSeconds(1) - market.Clock.NowUtc);

            var claim = Task.Run(() => market.ClaimAsync(order, order.Total));
            var timer = Task.Run(market.ReceiptTimerAsync);
            await Task.WhenAll(claim, timer);

            Assert.True((await claim).Succeeded, (await claim).Refusal?.Code);
            var line = await market.LineAsync(order.Lines()[0]);
            // Either nothing was released, or the complaint keeps what was.
            Assert.Equal((HoldState.Disputed, await timer == 1 ? HoldState.Reserved : HoldState.Held), (line.Hold, line.DisputedFrom!.Value));
            await market.AssertBooksBalanceAsync();
            Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(claim.Result.Value, tea.Member, default))).Succeeded);
            Assert.Equal([HoldState.Refunded], await market.HoldsAsync(order));
        }

        await market.RunOutboxAsync();
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, tea.Id));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F69_a_complaint_one_second_before_the_release_stops_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 1));
        market.Clock.Move(order.Consignments[0].DeliveredAtUtc!.Value.AddDays(14).AddSeconds(-1) - market.Clock.NowUtc);
        Assert.True((await market.ClaimAsync(order, order.Total)).Succeeded);

        market.Clock.Move(TimeSpan.FromDays(3));

        Assert.Equal(0, await market.ReceiptTimerAsync());
        Assert.Equal(0, await market.EntriesAsync("released:"));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F70_money_held_as_long_as_it_may_be_is_released_refunded_or_given_to_a_person_and_that_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var goods = await market.GoodsAsync(tea, 2);
        var never = await market.PaidOrderAsync("EUR", (goods[0], 1), (goods[1], 1));
        var abandoned = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((goods[0], 1))))).Value;
        var delivered = await market.PaidOrderAsync("EUR", (goods[0], 1));
        await market.SendAsync(delivered.Consignments[0], tea.Member);
        var claimed = await market.PaidOrderAsync("EUR", (goods[0], 1), (goods[1], 1));
        await market.SendAsync(claimed.Consignments[0], tea.Member);
        var stopsAt = never.PaidAtUtc!.Value.AddDays(new HoldOptions().LongestDays);
        await DisputeTests.DeliverAsync(market, delivered);
        await DisputeTests.DeliverAsync(market, claimed);
        Assert.True((await market.ClaimAsync(claimed, claimed.Lines()[0].Paid.Total, claimed.Lines()[0])).Succeeded);
        await market.DoAsync<SweepPayments>(s => s.RunAsync(default));
        // The receipt timer is out of order all this time, and so is the one of the cases.
        market.Clock.Move(stopsAt.AddSeconds(-1) - market.Clock.NowUtc);
        Assert.Equal(0, await market.StopTimerAsync());
        market.Clock.Move(TimeSpan.FromMinutes(5));

        var stopped = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(market.StopTimerAsync)));
        Assert.Equal(5, stopped.Sum());
        Assert.Equal(0, await market.StopTimerAsync());
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(0, await market.StopTimerAsync());

        Assert.Equal([HoldState.Refunded, HoldState.Refunded], await market.HoldsAsync(never));
        Assert.Equal((ConsignmentStatus.Refunded, never.Total.Minor), await market.ReadAsync(async db => (
            await db.Consignments.Where(c => c.Order == never.Id).Select(c => c.Status).SingleAsync(), await db.Refunds.Where(r => r.Order == never.Id && r.Status == RefundStatus.Succeeded).SumAsync(r => r.Amount.Minor))));
        // A reserve after the last day would be held longer than it may be.
        Assert.Equal([HoldState.Payable], await market.HoldsAsync(delivered));
        Assert.Equal([HoldState.Disputed, HoldState.Payable], await market.HoldsAsync(claimed));
        Assert.Equal([HoldState.AwaitingPayment], await market.HoldsAsync(await market.OrderAsync(abandoned.Number)));
        var task = Assert.Single((await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.AllAsync(admin, new HoldQuery(HoldReason.AtLimit), default))).Value.Items);
        Assert.Equal((claimed.Lines()[0].Id, claimed.Number), (task.Line, task.OrderNumber));
        Assert.Equal(1, await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Kind == OrderEventKind.HeldTooLong)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F76_a_fee_that_changes_between_order_and_release_is_not_taken(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 2));
        var consignment = order.Consignments[0];
        var draft = new FeeRuleDraft(tea.Id, null, new PartsPerMillion(consignment.Lines[0].Fee.Value * 2), DateOnly.FromDateTime(market.Clock.GetUtcNow().UtcDateTime));
        Assert.True((await market.DoAsync<SetFeeRule, Outcome<Done>>(async s => await s.AddAsync(draft, await market.AdminAsync(), default))).Succeeded);

        Assert.True((await market.ReceiveAsync(order)).Succeeded);

        var expected = consignment.Lines.Sum(l => (l.MerchantGoods + l.MerchantDelivery).Share(l.Fee, Rounding.HalfUp).Minor);
        Assert.True(expected > 0);
        Assert.Equal(expected, -(await market.ReadAsync(db => db.BalanceAsync(AccountKind.PlatformFees, "", new Currency("CNY"), null, default))).Minor);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_case_about_one_line_keeps_that_line_alone_and_lets_it_go_when_it_closes(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 3));
        var lines = order.Lines();
        var paid = lines[1].Paid.Total;
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await market.ClaimAsync(order, new Money(paid.Minor + 1, paid.Currency), lines[1])).Refusal);
        var dispute = (await market.ClaimAsync(order, paid, lines[1])).Value;
        Assert.Equal(DisputeRefusals.OpenAlready, (await market.ClaimAsync(order, paid)).Refusal);
        Assert.Equal(DisputeRefusals.OpenAlready, (await market.ClaimAsync(order, new Money(1, paid.Currency), lines[1])).Refusal);

        market.Clock.Move(TimeSpan.FromDays(15));
        Assert.Equal(1, await market.ReceiptTimerAsync());
        Assert.Equal([HoldState.Reserved, HoldState.Disputed, HoldState.Reserved], await market.HoldsAsync(order));
        market.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal((0, 2), (await market.ReceiptTimerAsync(), await market.ReserveTimerAsync()));
        Assert.Equal([HoldState.Payable, HoldState.Disputed, HoldState.Payable], await market.HoldsAsync(order));
        await market.AssertBooksBalanceAsync();

        var admin = await market.AdminAsync();
        Assert.Equal(DisputeRefusals.AmountOutOfRange, (await DisputeTests.DecideAsync(market, dispute, admin, order.Total)).Refusal);
        Assert.True((await DisputeTests.DecideAsync(market, dispute, admin, paid.Part(40))).Succeeded);
        await market.RunOutboxAsync();
        var line = await market.LineAsync(lines[1]);
        Assert.Equal((HoldState.Reserved, paid.Part(40).Minor), (line.Hold, line.RefundedMinor));
        Assert.Equal([0L, 0L], (await market.OrderAsync(order.Number)).Lines().Where(l => l.Id != line.Id).Select(l => l.RefundedMinor));
        market.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal(1, await market.ReserveTimerAsync());
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, tea.Id));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_line_with_an_open_case_leaves_no_reserve_and_is_not_paid_out(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var tea = (shop.Id, shop.Member);
        // Payable and in the bank's reach: the first order of the shop.
        var first = await market.OrderAsync(await market.ReadAsync(db => db.Orders.Select(o => o.Number).SingleAsync()));
        var owed = await shop.OwedAsync();
        var counterfeit = (await DisputeTests.OpenAsync(market, first, DisputeReason.Counterfeit, first.Total)).Value;
        Assert.Equal((PayoutBlock.KeptByCases, 0), ((await shop.SheetAsync()).Hurdle!.Block, await shop.WriteAsync()));

        // In reserve.
        var order = await market.ReceivedAsync(tea, await market.GoodsAsync(tea, 2));
        var dispute = (await market.ClaimAsync(order, order.Lines()[0].Paid.Total, order.Lines()[0])).Value;
        market.Clock.Move(TimeSpan.FromDays(30));
        Assert.Equal(1, await market.ReserveTimerAsync());
        Assert.Equal([HoldState.Disputed, HoldState.Payable], await market.HoldsAsync(order));
        await market.AssertBooksBalanceAsync();

        foreach (var (id, of) in new[] { (dispute, order), (counterfeit, first) })
            Assert.True((await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(id, DisputeTests.Key(of), default))).Succeeded);
        Assert.Equal(1, await market.ReserveTimerAsync());
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, tea.Id));
        Assert.Equal(1, await shop.WriteAsync());
        Assert.True((await shop.PayoutAsync()).Amount > owed);
        await market.AssertBooksBalanceAsync();
    }

    private static async Task OfThreeMerchantsAsync(TestMarket market)
    {
        var merchants = new List<(MerchantId Id, Actor Member)>();
        foreach (var name in new[] { "Longjing House", "Jingdezhen Kiln", "Wuyi Rock" }) merchants.Add(await market.MerchantAsync(name));
        var goods = new List<(VariantId, int)>();
        foreach (var merchant in merchants) goods.Add(((await market.GoodsAsync(merchant, 1))[0], 1));
        var order = await market.PaidOrderAsync("EUR", [.. goods]);
        foreach (var consignment in order.Consignments) await market.SendAsync(consignment, merchants.Single(m => m.Id == consignment.Merchant).Member);
        market.Clock.Move(TimeSpan.FromDays(60));
        await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
        market.Clock.Move(TimeSpan.FromDays(15));
        Assert.All((await market.OrderAsync(order.Number)).Consignments, c => Assert.Equal(ConsignmentStatus.Delivered, c.Status));
    }
}
