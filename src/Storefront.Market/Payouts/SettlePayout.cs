using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Brings a payout to the state that the provider now tells. One that was paid may still come back.</summary>
public sealed class SettlePayout(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, TimeProvider clock, ILogger<SettlePayout> log)
{
    /// <summary>Of the reversal of its whole transfer, when the payout does not go through.</summary>
    /// <param name="payout">Its key.</param>
    internal static string BackKeyOf(string payout) => $"{payout}-back";

    /// <exception cref="ProviderOutcomeUnknownException">No answer: it is looked at again.</exception>
    public async Task RunAsync(PayoutId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (payout.Status is not (PayoutStatus.Sent or PayoutStatus.Paid)) return;
        var told = await providers.PayOut(payout.Provider).LookUpPayoutAsync(payout.Payee, payout.Reference!, cancel);
        if (told is null) PayoutLog.Unknown(log, id.Value);
        await ApplyAsync(id, told ?? new ProviderPayout(payout.Reference!, ProviderPayoutState.OnItsWay, payout.Amount, null, payout.ArrivesOn), cancel);
    }

    internal async Task ApplyAsync(PayoutId id, ProviderPayout told, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (told.IsShort)
        {
            await WaitAsync(db, id, cancel);
            return;
        }

        // Written down before the taking back, whose key may fail and be replaced: the bank is never asked again after its refusal.
        if (told.State is ProviderPayoutState.Failed or ProviderPayoutState.Cancelled) await RefusedAsync(db, id, told.Failure ?? "unknown", cancel);
        if (told.State is ProviderPayoutState.Failed or ProviderPayoutState.Cancelled && !await TakeBackAsync(db, id, told.Failure ?? "unknown", cancel)) return;
        var applied = await db.AtomicallyAsync<Done>(async () =>
        {
            var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
            if (told.Amount != payout.Amount) throw new InvalidOperationException($"Payout {id} is {payout.Amount} here and {told.Amount} at {payout.Provider}.");
            await ApplyAsync(db, payout, told, clock.GetUtcNow().UtcDateTime, cancel);
            return default(Done);
        }, cancel);
        if (!applied.Succeeded) throw new DbUpdateConcurrencyException($"Payout {id} could not be settled: {applied.Refusal.Code}.");
    }

    private async Task ApplyAsync(MarketDb db, Payout payout, ProviderPayout told, DateTime now, CancellationToken cancel)
    {
        if (payout.Status == PayoutStatus.Failed) return;
        switch (told.State)
        {
            case ProviderPayoutState.Failed or ProviderPayoutState.Cancelled:
                await db.FailPayoutAsync(payout, told.Failure ?? "unknown", now, cancel);
                PayoutLog.Failed(log, payout.Id.Value, payout.FailureCode!);
                break;
            case ProviderPayoutState.Pending or ProviderPayoutState.OnItsWay when payout.Status == PayoutStatus.Pending:
                payout.Sent(told.Reference, told.ArrivesOn, now);
                break;
            case ProviderPayoutState.Paid when payout.Status is PayoutStatus.Pending or PayoutStatus.Sent:
                if (payout.Status == PayoutStatus.Pending) payout.Sent(told.Reference, told.ArrivesOn, now);
                payout.Paid(now);
                db.JournalEntries.Add(PayoutJournal.Paid(payout, now));
                break;
            default:
                payout.Looked(now);
                break;
        }
    }

    private async Task RefusedAsync(MarketDb db, PayoutId id, string code, CancellationToken cancel)
    {
        var written = await db.AtomicallyAsync<Done>(async () =>
        {
            (await db.Payouts.SingleAsync(p => p.Id == id, cancel)).BankRefused(code, clock.GetUtcNow().UtcDateTime);
            return default(Done);
        }, cancel);
        if (!written.Succeeded) throw new DbUpdateConcurrencyException($"The refusal of payout {id} could not be written down: {written.Refusal.Code}.");
    }

    /// <summary>What was first moved to the payee's account comes back to ours before it is owed again; else it would be paid twice. False when it does not come back.</summary>
    internal async Task<bool> TakeBackAsync(MarketDb db, PayoutId id, string because, CancellationToken cancel)
    {
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (payout.Transfer is not { } transfer || payout.Status == PayoutStatus.Failed) return true;
        var transfers = providers.Transfer(payout.Provider) ?? throw new InvalidOperationException($"'{payout.Provider}' moves no funds any more.");
        // While a part of it is being taken back for a refund, nobody knows how much is left to take.
        if (await db.Reversals.AnyAsync(r => r.Payout == id && r.Status == ReversalStatus.Pending, cancel)) return false;
        if (payout.Amount == payout.Reversed) return true;
        var back = await KeyedAsync(
            db, payout, generation => transfers.ReverseAsync(new ReversalToMake(BackKeyOf(payout.Key), transfer, payout.Amount - payout.Reversed, payout.CreatedAtUtc, generation), cancel), cancel);
        if (!back.Succeeded) PayoutLog.NotReversed(log, id.Value, because);
        return back.Succeeded;
    }

    /// <summary>Makes one of the payout's calls, under the key that was read with it.</summary>
    internal Task<T> KeyedAsync<T>(MarketDb db, Payout payout, Func<int, Task<T>> call, CancellationToken cancel) => ProviderKeys.AskAsync(
        payout.KeyState, payout.Key, call,
        async change =>
        {
            var written = await db.AtomicallyAsync<KeyState>(async () =>
            {
                var row = await db.Payouts.SingleAsync(p => p.Id == payout.Id, cancel);
                row.KeyIs(change(row.KeyState));
                return row.KeyState;
            }, cancel);
            return written.Succeeded ? written.Value : payout.KeyState;
        },
        clock, log);

    /// <summary>The provider has too little money to make it: it waits and goes out by itself, and a person is called to fill up the balance.</summary>
    private async Task WaitAsync(MarketDb db, PayoutId id, CancellationToken cancel)
    {
        var applied = await db.AtomicallyAsync<bool>(async () =>
        {
            var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
            if (payout.Status != PayoutStatus.Pending) return false;
            // One that only stood behind another was not refused itself until now, whichever key it came under: then a person hears of it too.
            var isFirst = payout.RefusedShortSinceUtc is null;
            payout.Refused(clock.GetUtcNow().UtcDateTime);
            return isFirst;
        }, cancel);
        if (!applied.Succeeded) throw new DbUpdateConcurrencyException($"Payout {id} could not be kept waiting: {applied.Refusal.Code}.");
        if (applied.Value) PayoutLog.Short(log, id.Value);
    }
}
