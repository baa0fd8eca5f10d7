using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments;

/// <summary>The sandbox's buyers' bank, and what it lists of itself.</summary>
public sealed class SandboxChargebackTests : IDisposable
{
    private static readonly Money Price = new(25_00, Currency.Eur);

    private readonly ManualClock clock = new();
    private readonly SandboxPaymentSettings settings = new() { SendWebhooks = false };
    private readonly SandboxWebhooks webhooks;
    private readonly SandboxGateway gateway;
    private readonly SandboxChargebacks chargebacks;
    private readonly SandboxLists lists;

    public SandboxChargebackTests()
    {
        var clients = new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        var records = new RecordsInMemory();
        webhooks = new SandboxWebhooks(clients, Options.Create(new SiteOptions()), settings, clock, NullLogger<SandboxWebhooks>.Instance);
        gateway = new SandboxGateway(records, settings, webhooks, clock);
        chargebacks = new SandboxChargebacks(gateway, records, settings, new SandboxPaymentScript(), clock);
        lists = new SandboxLists(gateway, new SandboxBank(records, settings, webhooks, clock), records, settings, clock);
    }

    public void Dispose() => webhooks.Dispose();

    [Theory]
    [InlineData("winning_evidence", ChargebackState.Won)]
    [InlineData("losing_evidence", ChargebackState.Lost)]
    [InlineData("It was delivered.", ChargebackState.UnderReview)]
    public async Task An_answer_is_given_once_and_two_statements_decide_at_once(string statement, ChargebackState state)
    {
        var reference = await DisputedAsync("4000000000000259");

        var told = await chargebacks.SubmitAsync(new EvidenceToGive("k1", reference, new ChargebackEvidence { Statement = statement }), default);

        Assert.Equal((state, true, Price, new Money(15_00, Currency.Eur)), (told.State, told.Submitted, told.Amount, told.Fee));
        var again = await Assert.ThrowsAsync<ProviderRefusedException>(() => chargebacks.SubmitAsync(new EvidenceToGive("k2", reference, new ChargebackEvidence { Statement = "winning_evidence" }), default));
        Assert.Equal("dispute_not_open", again.Code);
    }

    [Theory]
    [InlineData("4000000000000259", ChargebackState.NeedsAnswer, ChargebackState.Lost)]
    [InlineData("4000000000001976", ChargebackState.Inquiry, ChargebackState.Closed)]
    public async Task Silence_loses_a_chargeback_and_lets_an_inquiry_go(string card, ChargebackState before, ChargebackState after)
    {
        var reference = await DisputedAsync(card);
        Assert.Equal(before, (await chargebacks.ReadChargebackAsync(reference, default))!.State);

        clock.Move(settings.ChargebackAnswer);

        Assert.Equal(after, (await chargebacks.ReadChargebackAsync(reference, default))!.State);
    }

    [Fact]
    public async Task What_the_bank_holds_is_not_refunded_and_what_it_only_asks_about_is()
    {
        var (held, asked) = (await DisputedAsync("4000000000000259"), await DisputedAsync("4000000000001976"));

        Task<ProviderRefund> RefundAsync(string reference, string key) => gateway.RefundAsync(new RefundToMake(key, SandboxChargeback.PaymentOf(reference)!, new Money(1_00, Currency.Eur)), default);
        var refused = await RefundAsync(held, "r1");

        Assert.Equal((false, "charge_disputed"), (refused.Succeeded, refused.Failure));
        Assert.True((await RefundAsync(asked, "r2")).Succeeded);
        await chargebacks.ConcedeAsync("c1", held, default);
        Assert.Equal("amount_exceeds_charge", (await RefundAsync(held, "r3")).Failure);
    }

    [Fact]
    public async Task Whatever_happened_is_listed_as_events_and_objects_with_our_keys_where_we_made_them()
    {
        var since = clock.NowUtc;
        var disputed = await DisputedAsync("4000000000002685");
        var (made, byHand) = (await PaidAsync("4242424242424242"), await PaidAsync("4000000000005423"));
        await gateway.RefundAsync(new RefundToMake("refund-1", made, new Money(1_00, Currency.Eur)), default);
        var reference = await gateway.RefundByHandAsync(byHand, new Money(2_00, Currency.Eur), default);

        var events = new List<ProviderEvent>();
        string? after = null;
        do
        {
            var page = await lists.ListNewsAsync(null, since, [], after, default);
            events.AddRange(page.Events);
            after = page.Next;
        }
        while (after is not null);
        var refunds = (await lists.ListAsync(ProviderObjectKind.Refund, since, null, null, default)).Objects;

        Assert.Equal(
            ["chargeback.needs_response", "fraud-warning.made", "payment.captured", "payment.captured", "payment.captured", "refund.made", "refund.made"],
            events.Select(e => e.Kind).Order(StringComparer.Ordinal));
        Assert.Equal([("refund-1", ProviderObjectState.Done), (null, ProviderObjectState.Done)], refunds.OrderBy(r => r.Amount!.Value.Minor).Select(r => (r.MadeUnder, r.State)));
        Assert.Equal(refunds.Single(r => r.MadeUnder is null), await lists.ReadRefundAsync(reference!, default));
        Assert.Equal((disputed, "needs_response"), ((await lists.ListAsync(ProviderObjectKind.Chargeback, since, null, null, default)).Objects.Single() is var d ? (d.Reference, d.Told) : default));
        Assert.Equal(3, (await lists.ListAsync(ProviderObjectKind.Payment, since, null, null, default)).Objects.Count(o => o.State == ProviderObjectState.Done));
        Assert.Equal("made_with_stolen_card", (await chargebacks.ReadWarningAsync($"sbxw_{byHand}", default))!.Kind);
        Assert.Empty((await lists.ListAsync(ProviderObjectKind.Refund, clock.NowUtc.AddSeconds(1), null, null, default)).Objects);
    }

    private async Task<string> PaidAsync(string card)
    {
        var key = $"pay-{Guid.CreateVersion7():N}";
        await gateway.OpenAsync(new PaymentToOpen(key, Id.New<PaymentId>(), "SF-1", Price, "x@example.test", "en", "/", clock.NowUtc.AddHours(1)), default);
        await gateway.PayByCardAsync($"sbx_{key}", card, default);
        return $"sbx_{key}";
    }

    private async Task<string> DisputedAsync(string card) => $"{SandboxChargeback.Prefix}{await PaidAsync(card)}_1";
}
