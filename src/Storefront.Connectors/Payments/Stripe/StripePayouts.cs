using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Sends balances to banks: a merchant's to the merchant's, ours to ours (docs.stripe.com/connect/manual-payouts, checked 2026-11-29).</summary>
internal sealed class StripePayouts(StripeCalls calls) : IPayOut
{
    public string Key => StripeCalls.ProviderKey;

    public Money PayablePart(Money amount) => StripeMoney.PayablePart(amount);

    public async Task<ProviderPayout> PayOutAsync(PayoutToMake payout, CancellationToken cancel)
    {
        try
        {
            if (PayablePart(payout.Amount) != payout.Amount) throw new ProviderRefusedException("amount_not_whole", $"Banks are sent {PayablePart(payout.Amount)} of {payout.Amount}.");
            var options = new PayoutCreateOptions { Amount = payout.Amount.Wire(), Currency = payout.Amount.Currency.Wire(), Metadata = new Dictionary<string, string> { [StripeCalls.KeyTag] = payout.Key } };
            return Told(await calls.OnceAsync(
                $"payout {payout.Key}", payout.WrittenAtUtc, payout.Generation, () => FindAsync(payout.Payee, payout.Key, payout.WrittenAtUtc, cancel),
                () => calls.Api.Payouts.CreateAsync(options, StripeCalls.With(payout.Key, payout.Generation, payout.Payee), cancel)));
        }
        catch (ProviderRefusedException e)
        {
            return new ProviderPayout("", ProviderPayoutState.Failed, payout.Amount, e.Code, null);
        }
    }

    public async Task<ProviderPayout?> LookUpPayoutAsync(string? payee, string reference, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Payouts.GetAsync(reference, null, StripeCalls.With(null, payee), cancel)) is { } payout ? Told(payout) : null;

    public async Task<ProviderPayout?> FindPayoutAsync(string? payee, string key, DateTime writtenAtUtc, CancellationToken cancel) => await FindAsync(payee, key, writtenAtUtc, cancel) is { } payout ? Told(payout) : null;

    public async Task<ProviderBalance> ReadBalanceAsync(string? payee, CancellationToken cancel)
    {
        var balance = await calls.AskAsync("reading a balance", () => calls.Api.Balance.GetAsync(StripeCalls.With(null, payee), cancel));
        return new ProviderBalance(Amounts(balance.Available), Amounts(balance.Pending));
    }

    /// <summary>From the day before, since Stripe's clock is not ours.</summary>
    private Task<Payout?> FindAsync(string? payee, string key, DateTime writtenAtUtc, CancellationToken cancel) => calls.FirstAsync(
        "payouts", after => calls.Api.Payouts.ListAsync(StripeCalls.Page(new PayoutListOptions { Created = StripeCalls.Since(writtenAtUtc.AddDays(-1)) }, after), StripeCalls.With(null, payee), cancel),
        made => StripeCalls.IsMadeUnder(made, key));

    private static ProviderPayout Told(Payout payout) => new(
        payout.Id,
        payout.Status switch
        {
            "paid" => ProviderPayoutState.Paid,
            "in_transit" => ProviderPayoutState.OnItsWay,
            "failed" => ProviderPayoutState.Failed,
            "canceled" => ProviderPayoutState.Cancelled,
            _ => ProviderPayoutState.Pending,
        },
        StripeMoney.From(payout.Amount, payout.Currency), payout.FailureCode, payout.ArrivalDate == default ? null : DateOnly.FromDateTime(payout.ArrivalDate));

    /// <summary>Currencies that this market does not know cannot be its money and are left out.</summary>
    private static List<Money> Amounts(List<BalanceAmount>? told) => [.. (told ?? []).Select(a => StripeMoney.TryFrom(a.Amount, a.Currency)).OfType<Money>()];
}
