using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments;

public sealed class SandboxPayoutTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly SandboxPaymentScript script = new();
    private readonly SandboxPaymentSettings settings = new();
    private readonly RecordsInMemory records = new();
    private readonly SandboxWebhooks webhooks;
    private readonly SandboxBank bank;
    private readonly SandboxPayees payees;
    private readonly SandboxPayouts payouts;

    public SandboxPayoutTests()
    {
        var clients = new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        webhooks = new SandboxWebhooks(clients, Options.Create(new SiteOptions()), settings, clock, NullLogger<SandboxWebhooks>.Instance);
        bank = new SandboxBank(records, settings, webhooks, clock);
        payees = new SandboxPayees(bank, script);
        payouts = new SandboxPayouts(bank, script, clock);
    }

    public void Dispose() => webhooks.Dispose();

    [Fact]
    public async Task One_key_opens_one_payee_also_when_its_answer_was_lost()
    {
        script.Next(SandboxPaymentCall.OpenPayee, SandboxPaymentFault.TimeOutAfter);
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => payees.CreatePayeeAsync(Wanted("payee-1"), default));

        Assert.Equal(await payees.CreatePayeeAsync(Wanted("payee-1"), default), await payees.CreatePayeeAsync(Wanted("payee-1"), default));
        Assert.NotEqual(await payees.CreatePayeeAsync(Wanted("payee-1"), default), await payees.CreatePayeeAsync(Wanted("payee-2"), default));
        Assert.Null(await payees.ReadPayeeAsync("nobody", default));
    }

    [Fact]
    public async Task A_payee_is_ready_with_a_bank_account_and_another_account_has_another_mark()
    {
        var payee = await payees.CreatePayeeAsync(Wanted("payee-1"), default);
        var before = (await payees.ReadPayeeAsync(payee, default))!;

        Assert.False(await bank.SetBankAsync(payee, "Longjing House", "1234567", default));
        Assert.True(await bank.SetBankAsync(payee, "Longjing House", "000 123 456 789", default));
        var first = (await payees.ReadPayeeAsync(payee, default))!;
        Assert.True(await bank.SetBankAsync(payee, "Longjing House", "000987654321", default));
        var second = (await payees.ReadPayeeAsync(payee, default))!;

        Assert.Equal((false, false, null), (before.MayBePaidOut, before.ToldEverything, before.BankMark));
        Assert.Equal((true, true, "6789"), (first.MayBePaidOut, first.MayReceive, first.BankEnding));
        Assert.Equal("4321", second.BankEnding);
        Assert.NotEqual(first.BankMark, second.BankMark);
    }

    [Fact]
    public async Task The_page_is_open_for_one_visit_and_some_minutes()
    {
        var payee = await payees.CreatePayeeAsync(Wanted("payee-1"), default);
        var page = await payees.OnboardAsync(new PageToOnboard("visit-1", payee, "/back", "/again"), default);

        Assert.EndsWith("visit=visit-1", page.Url, StringComparison.Ordinal);
        var open = (await bank.FindPayeeAsync(payee, default))!;
        Assert.True(open.IsOpen("visit-1", clock.NowUtc));
        Assert.False(open.IsOpen("visit-2", clock.NowUtc) || open.IsOpen(null, clock.NowUtc) || open.IsOpen("visit-1", page.ExpiresAtUtc));
        await bank.SetBankAsync(payee, "Longjing House", "000123456789", default);
        Assert.False((await bank.FindPayeeAsync(payee, default))!.IsOpen("visit-1", clock.NowUtc));
        await Assert.ThrowsAsync<ProviderRefusedException>(() => payees.OnboardAsync(new PageToOnboard("visit-1", "nobody", "/back", "/again"), default));
    }

    [Fact]
    public async Task One_key_pays_once_and_the_bank_confirms_a_day_later()
    {
        var payee = await ReadyAsync();
        script.Next(SandboxPaymentCall.PayOut, SandboxPaymentFault.TimeOutAfter);
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => PayAsync(payee));

        var (first, again) = (await PayAsync(payee), await PayAsync(payee));
        clock.Move(settings.PayoutArrival);
        var later = await payouts.LookUpPayoutAsync(payee, first.Reference, default);

        Assert.Equal(first, again);
        Assert.Equal((ProviderPayoutState.OnItsWay, ProviderPayoutState.Paid), (first.State, later!.State));
        Assert.Null(await payouts.LookUpPayoutAsync("somebody else", first.Reference, default));
        Assert.Null(await payouts.LookUpPayoutAsync(payee, "nobodys", default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => payouts.PayOutAsync(new PayoutToMake("payout-1", payee, new Money(1, Currency.Eur), clock.NowUtc), default));
    }

    [Fact]
    public async Task A_call_that_never_arrived_had_no_effect()
    {
        var payee = await ReadyAsync();
        script.Next(SandboxPaymentCall.PayOut, SandboxPaymentFault.TimeOutBefore);
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => PayAsync(payee));

        Assert.Null(await payouts.LookUpPayoutAsync(payee, SandboxPayout.ReferenceOf("payout-1"), default));
    }

    [Theory]
    [InlineData("000111111116", null, "no_account", 1)]
    [InlineData("000111111113", null, "account_closed", 1)]
    [InlineData("000123456789", SandboxPaymentFault.FailPayoutLater, "could_not_process", 1)]
    [InlineData("000123456789", SandboxPaymentFault.FailPayoutAfterPaid, "account_closed", 4)]
    public async Task A_payout_that_fails_later_is_first_on_its_way(string number, SandboxPaymentFault? fault, string code, int days)
    {
        var payee = await ReadyAsync(number);
        if (fault is { } met) script.Next(SandboxPaymentCall.PayOut, met);
        var made = await PayAsync(payee);
        clock.Move(TimeSpan.FromDays(days) - TimeSpan.FromMinutes(1));
        var before = (await payouts.LookUpPayoutAsync(payee, made.Reference, default))!;
        clock.Move(TimeSpan.FromMinutes(1));
        var after = (await payouts.LookUpPayoutAsync(payee, made.Reference, default))!;

        Assert.Equal((days == 1 ? ProviderPayoutState.OnItsWay : ProviderPayoutState.Paid, null), (before.State, before.Failure));
        Assert.Equal((ProviderPayoutState.Failed, code), (after.State, after.Failure));
    }

    [Fact]
    public async Task Who_may_not_be_paid_and_what_is_not_wholly_payable_is_refused()
    {
        var (incomplete, payee) = (await payees.CreatePayeeAsync(Wanted("payee-2"), default), await ReadyAsync());
        script.Next(SandboxPaymentCall.PayOut, SandboxPaymentFault.RefusePayout);

        var refused = await PayAsync(payee);
        var early = await PayAsync(incomplete);
        await bank.BlockAsync(payee, "rejected.fraud", default);
        var blocked = await PayAsync(payee);
        var forint = await payouts.PayOutAsync(new PayoutToMake("payout-2", payee, new Money(123_45, new Currency("HUF")), clock.NowUtc), default);

        Assert.Equal(["payouts_limit_exceeded", "payouts_not_allowed", "payouts_not_allowed", "amount_not_whole"], new[] { refused, early, blocked, forint }.Select(p => p.Failure));
        Assert.All([refused, early, blocked, forint], p => Assert.Equal(ProviderPayoutState.Failed, p.State));
        Assert.Equal(new Money(123_00, new Currency("HUF")), payouts.PayablePart(new Money(123_45, new Currency("HUF"))));
        Assert.Equal(new Money(123_45, Currency.Eur), payouts.PayablePart(new Money(123_45, Currency.Eur)));
    }

    [Fact]
    public async Task What_an_account_may_do_and_its_bank_are_told_when_they_change()
    {
        var payee = await ReadyAsync();
        await bank.BlockAsync(payee, "requirements.past_due", default);
        var lists = new SandboxLists(new SandboxGateway(records, settings, webhooks, clock), bank, records, settings, clock);

        var told = (await lists.ListNewsAsync(payee, clock.NowUtc.AddMinutes(-1), [], null, default)).Events;

        Assert.Empty((await lists.ListNewsAsync(null, clock.NowUtc.AddMinutes(-1), [], null, default)).Events);
        Assert.Empty((await lists.ListNewsAsync("sbxa_somebody", clock.NowUtc.AddMinutes(-1), [], null, default)).Events);

        Assert.Equal([("payee.changed", payee, payee, NewsAbout.Payee), ("payee.changed", payee, payee, NewsAbout.Payee)], told.Select(e => (e.Kind, e.Subject, e.Account, e.About)));
    }

    [Fact]
    public async Task F04_A_key_that_failed_goes_on_failing_and_the_next_one_does_not()
    {
        var payee = await ReadyAsync();
        script.Next(SandboxPaymentCall.PayOut, SandboxPaymentFault.FailKey);
        for (var i = 0; i < 2; i++) Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => PayAsync(payee))).MadeNothing);

        var made = await payouts.PayOutAsync(new PayoutToMake("payout-1", payee, new Money(100_00, Currency.Eur), clock.NowUtc, Generation: 1), default);

        Assert.Equal((ProviderPayoutState.OnItsWay, SandboxPayout.ReferenceOf("payout-1")), (made.State, made.Reference));
    }

    private static PayeeToCreate Wanted(string key) => new(key, "merchant-1", new Country("CN"), "shop@example.test");

    private async Task<string> ReadyAsync(string number = "000123456789")
    {
        var payee = await payees.CreatePayeeAsync(Wanted("payee-1"), default);
        Assert.True(await bank.SetBankAsync(payee, "Longjing House", number, default));
        return payee;
    }

    private Task<ProviderPayout> PayAsync(string payee) => payouts.PayOutAsync(new PayoutToMake("payout-1", payee, new Money(100_00, Currency.Eur), clock.NowUtc), default);
}
