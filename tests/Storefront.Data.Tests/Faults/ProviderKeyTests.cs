using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Chargebacks;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Payouts;
using Storefront.Data.Tests.Provider;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Faults;

/// <summary>F04: a key that goes on repeating a failure. What it made is looked up; when it made nothing, also after the stated wait, the same is asked for under a new key.</summary>
public sealed class ProviderKeyTests
{
    [Theory, Databases]
    public async Task F04_A_payment_whose_key_only_repeats_a_failure_is_opened_under_a_new_key_after_the_wait(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var pot = await market.ListingAsync(await market.MerchantAsync());
        Meet(market, SandboxPaymentCall.Open);

        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((pot, 1))))).Value;
        var steps = await WalkAsync(market, () => market.DoAsync<SweepPayments>(s => s.RunAsync(default)), db => db.Payments.Select(p => new KeyStep(p.KeyState.Generation, p.KeyState.FailedAtUtc != null)).SingleAsync());

        Assert.Null(placed.PageUrl);
        AssertWalked(market, steps);
        var payment = await market.ReadAsync(db => db.Payments.AsNoTracking().SingleAsync());
        Assert.Equal((PaymentStatus.AtProvider, $"sbx_{payment.Key}"), (payment.Status, payment.Reference));
        Assert.Equal(1, await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxGateway.Connector)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F04_A_refund_whose_key_only_repeats_a_failure_is_made_once_under_a_new_key_after_the_wait(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        Meet(market, SandboxPaymentCall.Refund);
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        var id = await market.ReadAsync(db => db.Refunds.Select(r => r.Id).SingleAsync());
        Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<MakeRefund>(m => m.RunAsync(id, default)))).MadeNothing);

        var steps = await WalkAsync(market, () => market.DoAsync<SweepPayments>(s => s.RunAsync(default)), db => db.Refunds.Select(r => new KeyStep(r.KeyState.Generation, r.KeyState.FailedAtUtc != null)).SingleAsync());

        AssertWalked(market, steps);
        var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, $"sbxr_{refund.Key}"), (refund.Status, refund.Reference));
        Assert.Equal(order.Total.Minor, await bank.BackWithBuyerAsync(order));
        await bank.AssertAsync();
    }

    [Theory]
    [InlineData("sqlite", SandboxPaymentCall.Transfer), InlineData("postgres", SandboxPaymentCall.Transfer)]
    [InlineData("sqlite", SandboxPaymentCall.PayOut), InlineData("postgres", SandboxPaymentCall.PayOut)]
    public async Task F04_A_payout_or_its_transfer_whose_key_only_repeats_a_failure_is_made_once_under_a_new_key_after_the_wait(string database, SandboxPaymentCall call)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        await shop.WriteAsync();
        Meet(market, call);
        var id = (await shop.PayoutAsync()).Id;
        Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)))).MadeNothing);

        var steps = await WalkAsync(market, shop.SweepAsync, db => call == SandboxPaymentCall.Transfer
            ? db.PayoutShares.Select(s => new KeyStep(s.KeyState.Generation, s.KeyState.FailedAtUtc != null)).SingleAsync() : db.Payouts.Select(p => new KeyStep(p.KeyState.Generation, p.KeyState.FailedAtUtc != null)).SingleAsync());

        AssertWalked(market, steps);
        Assert.Equal((PayoutStatus.Sent, 1), ((await shop.PayoutAsync()).Status, await shop.AtProviderAsync()));
        Assert.Equal(1, await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxBank.Transfers)));
        await shop.AssertNothingLostAsync(earned);
    }

    [Theory, Databases]
    public async Task F04_An_account_whose_key_only_repeats_a_failure_is_opened_once_under_a_new_key_after_the_wait(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market, hasAccount: false);
        Meet(market, SandboxPaymentCall.OpenPayee);
        var asked = market.Clock.NowUtc;
        Task<Outcome<OnboardingPage>> AskAsync() => market.DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(shop.Id, shop.Member, PayingShop.Password, default));
        Assert.Equal(PayoutRefusals.NoAnswer, (await AskAsync()).Refusal);

        var steps = await WalkAsync(market, AskAsync, db => db.PayoutAccounts.Select(a => new KeyStep(a.KeyState.Generation, a.KeyState.FailedAtUtc != null)).SingleAsync());

        AssertWalked(market, steps);
        var account = await shop.AccountAsync();
        Assert.Equal((SandboxPayee.ReferenceOf(PayoutAccount.KeyAt("sandbox", shop.Id)), asked), (account.Payee, account.PayeeAskedAtUtc));
        Assert.Equal(1, await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxBank.Payees)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F04_An_answer_to_a_chargeback_whose_key_only_repeats_a_failure_is_handed_in_once_under_a_new_key_after_the_wait(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        await bank.OrderAsync(Bank.Disputed);
        await bank.HearAsync();
        var open = await bank.OnlyAsync();
        await market.DoAsync<AnswerChargeback>(async a => Assert.True((await a.StageAsync(open.Id, admin, "It was handed over in Lyon.", null, default)).Succeeded));
        await market.DoAsync<AnswerChargeback>(async a => Assert.True((await a.HandInAsync(open.Id, admin, default)).Succeeded));
        Meet(market, SandboxPaymentCall.Submit);
        Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendChargebackAnswer>(s => s.RunAsync(open.Id, default)))).MadeNothing);

        var steps = await WalkAsync(
            market, () => Record.ExceptionAsync(() => market.DoAsync<SendChargebackAnswer>(s => s.RunAsync(open.Id, default))), db => db.Chargebacks.Select(c => new KeyStep(c.KeyState.Generation, c.KeyState.FailedAtUtc != null)).SingleAsync());

        AssertWalked(market, steps);
        var answered = await bank.OnlyAsync();
        Assert.Equal((ChargebackState.UnderReview, true, 0), (answered.State, answered.AnsweredAtUtc is not null, answered.AnswerTries));
        Assert.Equal(1, await market.ReadAsync(db => db.ChargebackEntries.CountAsync(e => e.Kind == ChargebackEntryKind.HandedIn)));
        await bank.AssertAsync();
    }

    /// <summary>What comes from in front of the gateway says nothing of the key: it is sent for one wait, then nothing for another, counted from the last sending, and only then a new one.</summary>
    [Theory, Databases]
    public async Task F04_A_refund_that_meets_failures_from_in_front_of_the_provider_is_sent_under_no_new_key_until_a_wait_after_the_last_of_the_old(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var bank = new Bank(market);
        var order = await bank.OrderAsync();
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default))).Succeeded);
        var id = await market.ReadAsync(db => db.Refunds.Select(r => r.Id).SingleAsync());
        var second = TimeSpan.FromSeconds(5);
        // Sent, sent for the last time, not sent, not sent, sent under the new key, and sent under it again.
        var steps = new List<(bool IsSent, KeyStep Step)>();
        foreach (var wait in new[] { TimeSpan.Zero, ProviderKeys.Wait - second, 2 * second, ProviderKeys.Wait - (2 * second), 2 * second })
        {
            market.Clock.Move(wait);
            Meet(market, SandboxPaymentCall.Refund, SandboxPaymentFault.FailInFront);
            var fault = await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<MakeRefund>(m => m.RunAsync(id, default)));
            // What was not sent met nothing: its fault waits for the next.
            if (!fault.MadeNothing) Assert.Equal(SandboxPaymentFault.FailInFront, market.Services.GetRequiredService<SandboxPaymentScript>().Take(SandboxPaymentCall.Refund));
            steps.Add((fault.MadeNothing, await market.ReadAsync(db => db.Refunds.Select(r => new KeyStep(r.KeyState.Generation, r.KeyState.FailedAtUtc != null)).SingleAsync())));
        }

        market.Clock.Move(second);
        await market.DoAsync<MakeRefund>(m => m.RunAsync(id, default));

        Assert.Equal([(true, new(0, true)), (true, new(0, true)), (false, new(0, true)), (false, new(0, true)), (true, new(1, true))], steps);
        var refund = await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, order.Total.Minor), (refund.Status, await bank.BackWithBuyerAsync(order)));
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, "asked under a new key (generation 1)"));
        await bank.AssertAsync();
    }

    /// <summary>One failure on Monday, which its call outlived, is not counted with one of the next call on Friday.</summary>
    [Theory, Databases]
    public async Task F04_A_failure_that_one_call_of_a_payout_outlived_does_not_replace_the_key_of_the_next(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        Meet(market, SandboxPaymentCall.PayOut, SandboxPaymentFault.FailInFront);
        shop.Meet(SandboxPaymentFault.FailPayoutAfterPaid);
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)));
        var failed = (await shop.PayoutAsync()).KeyState;
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await shop.SweepAsync();
        var sent = await shop.PayoutAsync();
        market.Clock.Move(TimeSpan.FromHours(25));
        await shop.SweepAsync();

        Meet(market, SandboxPaymentCall.Reverse, SandboxPaymentFault.FailInFront);
        market.Clock.Move(TimeSpan.FromDays(4));
        await shop.SweepAsync();
        var (back, share) = (await shop.PayoutAsync(), await shop.ShareAsync());
        await shop.SweepAsync();

        Assert.NotNull(failed.FailedAtUtc);
        Assert.Equal((PayoutStatus.Sent, default), (sent.Status, sent.KeyState));
        Assert.Equal((PayoutStatus.Paid, new KeyState(0, market.Clock.NowUtc + ProviderKeys.Wait)), (back.Status, share.KeyState));
        Assert.Equal((PayoutStatus.Failed, "account_closed"), ((await shop.PayoutAsync()).Status, (await shop.PayoutAsync()).FailureCode));
        await shop.AssertNothingLostAsync(earned);
    }

    /// <summary>The refusal is written down before the transfer is taken back: a new key of the taking back is none for the bank.</summary>
    [Theory, Databases]
    public async Task F04_A_bank_that_refused_is_not_asked_again_while_the_transfer_is_taken_back_under_a_new_key(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await PayingShop.OnAsync(market);
        var earned = await shop.OwedAsync();
        shop.Meet(SandboxPaymentFault.RefusePayout);
        Meet(market, SandboxPaymentCall.Reverse);
        await shop.WriteAsync();
        var id = (await shop.PayoutAsync()).Id;
        Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => market.DoAsync<SendPayout>(s => s.RunAsync(id, default)))).MadeNothing);
        var refused = await shop.PayoutAsync();

        var steps = await WalkAsync(market, shop.SweepAsync, db => db.PayoutShares.Select(p => new KeyStep(p.KeyState.Generation, p.KeyState.FailedAtUtc != null)).SingleAsync());

        AssertWalked(market, steps);
        Assert.Equal((PayoutStatus.Pending, "payouts_limit_exceeded"), (refused.Status, refused.FailureCode));
        Assert.Equal((PayoutStatus.Failed, "payouts_limit_exceeded", 0), ((await shop.PayoutAsync()).Status, (await shop.PayoutAsync()).FailureCode, await shop.AtProviderAsync()));
        Assert.Equal(earned, await shop.OwedAsync());
        await shop.AssertNothingLostAsync(earned);
    }

    private static void Meet(TestMarket market, SandboxPaymentCall call, SandboxPaymentFault fault = SandboxPaymentFault.FailKey) => market.Services.GetRequiredService<SandboxPaymentScript>().Next(call, fault);

    /// <summary>It failed once. Tried again, when the gateway says that it only repeats that; within the wait that then begins; when the wait is over; and once more.</summary>
    private static async Task<List<KeyStep>> WalkAsync(TestMarket market, Func<Task> tryAgain, Func<MarketDb, Task<KeyStep>> read)
    {
        var steps = new List<KeyStep> { await market.ReadAsync(read) };
        foreach (var wait in new[] { ProviderKeys.Wait / 2, ProviderKeys.Wait - TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1) })
        {
            market.Clock.Move(wait);
            await tryAgain();
            steps.Add(await market.ReadAsync(read));
        }

        return steps;
    }

    /// <summary>No new key before the wait is over, one afterwards, and the cause is logged once.</summary>
    private static void AssertWalked(TestMarket market, List<KeyStep> steps)
    {
        Assert.Equal([new(0, true), new(0, true), new(0, true), new(1, false), new(1, false)], steps);
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, "asked under a new key (generation 1)"));
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, "failed at the gateway, which knows of nothing"));
    }

    private sealed record KeyStep(int Generation, bool IsFailing);
}
