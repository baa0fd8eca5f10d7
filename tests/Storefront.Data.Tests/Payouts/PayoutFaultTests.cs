using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Faults;
using Storefront.Merchants;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Payouts;

public sealed class PayoutFaultTests
{
    [Theory, Databases]
    public async Task A_payout_whose_sender_died_before_sending_is_sent_once_by_the_sweeper(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();

        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Sent, 1), ((await shop.PayoutAsync()).Status, await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory]
    [InlineData("sqlite", SandboxPaymentFault.TimeOutBefore), InlineData("sqlite", SandboxPaymentFault.TimeOutAfter)]
    [InlineData("postgres", SandboxPaymentFault.TimeOutBefore), InlineData("postgres", SandboxPaymentFault.TimeOutAfter)]
    public async Task A_payout_without_an_answer_is_asked_for_again_with_its_key_and_made_once(string database, SandboxPaymentFault fault)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        shop.Meet(fault);
        var id = (await shop.PayoutAsync()).Id;

        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        var unknown = await shop.PayoutAsync();
        // The provider may have it, so that not even a stopped shop's is taken back by us.
        await market.DoAsync<JudgeMerchant>(async j => await j.StopAsync(shop.Id, await market.AdminAsync(), MerchantStatus.Suspended, "Being looked at.", default));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        await market.RunOutboxAsync();

        Assert.Equal(PayoutStatus.Pending, unknown.Status);
        Assert.Equal((PayoutStatus.Sent, 1), ((await shop.PayoutAsync()).Status, await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    /// <summary>Else a bank that then refuses would leave the money with the merchant and owe it once more.</summary>
    [Theory, Databases]
    public async Task The_bank_is_not_asked_before_the_transfer_is_written_down(string database)
    {
        var forgets = new Forgetful<PayoutShare>(nameof(PayoutShare.Transfer));
        await using var market = await TestMarket.OnAsync(database, disturbs: forgets);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        shop.Meet(SandboxPaymentFault.RefusePayout);
        forgets.Saves = 6;
        await market.DoAsync<SendPayout>(async s => await s.RunAsync((await shop.PayoutAsync()).Id, default));
        var (forgotten, share) = (await shop.PayoutAsync(), await shop.ShareAsync());

        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Pending, null, null), (forgotten.Status, share.Transfer, forgotten.BankAskedAtUtc));
        var refused = await shop.PayoutAsync();
        Assert.Equal((PayoutStatus.Failed, "payouts_limit_exceeded", true), (refused.Status, refused.FailureCode, (await shop.ShareAsync()) is { Transfer: not null, TakenBackAtUtc: not null }));
        Assert.Equal([Money.Zero(earned.Currency)], (await market.DoAsync<IPayOut, ProviderBalance>(async p => await p.ReadBalanceAsync(await shop.PayeeAsync(), default))).Available);
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task A_refused_payout_is_owed_again_and_goes_out_once_when_an_admin_has_it_tried_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var earned = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.RefusePayout);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        var refused = await shop.PayoutAsync();
        await shop.AssertNothingLostAsync(earned);

        // By itself it is not tried again, and nothing smaller overtakes it.
        Assert.Equal(0, await shop.WriteAsync());
        market.Clock.Move(TimeSpan.FromDays(8));
        Assert.Equal(0, await shop.TimerAsync());
        var blocked = (await market.DoAsync<PayoutRegister, Outcome<Page<BlockedMerchant>>>(q => q.BlockedAsync(admin, null, default))).Value.Items;
        var tries = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => market.DoAsync<RetryPayout, Outcome<Done>>(r => r.RunAsync(refused.Id, admin, default)))));
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Failed, "payouts_limit_exceeded"), (refused.Status, refused.FailureCode));
        Assert.Equal((PayoutBlock.LastPayoutFailed, "payouts_limit_exceeded", refused.Id), (Assert.Single(blocked).Block, blocked[0].Failure, blocked[0].FailedPayout));
        Assert.All(tries, t => Assert.True(t.Succeeded, t.Refusal?.Code));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(RetryPayout))));
        Assert.Equal([PayoutStatus.Failed, PayoutStatus.Sent], (await shop.PayoutsAsync()).Select(p => p.Status));
        Assert.Equal(1, await shop.AtProviderAsync());
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F74_A_payout_that_was_paid_and_came_back_is_owed_again_and_the_merchant_is_told(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.FailPayoutAfterPaid);
        await shop.WriteAsync();
        await market.RunOutboxAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();
        var paid = await shop.PayoutAsync();
        await shop.AssertNothingLostAsync(earned);

        market.Clock.Move(TimeSpan.FromDays(4));
        await shop.SweepAsync();
        await shop.SweepAsync();
        var failed = await shop.PayoutAsync();

        Assert.Equal((PayoutStatus.Paid, PayoutStatus.Failed, "account_closed"), (paid.Status, failed.Status, failed.FailureCode));
        Assert.Equal((earned, PayoutBlock.LastPayoutFailed), (await shop.OwedAsync(), (await shop.SheetAsync()).Hurdle!.Block));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "payout-failed")));
        await shop.AssertNothingLostAsync(earned);

        // Another bank account takes the flag away, after its cool-down.
        await shop.SetBankAsync("000987654321");
        market.Clock.Move(TimeSpan.FromHours(72));
        Assert.Equal(1, await shop.WriteAsync());
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task A_payout_of_which_the_provider_tells_nonsense_keeps_no_other_from_being_followed(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"));
        await shop.WriteAsync();
        await other.WriteAsync();
        await market.RunOutboxAsync();
        var strange = await shop.PayoutAsync();
        await market.DoAsync<IConnectorRecords>(async records =>
        {
            var connector = await market.ReadAsync(db => db.ConnectorRecords.Where(r => r.Key == strange.Reference).Select(r => r.Connector).SingleAsync());
            var kept = (await records.FindAsync(connector, strange.Reference!))!;
            var altered = SandboxPayout.From(kept.Json) with { Amount = strange.Amount * 2 };
            Assert.True(await records.ReplaceAsync(kept, altered.ToJson()));
        });

        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Sent, PayoutStatus.Paid), ((await shop.PayoutAsync()).Status, (await other.PayoutAsync()).Status));
        await market.AssertBooksBalanceAsync(DifferenceKind.AmountDiffers);
    }

    [Theory, Databases]
    public async Task A_payout_that_the_bank_does_not_take_is_owed_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market, bank: "000111111116");
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        await market.RunOutboxAsync();

        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        Assert.Equal((PayoutStatus.Failed, "no_account", earned), ((await shop.PayoutAsync()).Status, (await shop.PayoutAsync()).FailureCode, await shop.OwedAsync()));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F71_What_was_not_sent_to_a_stopped_shop_is_withheld_and_goes_out_when_it_trades_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, admin) = (await PayingShop.OnAsync(market), await market.AdminAsync());
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        await market.DoAsync<JudgeMerchant>(async j => Assert.True((await j.StopAsync(shop.Id, admin, MerchantStatus.Suspended, "Being looked at.", default)).Succeeded));

        await market.RunOutboxAsync();
        var withheld = await shop.PayoutAsync();
        var why = await shop.SheetAsync();
        market.Clock.Move(TimeSpan.FromDays(8));
        Assert.Equal(0, await shop.TimerAsync());
        await market.DoAsync<JudgeMerchant>(async j => Assert.True((await j.ApproveAsync(shop.Id, admin, default)).Succeeded));
        market.Clock.Move(TimeSpan.FromHours(2));
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Failed, PayoutBlock.MerchantStopped), (withheld.Status, withheld.WithheldBecause));
        Assert.Equal((PayoutBlock.MerchantStopped, earned), (why.Hurdle!.Block, why.Owed));
        Assert.Equal([PayoutStatus.Failed, PayoutStatus.Sent], (await shop.PayoutsAsync()).Select(p => p.Status));
        Assert.Equal(1, await shop.AtProviderAsync());
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F72_An_account_that_the_provider_blocks_waits_and_other_merchants_are_paid(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, other) = (await PayingShop.OnAsync(market), await PayingShop.OnAsync(market, "Doi Craft"));
        var payee = await shop.PayeeAsync();
        await market.DoAsync<SandboxBank>(b => b.BlockAsync(payee, "requirements.past_due", default));

        var written = await shop.WriteAsync() + await other.WriteAsync();
        var blocked = await shop.AccountAsync();
        await market.DoAsync<SandboxBank>(b => b.BlockAsync(payee, null, default));
        market.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, await shop.TimerAsync());
        await market.RunOutboxAsync();

        Assert.Equal(1, written);
        Assert.Equal((PayoutBlock.AccountBlocked, "requirements.past_due"), (blocked.BlockedBecause, blocked.StateCode));
        Assert.Equal((PayoutStatus.Sent, PayoutStatus.Sent), ((await shop.PayoutAsync()).Status, (await other.PayoutAsync()).Status));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F85_Nodes_that_write_send_and_settle_at_once_pay_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await market.DoAsync<PlanPayouts>(p => p.AskAsync(shop.Id, shop.Member, default));
        static Task AllAsync(Func<Task> act) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(act)));

        await AllAsync(shop.TimerAsync);
        var id = (await shop.PayoutAsync()).Id;
        await AllAsync(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        market.Clock.Move(TimeSpan.FromHours(25));
        await AllAsync(shop.SweepAsync);
        await market.RunOutboxAsync();

        Assert.Equal((PayoutStatus.Paid, 1), ((await shop.PayoutAsync()).Status, await shop.AtProviderAsync()));
        await shop.AssertNothingLostAsync(earned);
    }
}
