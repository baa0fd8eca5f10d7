using Storefront.Accounts;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Provider;
using Storefront.Disputes;
using Storefront.Ledger;
using HeldMoney = Storefront.Orders.Holds;
using Storefront.Orders;

namespace Storefront.Data.Tests.Holds;

/// <summary>The end of the time for which money may be held, whatever kept it.</summary>
public sealed class HardStopTests
{
    private static readonly int Longest = new HoldOptions().LongestDays;

    [Theory, Databases]
    public async Task F70_money_that_a_chargeback_kept_past_the_hard_stop_goes_on_once_the_bank_gives_it_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var order = await bank.OrderAsync();
        Pass(market, order, TimeSpan.FromDays(-1));
        var reference = await bank.ChargeBackAsync(order, order.Total);
        await bank.HearAsync();
        Pass(market, order, TimeSpan.FromSeconds(1));
        Assert.Equal(1, await market.StopTimerAsync());
        Assert.Equal(order.Lines()[0].Id, Assert.Single(await AtLimitAsync(market, admin)).Line);

        await bank.DecideAsync(reference, "won");
        await bank.HearAsync();
        Assert.Equal([HoldState.Held], await market.HoldsAsync(order));
        var moved = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(market.StopTimerAsync)));
        await market.RunOutboxAsync();

        Assert.Equal(1, moved.Sum());
        Assert.Equal([HoldState.Refunded], await market.HoldsAsync(order));
        Assert.Equal(order.Total.Minor, await bank.BackWithBuyerAsync(order));
        Assert.Empty(await AtLimitAsync(market, admin));
        Assert.Equal(0, await market.StopTimerAsync());
        await bank.AssertAsync();
    }

    [Theory, Databases]
    public async Task F70_a_case_that_ends_after_the_hard_stop_leaves_nothing_in_reserve(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 2));
        var dispute = (await market.ClaimAsync(order, order.Lines()[0].Paid.Total, order.Lines()[0])).Value;
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        Pass(market, order, TimeSpan.FromSeconds(1));
        await market.StopTimerAsync();
        await market.ReserveTimerAsync();
        Assert.Equal([HoldState.Disputed, HoldState.Payable], await market.HoldsAsync(order));
        Assert.Equal(order.Lines()[0].Id, Assert.Single(await AtLimitAsync(market, admin)).Line);

        Assert.True((await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(dispute, DisputeTests.Key(order), default))).Succeeded);

        Assert.Equal([HoldState.Payable, HoldState.Payable], await market.HoldsAsync(order));
        Assert.Equal(0, await market.StandsAsync(AccountKind.MerchantReserve, tea.Id));
        Assert.Empty(await AtLimitAsync(market, admin));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F70_a_reserve_is_cut_short_by_the_hard_stop_and_a_case_that_keeps_it_longer_is_given_to_a_person(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.DeliveredAsync(tea, await market.GoodsAsync(tea, 2));
        Pass(market, order, TimeSpan.FromDays(-10));
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        var lines = (await market.OrderAsync(order.Number)).Lines();
        Assert.All(lines, l => Assert.Equal((HoldState.Reserved, true), (l.Hold, l.DueAtUtc <= order.PaidAtUtc!.Value.AddDays(Longest))));
        var dispute = (await DisputeTests.OpenAsync(market, order, DisputeReason.Counterfeit, order.Total)).Value;

        Pass(market, order, TimeSpan.FromSeconds(1));
        Assert.Equal(2, await market.StopTimerAsync());
        Assert.Equal(0, await market.ReserveTimerAsync());
        Assert.Equal(2, (await AtLimitAsync(market, admin)).Count);

        Assert.True((await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(dispute, DisputeTests.Key(order), default))).Succeeded);
        Assert.Equal(2, await market.ReserveTimerAsync());
        Assert.Equal([HoldState.Payable, HoldState.Payable], await market.HoldsAsync(order));
        Assert.Empty(await AtLimitAsync(market, admin));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>To the hard stop of an order, and so much on.</summary>
    private static void Pass(TestMarket market, Order order, TimeSpan more) => market.Clock.Move(order.PaidAtUtc!.Value.AddDays(Longest) + more - market.Clock.NowUtc);

    private static async Task<IReadOnlyList<HoldRow>> AtLimitAsync(TestMarket market, Actor admin) =>
        (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.AllAsync(admin, new HoldQuery(HoldReason.AtLimit), default))).Value.Items;
}
