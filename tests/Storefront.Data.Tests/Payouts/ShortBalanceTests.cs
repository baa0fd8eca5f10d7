using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Payouts;

/// <summary>Too little money at the provider, and shops that are stopped between the transfer and the bank.</summary>
public sealed class ShortBalanceTests
{
    [Theory, Databases]
    public async Task F75_A_payout_for_which_our_balance_is_short_waits_calls_a_person_and_goes_out_by_itself_before_any_younger(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other, admin) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"), await market.AdminAsync());
        var (earned, othersEarned) = (await shop.OwedAsync(), await other.OwedAsync());
        foreach (var one in new[] { shop, other }) await one.PlanByHandAsync();
        shop.Meet(SandboxPaymentFault.BalanceShort, SandboxPaymentCall.Transfer);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var waiting = await shop.PayoutAsync();

        // The younger one, of another merchant, does not even ask.
        market.Clock.Move(TimeSpan.FromMinutes(5));
        await other.WriteAsync();
        await market.RunOutboxAsync();
        var behind = await other.PayoutAsync();
        var tasks = (await market.DoAsync<PayoutRegister, Outcome<IReadOnlyDictionary<PayoutDrawer, int>>>(q => q.CountAsync(admin, default))).Value;
        var listed = (await market.DoAsync<PayoutRegister, Outcome<Page<PayoutRow>>>(q => q.ListAsync(admin, PayoutDrawer.Short, null, default))).Value.Items;
        await shop.AssertNothingLostAsync(earned);
        await other.AssertNothingLostAsync(othersEarned);

        // Still short when it is tried again: one alarm, and the younger still waits.
        shop.Meet(SandboxPaymentFault.BalanceShort, SandboxPaymentCall.Transfer);
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        var still = (await shop.PayoutAsync(), await other.PayoutAsync());
        Assert.Equal(0, await shop.AtProviderAsync());

        // The balance was filled up.
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Pending, PayoutStatus.Pending, null, null), (waiting.Status, behind.Status, waiting.AskedAtUtc, behind.AskedAtUtc));
        Assert.NotNull(waiting.ShortSinceUtc);
        Assert.NotNull(behind.ShortSinceUtc);
        Assert.Equal((2, 0), (tasks[PayoutDrawer.Short], tasks[PayoutDrawer.Waiting]));
        Assert.Equal([behind.Id, waiting.Id], listed.Select(p => p.Id));
        Assert.Equal((waiting.ShortSinceUtc, behind.ShortSinceUtc), (still.Item1.ShortSinceUtc, still.Item2.ShortSinceUtc));
        Assert.Equal(1, market.Log.Count(LogLevel.Error, "our balance at the provider is short"));
        Assert.Equal(1, market.Log.Count(LogLevel.Error, waiting.Id.Value.ToString()));
        Assert.All(new[] { await shop.PayoutAsync(), await other.PayoutAsync() }, p => Assert.Equal((PayoutStatus.Sent, null), (p.Status, p.ShortSinceUtc)));
        Assert.Equal((2, null), (await shop.AtProviderAsync(), (await shop.AccountAsync()).Flag));
        await shop.AssertNothingLostAsync(earned);
        await other.AssertNothingLostAsync(othersEarned);
    }

    [Theory, Databases]
    public async Task F75_One_that_stood_behind_another_and_is_then_short_itself_calls_a_person_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other, othersEarned, behind) = await BehindAsync(market);
        int Alarms() => market.Log.Count(LogLevel.Error, behind.Id.Value.ToString());

        // Filled up for the older alone.
        market.Clock.Move(SweepPayouts.PauseWhileShort - TimeSpan.FromMinutes(4));
        await shop.SweepAsync();
        var (older, before) = ((await shop.PayoutAsync()).Status, Alarms());
        var alarms = new List<int>();
        for (var i = 0; i < 2; i++)
        {
            other.Meet(SandboxPaymentFault.BalanceShort, SandboxPaymentCall.Transfer);
            market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
            await other.SweepAsync();
            alarms.Add(Alarms());
        }

        Assert.Equal((PayoutStatus.Sent, 0, true), (older, before, behind.ShortSinceUtc is not null));
        Assert.Equal([1, 1], alarms);
        Assert.Equal(behind.ShortSinceUtc, (await other.PayoutAsync()).ShortSinceUtc);
        await other.AssertNothingLostAsync(othersEarned);
    }

    [Theory, Databases]
    public async Task F04_F75_One_that_stood_behind_another_whose_key_was_then_renewed_and_that_is_then_short_itself_calls_a_person_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other, othersEarned, behind) = await BehindAsync(market);
        market.Clock.Move(SweepPayouts.PauseWhileShort - TimeSpan.FromMinutes(4));
        await shop.SweepAsync();

        // Its first call fails for good; the one under the next key is refused for want of money.
        other.Meet(SandboxPaymentFault.FailKey, SandboxPaymentCall.Transfer);
        other.Meet(SandboxPaymentFault.BalanceShort, SandboxPaymentCall.Transfer);
        for (var i = 0; i < 4 && await GenerationAsync() < 2; i++)
        {
            market.Clock.Move(TimeSpan.FromMinutes(11));
            await other.SweepAsync();
        }

        var (refused, generation) = (await other.PayoutAsync(), await GenerationAsync());
        var first = Alarms();
        other.Meet(SandboxPaymentFault.BalanceShort, SandboxPaymentCall.Transfer);
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await other.SweepAsync();
        var again = Alarms();
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await other.SweepAsync();

        Assert.Equal((PayoutStatus.Sent, behind.ShortSinceUtc, 2), ((await shop.PayoutAsync()).Status, refused.ShortSinceUtc, generation));
        Assert.Equal((1, 1), (first, again));
        Assert.Equal((PayoutStatus.Sent, null), ((await other.PayoutAsync()).Status, (await other.PayoutAsync()).RefusedShortSinceUtc));
        await other.AssertNothingLostAsync(othersEarned);

        async Task<int> GenerationAsync() => Assert.Single(await other.SharesAsync()).KeyState.Generation;
        int Alarms() => market.Log.Count(LogLevel.Error, $"Payout {behind.Id.Value} ");
    }

    [Theory, Databases]
    public async Task F75_What_is_short_in_a_merchants_own_account_waits_and_holds_up_nobody_else(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"));
        foreach (var one in new[] { shop, other }) await one.PlanByHandAsync();
        var earned = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.BalanceShort);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var waiting = await shop.PayoutAsync();
        await other.WriteAsync();
        await market.RunOutboxAsync();

        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Pending, true), (waiting.Status, waiting.MovedAtUtc is not null));
        Assert.Equal((PayoutStatus.Sent, PayoutStatus.Sent, 2), ((await shop.PayoutAsync()).Status, (await other.PayoutAsync()).Status, await shop.AtProviderAsync()));
        // Moved there once, and sent on.
        Assert.Equal([Money.Zero(earned.Currency)], (await market.DoAsync<IPayOut, ProviderBalance>(async p => await p.ReadBalanceAsync(await shop.PayeeAsync(), default))).Available);
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F71_What_was_moved_to_a_shop_that_is_stopped_before_the_bank_was_asked_is_taken_back_and_owed(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var earned = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.BalanceShort);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        await StopAsync(market, shop, admin);

        // The first try to take it back is refused: that is told, shown as what may be lost, and tried again.
        shop.Meet(SandboxPaymentFault.RefuseReversal, SandboxPaymentCall.Reverse);
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        var exposed = (await market.DoAsync<PayoutRegister, Outcome<Page<PayoutRow>>>(q => q.ListAsync(admin, PayoutDrawer.Exposed, null, default))).Value.Items;
        await shop.AssertNothingLostAsync(earned);
        // That it trades again changes nothing of what is being taken back.
        await market.DoAsync<JudgeMerchant>(async j => Assert.True((await j.ApproveAsync(shop.Id, admin, default)).Succeeded));
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        var withheld = await shop.PayoutAsync();
        await shop.AssertNothingLostAsync(earned);
        market.Clock.Move(TimeSpan.FromHours(2));
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();

        Assert.Equal((earned, PayoutBlock.MerchantStopped), (Assert.Single(exposed).Amount, exposed[0].WithheldBecause));
        Assert.Equal(1, market.Log.Count(LogLevel.Error, "does not come back; it is asked for again"));
        Assert.Equal((PayoutStatus.Failed, PayoutBlock.MerchantStopped), (withheld.Status, withheld.WithheldBecause));
        Assert.Equal([PayoutStatus.Failed, PayoutStatus.Sent], (await shop.PayoutsAsync()).Select(p => p.Status));
        Assert.Equal(1, await shop.AtProviderAsync());
        await shop.AssertNothingLostAsync(earned);
    }

    /// <summary>A node of the version before asks the bank and does not write down that it does.</summary>
    [Theory, Databases]
    public async Task F71_F86_What_an_older_version_has_sent_to_the_bank_is_found_and_not_taken_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var earned = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.TimeOutAfter);
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        await market.DoAsync<MarketDb>(db => db.Payouts.ExecuteUpdateAsync(s => s.SetProperty(p => p.BankAskedAtUtc, (DateTime?)null)));
        await StopAsync(market, shop, admin);

        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Sent, null, 1), ((await shop.PayoutAsync()).Status, (await shop.PayoutAsync()).WithheldBecause, await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F71_What_was_sent_to_a_shop_that_is_stopped_afterwards_is_shown_as_exposure_and_its_buyers_refunds_go_on(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other, admin) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"), await market.AdminAsync());
        var pot = await market.ListingAsync((shop.Id, shop.Member), stock: 5, sku: "TP-LATER");
        var order = await market.PaidOrderAsync("EUR", (pot, 1));
        await shop.WriteAsync();
        await other.WriteAsync();
        await market.RunOutboxAsync();
        async Task<IReadOnlyList<PayoutId>> ExposedAsync() => [.. (await market.DoAsync<PayoutRegister, Outcome<Page<PayoutRow>>>(q => q.ListAsync(admin, PayoutDrawer.Exposed, null, default))).Value.Items.Select(p => p.Id)];
        Assert.Empty(await ExposedAsync());

        await StopAsync(market, shop, admin);
        var onItsWay = await ExposedAsync();
        var refunded = await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default));
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();
        var paid = await ExposedAsync();
        market.Clock.Move(SweepPayouts.MayComeBack);

        Assert.Equal([(await shop.PayoutAsync()).Id], onItsWay);
        Assert.Equal(onItsWay, paid);
        Assert.Empty(await ExposedAsync());
        Assert.Equal((PayoutStatus.Paid, PayoutStatus.Paid), ((await shop.PayoutAsync()).Status, (await other.PayoutAsync()).Status));
        Assert.True(refunded.Succeeded, refunded.Refusal?.Code);
        Assert.Equal(RefundStatus.Succeeded, Assert.Single(await market.ReadAsync(db => Task.FromResult(db.Refunds.Where(r => r.Order == order.Id).ToList()))).Status);
        await market.AssertBooksBalanceAsync();
    }

    private static Task StopAsync(TestMarket market, PayingShop shop, Actor admin) =>
        market.DoAsync<JudgeMerchant>(async j => Assert.True((await j.StopAsync(shop.Id, admin, MerchantStatus.Suspended, "Being looked at.", default)).Succeeded));

    /// <summary>A shop's payout waits for our balance, and another shop's, written later, stands behind it.</summary>
    private static async Task<(PayingShop Shop, PayingShop Other, Money OthersEarned, Payout Behind)> BehindAsync(TestMarket market)
    {
        var (shop, other) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"));
        var earned = await other.OwedAsync();
        foreach (var one in new[] { shop, other }) await one.PlanByHandAsync();
        shop.Meet(SandboxPaymentFault.BalanceShort, SandboxPaymentCall.Transfer);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromMinutes(5));
        await other.WriteAsync();
        await market.RunOutboxAsync();
        return (shop, other, earned, await other.PayoutAsync());
    }
}
