using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The side of the sandbox that pays: payees with a bank account, and payouts to it. Its purse never runs dry.</summary>
public sealed class SandboxBank(IConnectorRecords records, SandboxPaymentSettings settings, SandboxWebhooks webhooks, TimeProvider clock)
{
    internal const string Payees = "sandbox-payees";
    internal const string Payouts = "sandbox-payouts";
    internal const string Transfers = "sandbox-transfers";

    private readonly SandboxTeller teller = new(records, settings, webhooks, clock);

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
        return await ChangeAndTellAsync(payee, known => known with { Holder = holder.Trim(), Account = digits, Changes = known.Changes + 1, Visit = null }, cancel) is not null;
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
    internal Task<SandboxPayee?> BlockAsync(string payee, string? because, CancellationToken cancel) => ChangeAndTellAsync(payee, known => known with { BlockedBecause = because }, cancel);

    internal async Task<ProviderPayout> PayOutAsync(PayoutToMake wanted, SandboxPaymentFault? fault, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await FindPayoutAsync(SandboxPayout.ReferenceOf(wanted.Key), cancel) is { } made)
        {
            // Whoever wrote it down may have stopped before the money had moved.
            await MoveAsync(made.Payee, new SandboxMove(made.Reference, -made.Amount), cancel);
            return Same(made, wanted).At(now);
        }

        var payee = wanted.Payee is { } name ? await FindPayeeAsync(name, cancel) : null;
        if (payee?.Account is not { } account || payee.BlockedBecause is not null) return new ProviderPayout("", ProviderPayoutState.Failed, wanted.Amount, "payouts_not_allowed", null);

        var arrives = now + settings.PayoutArrival;
        var payout = new SandboxPayout
        {
            Key = wanted.Key, Payee = payee.Reference, Amount = wanted.Amount, ArrivesAtUtc = arrives, CreatedAtUtc = now,
            Failure = fault == SandboxPaymentFault.FailPayoutLater ? "could_not_process" : Fates.GetValueOrDefault(account),
            ComesBackAtUtc = fault == SandboxPaymentFault.FailPayoutAfterPaid ? arrives + settings.PayoutReturn : null,
        };
        if (await records.AddAsync(Payouts, payout.Reference, payout.ToJson(), cancel))
        {
            await MoveAsync(payee.Reference, new SandboxMove(payout.Reference, -payout.Amount), cancel);
            return payout.At(now);
        }

        return Same((await FindPayoutAsync(payout.Reference, cancel))!, wanted).At(now);
    }

    internal async Task<SandboxPayout?> FindPayoutAsync(string reference, CancellationToken cancel) =>
        await records.FindAsync(Payouts, reference, cancel) is { } record ? SandboxPayout.From(record.Json) : null;

    /// <summary>Money that is a payee's and was not moved there by the market, for tests: a payout does not send it on.</summary>
    public Task LeaveAsync(string payee, string reference, Money amount, CancellationToken cancel) => MoveAsync(payee, new SandboxMove(reference, amount), cancel);

    internal async Task<ProviderTransfer> TransferAsync(TransferToMake wanted, CancellationToken cancel)
    {
        if (await FindPayeeAsync(wanted.Payee, cancel) is not { } payee) return new ProviderTransfer("", wanted.Payee, wanted.Amount, Money.Zero(wanted.Amount.Currency), wanted.Group, "no_such_destination");
        var transfer = new SandboxTransfer { Key = wanted.Key, Payee = payee.Reference, Amount = wanted.Amount, Group = wanted.Group, CreatedAtUtc = clock.GetUtcNow().UtcDateTime };
        if (!await records.AddAsync(Transfers, transfer.Reference, transfer.ToJson(), cancel))
        {
            var made = (await FindTransferAsync(transfer.Reference, cancel))!;
            if (made.Amount != wanted.Amount || made.Payee != wanted.Payee) throw new InvalidOperationException($"The key {wanted.Key} was used for another transfer.");
        }

        return transfer.ToProvider((await MoveAsync(payee.Reference, new SandboxMove(transfer.Reference, transfer.Amount), cancel))!);
    }

    internal async Task<ProviderTransfer?> LookUpTransferAsync(string reference, CancellationToken cancel) =>
        await FindTransferAsync(reference, cancel) is { } transfer && await FindPayeeAsync(transfer.Payee, cancel) is { } payee ? transfer.ToProvider(payee) : null;

    internal async Task<ProviderReversal?> FindReversalAsync(string transfer, string key, CancellationToken cancel) =>
        await FindTransferAsync(transfer, cancel) is { } of && (await FindPayeeAsync(of.Payee, cancel))!.Moves.FirstOrDefault(m => m.Reference == ReversalOf(key)) is { } made
            ? new ProviderReversal(made.Reference, transfer, -made.Amount) : null;

    /// <summary>Refused beyond the transfer and beyond what lies in the account.</summary>
    internal async Task<ProviderReversal> ReverseAsync(ReversalToMake wanted, CancellationToken cancel)
    {
        ProviderReversal Refused(string code) => new("", wanted.TransferReference, wanted.Amount, code);
        if (await FindTransferAsync(wanted.TransferReference, cancel) is not { } transfer) return Refused("no_such_transfer");
        while (true)
        {
            var record = (await records.FindAsync(Payees, transfer.Payee, cancel))!;
            var payee = SandboxPayee.From(record.Json);
            if (payee.Moves.FirstOrDefault(m => m.Reference == ReversalOf(wanted.Key)) is { } made)
                return -made.Amount == wanted.Amount ? new ProviderReversal(made.Reference, wanted.TransferReference, wanted.Amount) : throw new InvalidOperationException($"The key {wanted.Key} was used for another reversal.");
            if (wanted.Amount > transfer.Amount - transfer.ToProvider(payee).Reversed) return Refused("amount_too_large");
            if (wanted.Amount > await BalanceAsync(payee, wanted.Amount.Currency, cancel)) return Refused("balance_insufficient");
            var after = payee with { Moves = [.. payee.Moves, new SandboxMove(ReversalOf(wanted.Key), -wanted.Amount, wanted.TransferReference, clock.GetUtcNow().UtcDateTime)] };
            if (await records.ReplaceAsync(record, after.ToJson(), cancel)) return new ProviderReversal(ReversalOf(wanted.Key), wanted.TransferReference, wanted.Amount);
        }
    }

    /// <summary>What lies in a payee's account now, per currency. A payout that failed, or came back, lies there again.</summary>
    internal async Task<IReadOnlyList<Money>> BalancesAsync(string payee, CancellationToken cancel)
    {
        if (await FindPayeeAsync(payee, cancel) is not { } known) return [];
        var balances = new List<Money>();
        foreach (var currency in known.Moves.Select(m => m.Amount.Currency).Distinct()) balances.Add(await BalanceAsync(known, currency, cancel));
        return balances;
    }

    private async Task<Money> BalanceAsync(SandboxPayee payee, Currency currency, CancellationToken cancel)
    {
        var (now, balance) = (clock.GetUtcNow().UtcDateTime, Money.Zero(currency));
        foreach (var move in payee.Moves.Where(m => m.Amount.Currency == currency))
        {
            if (move.Amount.IsNegative && await FindPayoutAsync(move.Reference, cancel) is { } payout && payout.At(now).State == ProviderPayoutState.Failed) continue;
            balance += move.Amount;
        }

        return balance;
    }

    /// <summary>What was taken out of a transfer again, in the order of time; the key under which each was made.</summary>
    internal async Task<IReadOnlyList<(SandboxMove Move, string Key)>> ReversalsOfAsync(string transfer, CancellationToken cancel) =>
        await FindTransferAsync(transfer, cancel) is { } of ? [.. (await FindPayeeAsync(of.Payee, cancel))!.Moves.Where(m => m.Of == transfer).Select(m => (m, m.Reference[ReversalOf("").Length..]))] : [];

    private async Task<SandboxTransfer?> FindTransferAsync(string reference, CancellationToken cancel) =>
        await records.FindAsync(Transfers, reference, cancel) is { } record ? SandboxTransfer.From(record.Json) : null;

    private Task<SandboxPayee?> MoveAsync(string payee, SandboxMove move, CancellationToken cancel) =>
        ChangeAsync(payee, known => known.Moves.Any(m => m.Reference == move.Reference) ? known : known with { Moves = [.. known.Moves, move] }, cancel);

    private static string ReversalOf(string key) => $"sbxv_{key}";

    private static SandboxPayout Same(SandboxPayout made, PayoutToMake wanted) =>
        made.Amount == wanted.Amount && made.Payee == wanted.Payee ? made : throw new InvalidOperationException($"The key {wanted.Key} was used for another payout.");

    /// <summary>Changes what the account may do, or its bank account, and tells of it.</summary>
    private async Task<SandboxPayee?> ChangeAndTellAsync(string reference, Func<SandboxPayee, SandboxPayee> change, CancellationToken cancel)
    {
        var changed = await ChangeAsync(reference, change, cancel);
        if (changed is not null) await teller.TellAsync($"evt_{Guid.CreateVersion7():N}", "payee.changed", reference, reference, cancel);
        return changed;
    }

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
