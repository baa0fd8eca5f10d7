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
        var steps = await WalkAsync(market, () => market.DoAsync<SweepPayments>(s => s.RunAsync(default)), db => db.Payments.Select(p => new KeyStep(p.KeyGeneration, p.KeyFailedAtUtc != null)).SingleAsync());

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

        var steps = await WalkAsync(market, () => market.DoAsync<SweepPayments>(s => s.RunAsync(default)), db => db.Refunds.Select(r => new KeyStep(r.KeyGeneration, r.KeyFailedAtUtc != null)).SingleAsync());

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

        var steps = await WalkAsync(market, shop.SweepAsync, db => db.Payouts.Select(p => new KeyStep(p.KeyGeneration, p.KeyFailedAtUtc != null)).SingleAsync());

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

        var steps = await WalkAsync(market, AskAsync, db => db.PayoutAccounts.Select(a => new KeyStep(a.KeyGeneration, a.KeyFailedAtUtc != null)).SingleAsync());

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
            market, () => Record.ExceptionAsync(() => market.DoAsync<SendChargebackAnswer>(s => s.RunAsync(open.Id, default))), db => db.Chargebacks.Select(c => new KeyStep(c.KeyGeneration, c.KeyFailedAtUtc != null)).SingleAsync());

        AssertWalked(market, steps);
        var answered = await bank.OnlyAsync();
        Assert.Equal((ChargebackState.UnderReview, true, 0), (answered.State, answered.AnsweredAtUtc is not null, answered.AnswerTries));
        Assert.Equal(1, await market.ReadAsync(db => db.ChargebackEntries.CountAsync(e => e.Kind == ChargebackEntryKind.HandedIn)));
        await bank.AssertAsync();
    }

    private static void Meet(TestMarket market, SandboxPaymentCall call) => market.Services.GetRequiredService<SandboxPaymentScript>().Next(call, SandboxPaymentFault.FailKey);

    /// <summary>It failed once. Tried again within the wait; when the wait is over, which ends the key; and once more.</summary>
    private static async Task<List<KeyStep>> WalkAsync(TestMarket market, Func<Task> tryAgain, Func<MarketDb, Task<KeyStep>> read)
    {
        var steps = new List<KeyStep> { await market.ReadAsync(read) };
        foreach (var wait in new[] { ProviderKeys.Wait / 2, (ProviderKeys.Wait / 2) + TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1) })
        {
            market.Clock.Move(wait);
            await tryAgain();
            steps.Add(await market.ReadAsync(read));
        }

        return steps;
    }

    /// <summary>No new key before the wait is over, one afterwards, and its cause is logged once.</summary>
    private static void AssertWalked(TestMarket market, List<KeyStep> steps)
    {
        Assert.Equal([new(0, true), new(0, true), new(1, false), new(1, false)], steps);
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, "asked under a new key (generation 1)"));
        Assert.Equal(1, market.Log.Count(LogLevel.Warning, "failed at the gateway, which knows of nothing"));
    }

    private sealed record KeyStep(int Generation, bool IsFailing);
}
