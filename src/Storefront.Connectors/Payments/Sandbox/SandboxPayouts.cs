using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>Pays merchants of development and demo: no money moves.</summary>
public sealed class SandboxPayouts(SandboxBank bank, SandboxPaymentScript script, TimeProvider clock) : IPayOut
{
    /// <summary>Currencies with two digits that banks are sent only whole, as with Stripe (docs.stripe.com/currencies).</summary>
    private static readonly HashSet<string> OnlyWhole = ["HUF", "TWD", "UGX", "ISK"];

    public string Key => SandboxPaymentProvider.ProviderKey;

    public Money PayablePart(Money amount) =>
        OnlyWhole.Contains(amount.Currency.Code) ? new Money(amount.Minor - (amount.Minor % amount.Currency.MinorPerMajor), amount.Currency) : amount;

    public Task<ProviderPayout> PayOutAsync(PayoutToMake payout, CancellationToken cancel) => script.MeetAsync(SandboxPaymentCall.PayOut, ProviderKeys.At(payout.Key, payout.Generation), async fault =>
        PayablePart(payout.Amount) != payout.Amount ? Refused(payout, "amount_not_whole")
        : fault == SandboxPaymentFault.RefusePayout ? Refused(payout, "payouts_limit_exceeded")
        : fault == SandboxPaymentFault.BalanceShort ? Refused(payout, ProviderCodes.BalanceInsufficient)
        : await bank.PayOutAsync(payout, fault, cancel));

    public async Task<ProviderPayout?> LookUpPayoutAsync(string? payee, string reference, CancellationToken cancel) =>
        await bank.FindPayoutAsync(reference, cancel) is { } payout && (payee is null || payout.Payee == payee) ? payout.At(clock.GetUtcNow().UtcDateTime) : null;

    public Task<ProviderPayout?> FindPayoutAsync(string? payee, string key, DateTime writtenAtUtc, CancellationToken cancel) => LookUpPayoutAsync(payee, SandboxPayout.ReferenceOf(key), cancel);

    public async Task<ProviderBalance> ReadBalanceAsync(string? payee, CancellationToken cancel) =>
        new(payee is null ? [] : await bank.BalancesAsync(payee, cancel), []);

    private static ProviderPayout Refused(PayoutToMake payout, string code) => new("", ProviderPayoutState.Failed, payout.Amount, code, null);
}
