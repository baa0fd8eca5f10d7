using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Sqlite;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Provider;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Testing;

namespace Storefront.Data.Tests.Payouts;

/// <summary>A payout is moved to the merchant's account order by order, each in the group in which its order was charged.</summary>
public sealed class PayoutShareTests
{
    /// <summary>A transfer does not know this fault: the call goes right, and the next one meets the next in line.</summary>
    private const SandboxPaymentFault None = SandboxPaymentFault.RefundLater;

    private static readonly Currency Cny = new("CNY");

    [Theory, Databases]
    public async Task F12_F13_Every_order_is_a_transfer_of_its_own_in_the_group_of_its_charge_and_together_they_are_the_payout(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var orders = await EarnAsync(market, shop, 2);
        var owed = await shop.OwedAsync();

        await shop.WriteAsync();
        await market.RunOutboxAsync();

        var (payout, shares) = (await shop.PayoutAsync(), await shop.SharesAsync());
        Assert.Equal((PayoutStatus.Sent, owed), (payout.Status, payout.Amount));
        Assert.Equal(orders.Select(o => (OrderId?)o.Id), shares.Select(s => s.Order));
        Assert.Equal([1, 2, 3], shares.Select(s => s.Number));
        foreach (var (order, share) in orders.Zip(shares))
        {
            // Releases, labels and whatever else the order came to.
            Assert.Equal(await EarnedAsync(market, shop, order), share.Amount.Minor);
            Assert.Equal((order.Number, share.Amount), await AtProviderAsync(market, share));
        }

        await shop.AssertNothingLostAsync(owed);
    }

    /// <summary>The process dies as it is about to write down what a call answered, or that the next is asked.</summary>
    [Theory, Databases]
    public async Task F12_F13_A_process_that_dies_at_any_write_between_two_transfers_leaves_each_to_be_made_once(string database)
    {
        var dies = new Dies();
        await using var market = await TestMarket.OnAsync(database, disturbs: dies);
        var shop = await PayingShop.OnAsync(market);
        await shop.PlanByHandAsync();
        for (var at = 0; at < 3; at++)
        {
            await EarnAsync(market, shop, at == 0 ? 1 : 2);
            Assert.Equal(1, await shop.WriteAsync());
            var id = (await shop.PayoutsAsync())[^1].Id;
            dies.After = at;

            await Assert.ThrowsAsync<IOException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
            Assert.Equal(PayoutStatus.Pending, (await shop.PayoutsAsync())[^1].Status);
            await market.AssertBooksBalanceAsync();
            market.Clock.Move(TimeSpan.FromMinutes(1));
            await shop.SweepAsync();
            await market.RunOutboxAsync();
            market.Clock.Move(TimeSpan.FromHours(25));
            await shop.SweepAsync();

            Assert.Equal(PayoutStatus.Paid, (await shop.PayoutsAsync())[^1].Status);
            Assert.Equal((2 * (at + 1), 2 * (at + 1)), (await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxBank.Transfers)), (await shop.SharesAsync()).Count));
            await market.AssertBooksBalanceAsync();
        }

        Assert.Equal(0, (await shop.OwedAsync()).Minor);
    }

    [Theory]
    [InlineData("sqlite", SandboxPaymentFault.TimeOutBefore), InlineData("sqlite", SandboxPaymentFault.TimeOutAfter), InlineData("sqlite", SandboxPaymentFault.FailInFront)]
    [InlineData("postgres", SandboxPaymentFault.TimeOutBefore), InlineData("postgres", SandboxPaymentFault.TimeOutAfter), InlineData("postgres", SandboxPaymentFault.FailInFront)]
    public async Task F13_A_transfer_without_an_answer_is_asked_for_again_where_it_stopped_and_the_bank_only_after_the_last(string database, SandboxPaymentFault fault)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var (orders, admin) = (await EarnAsync(market, shop, 2), await market.AdminAsync());
        var owed = await shop.OwedAsync();
        PayoutTransferState[] states = [PayoutTransferState.Made, PayoutTransferState.Asked, PayoutTransferState.Waiting];
        Meet(shop, None, fault);
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;

        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        var (waiting, shares) = (await shop.PayoutAsync(), await shop.SharesAsync());
        var file = (await market.DoAsync<PayoutRegister, Outcome<PayoutFile>>(r => r.OpenAsync(id, admin, null, default))).Value;
        await shop.AssertNothingLostAsync(owed);
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Pending, null, null), (waiting.Status, waiting.MovedAtUtc, waiting.BankAskedAtUtc));
        Assert.Equal(orders.Zip(states, (o, s) => ((string?)o.Number, s)), file.Transfers.Items.Select(t => (t.OrderNumber, t.State)));
        Assert.Equal((waiting.Amount, waiting.Amount, null), (file.Payout.Amount, file.Transfers.Items.Sum(t => t.Amount, Cny), file.Transfers.Next));
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<PayoutRegister, Outcome<PayoutFile>>(r => r.OpenAsync(id, shop.Member, null, default))).Refusal);
        Assert.Equal(PayoutRefusals.NotFound, (await market.DoAsync<PayoutRegister, Outcome<PayoutFile>>(r => r.OpenAsync(Id.New<PayoutId>(), admin, null, default))).Refusal);
        Assert.Equal([(true, true), (true, false), (false, false)], shares.Select(s => (s.AskedAtUtc is not null, s.Transfer is not null)));
        Assert.Equal((PayoutStatus.Sent, 1, 3), ((await shop.PayoutAsync()).Status, await shop.AtProviderAsync(), (await shop.SharesAsync()).Count(s => s.Transfer is not null)));
        await shop.AssertNothingLostAsync(owed);
    }

    /// <summary>A message's lease is not outlived: the sweeper goes on where the sending stopped.</summary>
    [Fact]
    public async Task A_payout_of_very_many_orders_is_moved_in_turns_and_sent_to_the_bank_once()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var shop = await PayingShop.OnAsync(market);
        await EarnAsync(market, shop, 51);
        var owed = await shop.OwedAsync();
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var (first, after) = ((await shop.SharesAsync()).Count(s => s.Transfer is not null), await shop.PayoutAsync());
        await shop.AssertNothingLostAsync(owed);

        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        Assert.Equal((50, PayoutStatus.Pending, 0), (first, after.Status, (await shop.SharesAsync()).Count(s => s is { AskedAtUtc: not null, Transfer: null })));
        Assert.Equal((PayoutStatus.Sent, 52, 1), ((await shop.PayoutAsync()).Status, (await shop.SharesAsync()).Count(s => s.Transfer is not null), await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(owed);
        await LeafAsync(market, owed);
    }

    /// <summary>An admin turns the pages of its transfers to the end and back.</summary>
    private static async Task LeafAsync(TestMarket market, Money owed)
    {
        var (id, admin) = (await market.ReadAsync(db => db.Payouts.Select(p => p.Id).SingleAsync()), await market.AdminAsync());
        async Task<PayoutFile> OpenAsync(string? after) => (await market.DoAsync<PayoutRegister, Outcome<PayoutFile>>(r => r.OpenAsync(id, admin, after, default))).Value;
        var first = await OpenAsync(null);
        var second = await OpenAsync(first.Transfers.Next);
        var third = await OpenAsync(second.Transfers.Next);

        Assert.All([first, second, third], f => Assert.Equal((52, owed), (f.Count, f.Total)));
        Assert.Equal((true, false, false), (first.IsFirst, second.IsFirst, third.IsFirst));
        Assert.Null(third.Transfers.Next);
        Assert.Equal((null, null), (first.Previous, second.Previous));
        Assert.Equal(second.Transfers.Items, (await OpenAsync(third.Previous)).Transfers.Items);
    }

    [Theory, Databases]
    public async Task F75_A_payout_whose_second_transfer_finds_our_balance_short_waits_and_goes_on_from_there(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"));
        await other.PlanByHandAsync();
        await EarnAsync(market, shop, 1);
        var owed = await shop.OwedAsync();
        Meet(shop, None, SandboxPaymentFault.BalanceShort);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var (waiting, shares) = (await shop.PayoutAsync(), await shop.SharesAsync());
        market.Clock.Move(TimeSpan.FromSeconds(1));
        await other.WriteAsync();
        await market.RunOutboxAsync();
        var behind = await other.PayoutAsync();

        for (var i = 0; i < 2; i++)
        {
            market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
            await shop.SweepAsync();
        }

        Assert.Equal((PayoutStatus.Pending, true, true), (waiting.Status, waiting.ShortSinceUtc is not null, waiting.AskedAtUtc is not null));
        Assert.Equal([(true, 0), (false, 1)], shares.Select(s => (s.Transfer is not null, s.KeyState.Generation)));
        Assert.Equal((PayoutStatus.Pending, true), (behind.Status, behind.ShortSinceUtc is not null));
        Assert.Equal((PayoutStatus.Sent, PayoutStatus.Sent, 2), ((await shop.PayoutAsync()).Status, (await other.PayoutAsync()).Status, await shop.AtProviderAsync()));
        Assert.Equal(owed, (await shop.PayoutAsync()).Amount);
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>It waited for our balance, and then was not to be sent any more, and does not come back: that is no reason for others to wait.</summary>
    [Theory, Databases]
    public async Task F71_F75_A_payout_that_is_being_taken_back_holds_up_no_other(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other, admin) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"), await market.AdminAsync());
        await other.PlanByHandAsync();
        await EarnAsync(market, shop, 1);
        Meet(shop, None, SandboxPaymentFault.BalanceShort);
        shop.Meet(SandboxPaymentFault.RefuseReversal, SandboxPaymentCall.Reverse);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        Assert.NotNull((await shop.PayoutAsync()).ShortSinceUtc);
        await market.DoAsync<JudgeMerchant>(async j => Assert.True((await j.StopAsync(shop.Id, admin, MerchantStatus.Suspended, "Being looked at.", default)).Succeeded));
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        var stuck = await shop.PayoutAsync();

        await other.WriteAsync();
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Pending, PayoutBlock.MerchantStopped, null), (stuck.Status, stuck.WithheldBecause, stuck.ShortSinceUtc));
        Assert.Equal((PayoutStatus.Sent, null), ((await other.PayoutAsync()).Status, (await other.PayoutAsync()).ShortSinceUtc));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>What lies in the merchant's account is a payout's that is not sent to the bank yet: a refund of another order does not take it away from there.</summary>
    [Theory, Databases]
    public async Task F64_F75_A_refund_takes_nothing_of_a_payout_that_waits_half_moved(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var paid = await EarnAsync(market, shop, 1);
        await PaidAsync(market, shop);
        await EarnAsync(market, shop, 2);
        Meet(shop, None, SandboxPaymentFault.BalanceShort);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var line = await market.LineAsync(paid[1].Lines()[0]);

        Assert.True((await market.GiveBackAsync(paid[1], admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();
        var (reversals, debt) = (await market.ReadAsync(db => db.Reversals.CountAsync()), await shop.OwedAsync());
        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        Assert.Equal((0, true), (reversals, debt.IsNegative));
        Assert.Equal((PayoutStatus.Sent, null), ((await shop.PayoutsAsync())[^1].Status, (await shop.PayoutsAsync())[^1].ShortSinceUtc));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F72_When_one_transfer_is_refused_for_good_those_before_it_come_back_and_all_is_owed_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var orders = await EarnAsync(market, shop, 2);
        var owed = await shop.OwedAsync();
        Meet(shop, None, None, SandboxPaymentFault.RefuseTransfer);
        // The first does not come back at once either.
        shop.Meet(SandboxPaymentFault.RefuseReversal, SandboxPaymentCall.Reverse);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var (stuck, half) = (await shop.PayoutAsync(), await shop.SharesAsync());
        await shop.AssertNothingLostAsync(owed);

        market.Clock.Move(SweepPayouts.PauseWhileShort + TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        var failed = await shop.PayoutAsync();

        Assert.Equal((PayoutStatus.Pending, "account_restricted"), (stuck.Status, stuck.FailureCode));
        Assert.Equal([(true, false), (true, true), (false, false)], half.Select(s => (s.Transfer is not null, s.TakenBackAtUtc is not null)));
        Assert.Equal((PayoutStatus.Failed, "account_restricted", owed, 0), (failed.Status, failed.FailureCode, await shop.OwedAsync(), await shop.AtProviderAsync()));
        Assert.All(await LiesAsync(market, shop), m => Assert.True(m.IsZero));
        await shop.AssertNothingLostAsync(owed);

        // What failed brought nothing: the next payout has the same orders.
        Assert.True((await market.DoAsync<RetryPayout, Outcome<Done>>(r => r.RunAsync(failed.Id, admin, default))).Succeeded);
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();
        Assert.Equal(orders.Select(o => (OrderId?)o.Id), (await shop.SharesAsync()).Where(s => s.Payout != failed.Id).Select(s => s.Order));
        await shop.AssertNothingLostAsync(owed);
    }

    [Theory, Databases]
    public async Task F71_A_shop_that_is_stopped_between_two_transfers_gets_no_more_and_what_was_moved_comes_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        await EarnAsync(market, shop, 2);
        var owed = await shop.OwedAsync();
        Meet(shop, None, SandboxPaymentFault.TimeOutAfter);
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        await market.DoAsync<JudgeMerchant>(async j => Assert.True((await j.StopAsync(shop.Id, admin, MerchantStatus.Suspended, "Being looked at.", default)).Succeeded));

        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        var (withheld, shares) = (await shop.PayoutAsync(), await shop.SharesAsync());
        Assert.Equal((PayoutStatus.Failed, PayoutBlock.MerchantStopped, 0), (withheld.Status, withheld.WithheldBecause, await shop.AtProviderAsync()));
        Assert.Equal([(true, true), (true, true), (false, false)], shares.Select(s => (s.Transfer is not null, s.TakenBackAtUtc is not null)));
        Assert.All(await LiesAsync(market, shop), m => Assert.True(m.IsZero));
        await shop.AssertNothingLostAsync(owed);
    }

    [Theory, Databases]
    public async Task F64_F67_A_refund_is_taken_out_of_its_own_orders_transfer_first_then_out_of_others_and_never_more_than_each(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var orders = await EarnAsync(market, shop, 2);
        await PaidAsync(market, shop);
        var refunded = orders[1];
        var payee = await shop.PayeeAsync();
        await market.DoAsync<SandboxBank>(b => b.LeaveAsync(payee, "left", new Money(5_000_00, Cny), default));
        var line = await market.LineAsync(refunded.Lines()[0]);

        Assert.True((await market.GiveBackAsync(refunded, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();

        var (reversals, shares) = (await market.ReadAsync(db => db.Reversals.AsNoTracking().OrderBy(r => r.CreatedAtUtc).ThenBy(r => r.Key).ToListAsync()), await shop.SharesAsync());
        // The label had been paid out of the same money, so that the order's own transfer was less than what the refund took.
        Assert.Equal([2, 1], reversals.Select(r => r.Share));
        Assert.Equal(shares[1].Amount, reversals[0].Amount);
        Assert.Equal((0L, true), (shares[2].ReversedMinor, shares[0].ReversedMinor < shares[0].Amount.Minor));
        Assert.Equal(reversals.Sum(r => r.Amount.Minor), (await shop.PayoutAsync()).ReversedMinor);
        Assert.All(reversals, r => Assert.Equal(ReversalStatus.Made, r.Status));
        Assert.Equal(0, (await shop.OwedAsync()).Minor);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F58_What_an_order_owes_after_its_payout_is_set_off_against_the_next_orders_and_has_no_transfer(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        await shop.PlanByHandAsync();
        var first = (await EarnAsync(market, shop, 0))[0];
        await PaidAsync(market, shop);
        var line = await market.LineAsync(first.Lines()[0]);
        Assert.True((await market.GiveBackAsync(first, admin, (line, line.Refundable.Part(10)))).Succeeded);
        await market.RunOutboxAsync();
        var debt = await shop.OwedAsync();

        var next = (await EarnAsync(market, shop, 2))[1..];
        Assert.Equal(1, await shop.WriteAsync());
        await market.RunOutboxAsync();

        var (payout, shares) = ((await shop.PayoutsAsync())[^1], (await shop.SharesAsync()).Where(s => s.Order != first.Id).ToList());
        Assert.True(debt.IsNegative);
        Assert.Equal([await EarnedAsync(market, shop, next[0]) + debt.Minor, await EarnedAsync(market, shop, next[1])], shares.Select(s => s.Amount.Minor));
        Assert.Equal(payout.Amount, shares.Sum(s => s.Amount, Cny));
        Assert.All(shares, s => Assert.Equal(payout.Id, s.Payout));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_a_case_keeps_of_an_order_moves_in_the_orders_group_when_the_case_is_over(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        await shop.PlanByHandAsync();
        var orders = await EarnAsync(market, shop, 1);
        var (earned, owed) = (await EarnedAsync(market, shop, orders[1]), await shop.OwedAsync());
        var dispute = (await DisputeTests.OpenAsync(market, orders[1], DisputeReason.Counterfeit, orders[1].Total)).Value;

        await PaidAsync(market, shop);
        var first = await shop.SharesAsync();
        Assert.True((await market.DoAsync<FollowDispute, Outcome<Done>>(f => f.WithdrawAsync(dispute, DisputeTests.Key(orders[1]), default))).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(1));
        Assert.Equal(1, await shop.WriteAsync());
        await market.RunOutboxAsync();

        var second = (await shop.SharesAsync())[first.Count..];
        Assert.Equal(orders[0].Id, Assert.Single(first, s => s.Amount.IsPositive).Order);
        Assert.Equal(orders[1].Id, Assert.Single(first, s => s.KeptMinor > 0).Order);
        // The case keeps the goods' money, which is more than the order brought: its label was taken from other money, and comes back as what is of no order.
        Assert.Equal([(null, owed.Minor - earned - first.Sum(s => s.Amount.Minor)), ((OrderId?)orders[1].Id, earned)], second.Select(s => (s.Order, s.Amount.Minor)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F86_A_payout_of_a_version_that_moved_it_as_one_is_followed_as_one_of_a_single_share(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var owed = await shop.OwedAsync();
        await shop.WriteAsync();
        // As the version before wrote it.
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.PayoutShares.ExecuteDeleteAsync();
            await db.Payouts.ExecuteUpdateAsync(s => s.SetProperty(p => p.Transfer, (string?)null));
        });
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        var share = await shop.ShareAsync();
        Assert.Equal((PayoutStatus.Paid, 0, null, owed), ((await shop.PayoutAsync()).Status, share.Number, share.Order, share.Amount));
        Assert.Equal((share.Key.Split("-transfer")[0], owed), await AtProviderAsync(market, share));
        var payee = await shop.PayeeAsync();
        await market.DoAsync<SandboxBank>(b => b.LeaveAsync(payee, "left", new Money(10_00, Cny), default));
        var order = await market.OrderAsync(await market.ReadAsync(db => db.Orders.Select(o => o.Number).SingleAsync()));
        var line = await market.LineAsync(order.Lines()[0]);
        Assert.True((await market.GiveBackAsync(order, admin, (line, line.Refundable))).Succeeded);
        await market.RunOutboxAsync();
        Assert.Equal(10_00, (await shop.ShareAsync()).ReversedMinor);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F86_A_payout_that_the_version_before_has_on_its_way_to_the_bank_comes_back_with_its_one_transfer(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // Its share is written anew under another key than the one it was asked for by.
        market.LeavesBooksUnjudged = true;
        var shop = await PayingShop.OnAsync(market);
        var owed = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.FailPayoutLater);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var transfer = (await shop.ShareAsync()).Transfer;
        await market.DoAsync<MarketDb>(async db =>
        {
            await db.PayoutShares.ExecuteDeleteAsync();
            await db.Payouts.ExecuteUpdateAsync(s => s.SetProperty(p => p.Transfer, transfer).SetProperty(p => p.MovedAtUtc, (DateTime?)null));
        });

        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Failed, owed, transfer), ((await shop.PayoutAsync()).Status, await shop.OwedAsync(), (await shop.ShareAsync()).Transfer));
        Assert.All(await LiesAsync(market, shop), m => Assert.True(m.IsZero));
    }

    /// <summary>The books were restored from a copy that does not know of it yet.</summary>
    [Theory, Databases]
    public async Task F88_A_payout_that_only_the_provider_knows_comes_into_the_books_with_all_its_transfers(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var orders = await EarnAsync(market, shop, 1);
        var (owed, payee, id, now) = (await shop.OwedAsync(), await shop.PayeeAsync(), Id.New<PayoutId>(), market.Clock.NowUtc);
        var key = Payout.KeyOf(id);
        var parts = owed.Split([1, 2]);
        for (var n = 0; n < 2; n++)
        {
            var made = new TransferToMake(PayoutShare.KeyOf(key, n + 1), payee, parts[n], orders[n].Number, null, now);
            Assert.True((await market.DoAsync<ITransferFunds, ProviderTransfer>(t => t.TransferAsync(made, default))).Succeeded);
        }

        Assert.NotEmpty((await market.DoAsync<IPayOut, ProviderPayout>(p => p.PayOutAsync(new PayoutToMake(key, payee, owed, now), default))).Reference);
        var run = await ReconciliationTests.CompareAsync(market);
        var again = await ReconciliationTests.CompareAsync(market);
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        Assert.Equal((3, 0, 0, 0), (run.Adopted, run.Differences, again.Adopted, again.Differences));
        Assert.Equal((id, PayoutStatus.Paid, 0), ((await shop.PayoutAsync()).Id, (await shop.PayoutAsync()).Status, (await shop.OwedAsync()).Minor));
        Assert.Equal(orders.Zip(parts, (o, p) => ((OrderId?)o.Id, p)), (await shop.SharesAsync()).Select(s => (s.Order, s.Amount)));
        await shop.AssertNothingLostAsync(owed);
    }

    /// <summary>In a folder of the version before.</summary>
    [Fact]
    public async Task F86_The_payouts_of_an_older_database_have_one_share_each_after_its_migration()
    {
        var folder = Directory.CreateTempSubdirectory("storefront-older-").FullName;
        try
        {
            var options = new DbContextOptionsBuilder<MarketDb>();
            options.UseSqliteMarket(SqliteDatabase.ConnectionTo(Path.Combine(folder, "market.db")) + ";Pooling=False");
            await using var db = new MarketDb(options.Options);
            var before = db.Database.GetMigrations().TakeWhile(m => !m.EndsWith("TransfersDiscountsAndLicences", StringComparison.Ordinal)).Last();
            await db.GetService<IMigrator>().MigrateAsync(before);
            var (moved, failed, unmoved) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
            var at = new DateTime(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);
            foreach (var (id, transfer, status) in new[] { (moved, "tr_1", "Paid"), (failed, "tr_2", "Failed"), (unmoved, (string?)null, "Pending") })
            {
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "Payouts" ("Id", "Merchant", "Amount_Minor", "Amount_Currency", "Provider", "Payee", "Key", "Status", "Transfer", "ReversedMinor", "ApprovalsNeeded", "CreatedAtUtc", "AskedAtUtc", "SettledAtUtc", "Version")
                    VALUES ({id}, {Guid.NewGuid()}, 5000, 'EUR', 'stripe', 'acct_1', {Payout.KeyOf(new PayoutId(id))}, {status}, {transfer}, 200, 0, {at}, {at}, {at}, 3)
                    """);
            }

            await db.Database.MigrateAsync();

            var shares = await db.PayoutShares.AsNoTracking().OrderBy(s => s.Transfer).ToListAsync();
            Assert.Equal(
                [(new PayoutId(moved), 0, "tr_1", 50_00L, 2_00L, false), (new PayoutId(failed), 0, "tr_2", 50_00L, 2_00L, true)],
                shares.Select(s => (s.Payout, s.Number, s.Transfer!, s.Amount.Minor, s.ReversedMinor, s.TakenBackAtUtc is not null)));
            Assert.All(shares, s => Assert.Equal((s.Key, null, at), (PayoutShare.KeyOf(Payout.KeyOf(s.Payout), 0), s.Order, s.AskedAtUtc!.Value)));
            Assert.Equal([(false, 1), (true, 2)], (await db.Payouts.AsNoTracking().ToListAsync()).GroupBy(p => p.MovedAtUtc is not null).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>So many more orders are received, and their reserve is over. All orders of the shop, the oldest first.</summary>
    private static async Task<List<Order>> EarnAsync(TestMarket market, PayingShop shop, int more)
    {
        var pot = await market.ReadAsync(db => db.Variants.Where(v => v.Merchant == shop.Id).Select(v => v.Id).SingleAsync());
        for (var n = 0; n < more; n++)
        {
            await market.ReceivedAsync((shop.Id, shop.Member), [pot]);
            market.Clock.Move(TimeSpan.FromMinutes(1));
        }

        if (more > 0) await market.PassReserveAsync();
        await market.RunOutboxAsync();
        var numbers = await market.ReadAsync(db => db.Orders.Where(o => db.Consignments.Any(c => c.Order == o.Id && c.Merchant == shop.Id)).OrderBy(o => o.PlacedAtUtc).Select(o => o.Number).ToListAsync());
        var orders = new List<Order>();
        foreach (var number in numbers) orders.Add(await market.OrderAsync(number));
        return orders;
    }

    private static async Task PaidAsync(TestMarket market, PayingShop shop)
    {
        Assert.Equal(1, await shop.WriteAsync());
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();
        Assert.Equal(PayoutStatus.Paid, (await shop.PayoutsAsync())[^1].Status);
    }

    /// <summary>What the order's own entries brought the merchant, in its currency's minor units.</summary>
    private static Task<long> EarnedAsync(TestMarket market, PayingShop shop, Order order)
    {
        var owner = shop.Id.Value.ToString("N");
        return market.ReadAsync(db => db.Postings.Where(p => p.Account == AccountKind.MerchantPayable && p.Owner == owner && db.JournalEntries.Any(e => e.Id == p.Entry && e.Order == order.Id)).SumAsync(p => -p.Amount.Minor));
    }

    private static async Task<(string? Group, Money Amount)> AtProviderAsync(TestMarket market, PayoutShare share)
    {
        var there = (await market.DoAsync<ITransferFunds, ProviderTransfer?>(t => t.LookUpTransferAsync(share.Transfer!, default)))!;
        return (there.Group, there.Amount);
    }

    private static async Task<IReadOnlyList<Money>> LiesAsync(TestMarket market, PayingShop shop)
    {
        var payee = await shop.PayeeAsync();
        return (await market.DoAsync<IPayOut, ProviderBalance>(p => p.ReadBalanceAsync(payee, default))).Available;
    }

    private static void Meet(PayingShop shop, params SandboxPaymentFault[] faults)
    {
        foreach (var fault in faults) shop.Meet(fault, SandboxPaymentCall.Transfer);
    }

    /// <summary>The process dies before it writes to a share.</summary>
    private sealed class Dies : SaveChangesInterceptor
    {
        /// <summary>So many writes go right before; null for all.</summary>
        public int? After { get; set; }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (After is not { } left || !eventData.Context!.ChangeTracker.Entries<PayoutShare>().Any(e => e.State == EntityState.Modified)) return ValueTask.FromResult(result);
            After = left == 0 ? null : left - 1;
            return left == 0 ? throw new IOException("The process is gone.") : ValueTask.FromResult(result);
        }
    }
}
