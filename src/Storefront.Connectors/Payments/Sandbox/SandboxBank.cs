using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The side of the sandbox that pays: payees with a bank account, and payouts to it. Its purse never runs dry.</summary>
public sealed class SandboxBank(IConnectorRecords records, SandboxPaymentSettings settings, TimeProvider clock)
{
    internal const string Payees = "sandbox-payees";
    internal const string Payouts = "sandbox-payouts";

    private static readonly TimeSpan VisitLasts = TimeSpan.FromMinutes(15);

    /// <summary>Account numbers and codes of Stripe's published test set, as with payments. No other number is taken.</summary>
    private static readonly Dictionary<string, string?> Fates = new(StringComparer.Ordinal)
    {
        ["000123456789"] = null,
        ["000987654321"] = null,
        ["000111111116"] = "no_account",
        ["000111111113"] = "account_closed",
    };

    /// <summary>Types holder and number as a merchant would on the page, for a past that is played and for tests. False when the number is none of the test set.</summary>
    public async Task<bool> SetBankAsync(string payee, string? holder, string? number, CancellationToken cancel)
    {
        var digits = string.Concat((number ?? "").Where(char.IsAsciiDigit));
        if (!Fates.ContainsKey(digits) || string.IsNullOrWhiteSpace(holder)) return false;
        return await ChangeAsync(payee, known => known with { Holder = holder.Trim(), Account = digits, Changes = known.Changes + 1, Visit = null }, cancel) is not null;
    }

    internal async Task<SandboxPayee> OpenAsync(PayeeToCreate wanted, CancellationToken cancel)
    {
        var payee = new SandboxPayee { Key = wanted.Key, Name = wanted.Reference };
        return await records.AddAsync(Payees, payee.Reference, payee.ToJson(), cancel) ? payee : (await FindPayeeAsync(payee.Reference, cancel))!;
    }

    internal async Task<SandboxPayee?> FindPayeeAsync(string reference, CancellationToken cancel) =>
        await records.FindAsync(Payees, reference, cancel) is { } record ? SandboxPayee.From(record.Json) : null;

    /// <summary>Opens the page for one visit; null when there is no such payee.</summary>
    internal Task<SandboxPayee?> VisitAsync(string payee, string visit, string returnUrl, CancellationToken cancel) =>
        ChangeAsync(payee, known => known with { Visit = visit, VisitEndsAtUtc = clock.GetUtcNow().UtcDateTime + VisitLasts, ReturnUrl = returnUrl }, cancel);

    /// <summary>The gateway stops paying somebody, or pays again.</summary>
    internal Task<SandboxPayee?> BlockAsync(string payee, string? because, CancellationToken cancel) => ChangeAsync(payee, known => known with { BlockedBecause = because }, cancel);

    internal async Task<ProviderPayout> PayOutAsync(PayoutToMake wanted, SandboxPaymentFault? fault, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await FindPayoutAsync(SandboxPayout.ReferenceOf(wanted.Key), cancel) is { } made) return Same(made, wanted).At(now);
        var payee = wanted.Payee is { } name ? await FindPayeeAsync(name, cancel) : null;
        if (payee?.Account is not { } account || payee.BlockedBecause is not null) return new ProviderPayout("", ProviderPayoutState.Failed, wanted.Amount, "payouts_not_allowed", null);

        var arrives = now + settings.PayoutArrival;
        var payout = new SandboxPayout
        {
            Key = wanted.Key, Payee = payee.Reference, Amount = wanted.Amount, ArrivesAtUtc = arrives, CreatedAtUtc = now,
            Failure = fault == SandboxPaymentFault.FailPayoutLater ? "could_not_process" : Fates.GetValueOrDefault(account),
            ComesBackAtUtc = fault == SandboxPaymentFault.FailPayoutAfterPaid ? arrives + settings.PayoutReturn : null,
        };
        if (await records.AddAsync(Payouts, payout.Reference, payout.ToJson(), cancel)) return payout.At(now);
        return Same((await FindPayoutAsync(payout.Reference, cancel))!, wanted).At(now);
    }

    internal async Task<SandboxPayout?> FindPayoutAsync(string reference, CancellationToken cancel) =>
        await records.FindAsync(Payouts, reference, cancel) is { } record ? SandboxPayout.From(record.Json) : null;

    private static SandboxPayout Same(SandboxPayout made, PayoutToMake wanted) =>
        made.Amount == wanted.Amount && made.Payee == wanted.Payee ? made : throw new InvalidOperationException($"The key {wanted.Key} was used for another payout.");

    private async Task<SandboxPayee?> ChangeAsync(string reference, Func<SandboxPayee, SandboxPayee> change, CancellationToken cancel)
    {
        while (true)
        {
            if (await records.FindAsync(Payees, reference, cancel) is not { } record) return null;
            var after = change(SandboxPayee.From(record.Json));
            if (await records.ReplaceAsync(record, after.ToJson(), cancel)) return after;
        }
    }
}
