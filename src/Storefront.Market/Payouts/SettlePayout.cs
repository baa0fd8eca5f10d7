using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Brings a payout to the state that the provider now tells. One that was paid may still come back.</summary>
public sealed class SettlePayout(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, TimeProvider clock, ILogger<SettlePayout> log)
{
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
        if (told.State is ProviderPayoutState.Failed or ProviderPayoutState.Cancelled && !await TakeBackAsync(db, id, told, cancel)) return;
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

    /// <summary>What was first moved to the payee's account comes back to ours before it is owed again; else it would be paid twice. False when it does not come back.</summary>
    private async Task<bool> TakeBackAsync(MarketDb db, PayoutId id, ProviderPayout told, CancellationToken cancel)
    {
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (payout.Transfer is not { } transfer || payout.Status == PayoutStatus.Failed) return true;
        var transfers = providers.Transfer(payout.Provider) ?? throw new InvalidOperationException($"'{payout.Provider}' moves no funds any more.");
        // While a part of it is being taken back for a refund, nobody knows how much is left to take.
        if (await db.Reversals.AnyAsync(r => r.Payout == id && r.Status == ReversalStatus.Pending, cancel)) return false;
        if (payout.Amount == payout.Reversed) return true;
        var back = await transfers.ReverseAsync(new ReversalToMake($"{payout.Key}-back", transfer, payout.Amount - payout.Reversed, payout.CreatedAtUtc), cancel);
        if (!back.Succeeded) PayoutLog.NotReversed(log, id.Value, told.Failure ?? "unknown");
        return back.Succeeded;
    }
}
