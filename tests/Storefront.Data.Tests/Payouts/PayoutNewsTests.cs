using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Payouts;

/// <summary>What providers tell of merchants' accounts, payouts and transfers is followed at once.</summary>
public sealed class PayoutNewsTests
{
    [Theory]
    [InlineData("sqlite", true), InlineData("postgres", true)]
    [InlineData("sqlite", false), InlineData("postgres", false)]
    public async Task F72_A_merchant_that_becomes_unable_to_receive_waits_and_is_paid_once_the_provider_tells_otherwise_beside_another_of_the_same_order(string database, bool webhookComes)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = await PayingShop.TwoOfOneOrderAsync(market);
        var (earned, payee) = (await shop.OwedAsync(), await shop.PayeeAsync());
        if (!webhookComes) await market.DoAsync<SweepPayeeNews>(s => s.RunAsync(default));
        await BlockAsync(market, payee, "requirements.past_due");
        await HearAsync(market, payee, webhookComes);
        var told = await shop.AccountAsync();

        var written = await shop.WriteAsync() + await other.WriteAsync();
        await market.RunOutboxAsync();
        var blocked = await shop.AccountAsync();
        await BlockAsync(market, payee, null);
        // No hour goes by, after which it would be looked at anyway.
        await HearAsync(market, payee, webhookComes);
        var ready = await shop.AccountAsync();
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();

        Assert.Equal((PayeeStanding.Blocked, "requirements.past_due"), (told.State, told.StateCode));
        Assert.Equal((1, PayoutBlock.AccountBlocked), (written, blocked.BlockedBecause));
        Assert.Equal((PayeeStanding.Ready, null), (ready.State, ready.StateCode));
        Assert.Equal((PayoutStatus.Sent, PayoutStatus.Sent, earned), ((await shop.PayoutAsync()).Status, (await other.PayoutAsync()).Status, (await shop.PayoutAsync()).Amount));
        Assert.Equal((shop.Id, other.Id), ((await shop.PayoutAsync()).Merchant, (await other.PayoutAsync()).Merchant));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F72_An_account_that_is_blocked_between_writing_and_sending_takes_the_payout_back_and_other_merchants_of_the_order_are_paid(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = await PayingShop.TwoOfOneOrderAsync(market);
        var (earned, payee) = (await shop.OwedAsync(), await shop.PayeeAsync());
        Assert.Equal(2, await shop.WriteAsync() + await other.WriteAsync());

        await BlockAsync(market, payee, "requirements.past_due");
        await market.RunOutboxAsync();
        var withheld = await shop.PayoutAsync();
        await shop.AssertNothingLostAsync(earned);
        await BlockAsync(market, payee, null);
        await HearAsync(market, payee, webhookComes: true);
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Failed, PayoutBlock.AccountBlocked), (withheld.Status, withheld.WithheldBecause));
        Assert.Equal([PayoutStatus.Failed, PayoutStatus.Sent], (await shop.PayoutsAsync()).Select(p => p.Status));
        Assert.Equal(PayoutStatus.Sent, (await other.PayoutAsync()).Status);
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F74_A_payout_is_paid_and_comes_back_when_the_provider_tells_and_not_when_somebody_asks(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var (earned, payee) = (await shop.OwedAsync(), await shop.PayeeAsync());
        shop.Meet(SandboxPaymentFault.FailPayoutAfterPaid);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var reference = (await shop.PayoutAsync()).Reference!;

        // Told before it is so, and of somebody else's account: nothing follows.
        Assert.True(await TellAsync(market, new SandboxEvent("evt_early", "payout.paid", reference, Account: payee)));
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        Assert.True(await TellAsync(market, new SandboxEvent("evt_elses", "payout.paid", reference, Account: "sbxa_somebody")));
        Assert.True(await TellAsync(market, new SandboxEvent("evt_nobodys", "payout.paid", "sbxp_nobodys", Account: payee)));
        await market.RunOutboxAsync();
        var before = await shop.PayoutAsync();
        Assert.True(await TellAsync(market, new SandboxEvent("evt_paid", "payout.paid", reference, Account: payee)));
        await market.RunOutboxAsync();
        var paid = await shop.PayoutAsync();
        await shop.AssertNothingLostAsync(earned);

        market.Clock.Move(TimeSpan.FromDays(4));
        foreach (var id in new[] { "evt_failed", "evt_failed", "evt_failedToo" }) Assert.True(await TellAsync(market, new SandboxEvent(id, "payout.failed", reference, Account: payee)));
        await market.RunOutboxAsync();
        var failed = await shop.PayoutAsync();

        Assert.Equal((PayoutStatus.Sent, PayoutStatus.Paid, PayoutStatus.Failed, "account_closed"), (before.Status, paid.Status, failed.Status, failed.FailureCode));
        Assert.Equal((earned, "account_closed", PayoutBlock.LastPayoutFailed), (await shop.OwedAsync(), (await shop.AccountAsync()).Flag, (await shop.SheetAsync()).Hurdle!.Block));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "payout-failed")));
        Assert.Equal((6, 0), (await market.ReadAsync(db => db.ReceivedEvents.CountAsync()), await market.ReadAsync(db => db.ReceivedEvents.CountAsync(e => e.Ignored != null))));
        await shop.AssertNothingLostAsync(earned);

        // Its transfer came back with it: that was us.
        Assert.True(await TellAsync(market, new SandboxEvent("evt_back", "transfer.reversed", (await shop.ShareAsync()).Transfer!)));
        await market.RunOutboxAsync();
        Assert.Equal(0, await market.ReadAsync(db => db.Differences.CountAsync()));
    }

    [Theory, Databases]
    public async Task A_transfer_that_somebody_took_back_at_the_providers_desk_is_a_difference_that_calls_a_person(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var (earned, payee) = (await shop.OwedAsync(), await shop.PayeeAsync());
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var transfer = (await shop.ShareAsync()).Transfer!;
        var five = new Money(5_00, earned.Currency);
        await market.DoAsync<SandboxBank>(async b =>
        {
            await b.LeaveAsync(payee, "left-1", five, default);
            Assert.True((await b.ReverseAsync(new ReversalToMake("by hand", transfer, five, market.Clock.NowUtc), default)).Succeeded);
        });

        foreach (var id in new[] { "evt_1", "evt_2" }) Assert.True(await TellAsync(market, new SandboxEvent(id, "transfer.reversed", transfer)));
        await market.RunOutboxAsync();
        var alarms = market.Log.Count(LogLevel.Error, "taken back at the provider and not by us");
        // A second time: that is another difference, and another alarm.
        await market.DoAsync<SandboxBank>(async b =>
        {
            await b.LeaveAsync(payee, "left-2", five, default);
            Assert.True((await b.ReverseAsync(new ReversalToMake("by hand again", transfer, five, market.Clock.NowUtc), default)).Succeeded);
        });
        Assert.True(await TellAsync(market, new SandboxEvent("evt_3", "transfer.reversed", transfer)));
        await market.RunOutboxAsync();

        var differences = await market.ReadAsync(db => db.Differences.AsNoTracking().OrderBy(d => d.Reference).Select(d => new { d.Kind, d.Object, d.Reference, d.Theirs }).ToListAsync());
        Assert.All(differences, d => Assert.Equal((DifferenceKind.UnknownHere, ProviderObjectKind.Reversal), (d.Kind, d.Object)));
        Assert.All(differences, d => Assert.StartsWith(five.ToString(), d.Theirs, StringComparison.Ordinal));
        Assert.Equal(2, differences.Select(d => d.Reference).Distinct().Count());
        Assert.Equal((1, 2), (alarms, market.Log.Count(LogLevel.Error, "taken back at the provider and not by us")));
        // What the comparison finds later are the same two.
        await shop.AssertNothingLostAsync(earned, DifferenceKind.UnknownHere, DifferenceKind.UnknownHere);
    }

    [Theory, Databases]
    public async Task F25_Accounts_in_which_something_is_under_way_are_walked_so_many_in_a_turn_and_those_first_that_were_not_looked_at_for_longest(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var quiet = new[] { await OpenedAsync(market, "sbxa_quiet") };
        market.Clock.Move(SweepPayeeNews.Lately + TimeSpan.FromMinutes(1));
        var names = Enumerable.Range(0, SweepPayeeNews.MostAccounts + 5).Select(n => $"sbxa_{n:D2}").ToList();
        foreach (var name in names) await OpenedAsync(market, name);
        Task<List<string>> WalkedAsync(DateTime sinceUtc) => market.ReadAsync(db => db.PayeeNewsCursors.Where(c => c.Walk.SinceUtc >= sinceUtc).OrderBy(c => c.Payee).Select(c => c.Payee).ToListAsync());
        async Task<List<string>> TurnAsync()
        {
            market.Clock.Move(TimeSpan.FromSeconds(1));
            var began = market.Clock.NowUtc;
            await market.DoAsync<SweepPayeeNews>(s => s.RunAsync(default));
            return await WalkedAsync(began);
        }

        var (first, second, third) = (await TurnAsync(), await TurnAsync(), await TurnAsync());
        market.Clock.Move(SweepNews.Pause);
        var (fourth, fifth) = (await TurnAsync(), await TurnAsync());

        Assert.Equal(names[..SweepPayeeNews.MostAccounts], first);
        Assert.Equal(names[SweepPayeeNews.MostAccounts..], second);
        Assert.Empty(third);
        Assert.Equal(first, fourth);
        Assert.Equal(second, fifth);
        Assert.DoesNotContain(quiet[0], await WalkedAsync(DateTime.MinValue));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>An account that a shop has just asked for.</summary>
    private static Task<string> OpenedAsync(TestMarket market, string payee) => market.DoAsync<MarketDb, string>(async db =>
    {
        var account = PayoutAccount.For(Id.New<Storefront.Merchants.MerchantId>(), "sandbox", market.Clock.NowUtc);
        account.PayeeAsked(market.Clock.NowUtc);
        account.Opened("sandbox", payee);
        db.PayoutAccounts.Add(account);
        await db.SaveChangesAsync();
        return payee;
    });

    private static Task BlockAsync(TestMarket market, string payee, string? because) => market.DoAsync<SandboxBank>(b => b.BlockAsync(payee, because, default));

    /// <summary>By the webhook, or, when that was lost, by asking for what has not come.</summary>
    private static async Task HearAsync(TestMarket market, string payee, bool webhookComes)
    {
        if (webhookComes)
        {
            Assert.True(await TellAsync(market, new SandboxEvent($"evt_{Guid.NewGuid():N}", "payee.changed", payee, Account: payee)));
        }
        else
        {
            market.Clock.Move(SweepNews.Pause + TimeSpan.FromSeconds(1));
            await market.DoAsync<SweepPayeeNews>(s => s.RunAsync(default));
        }

        await market.RunOutboxAsync();
    }

    private static Task<bool> TellAsync(TestMarket market, SandboxEvent news)
    {
        var body = Encoding.UTF8.GetBytes(news.ToJson());
        var time = market.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return market.DoAsync<ReceivePaymentNews, bool>(r => r.RunAsync("sandbox", body, $"t={time},v1={WebhookSignature.Sign(body, time, new SandboxPaymentSettings().WebhookSecret)}", default));
    }
}
