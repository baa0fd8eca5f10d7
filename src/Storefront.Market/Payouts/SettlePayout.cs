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
        var payout = await OpenAsync(db, id, cancel);
        if (payout.Status is not (PayoutStatus.Sent or PayoutStatus.Paid)) return;
        var told = await providers.PayOut(payout.Provider).LookUpPayoutAsync(payout.Payee, payout.Reference!, cancel);
        if (told is null) PayoutLog.Unknown(log, id.Value);
        await ApplyAsync(id, told ?? new ProviderPayout(payout.Reference!, ProviderPayoutState.OnItsWay, payout.Amount, null, payout.ArrivesOn), cancel);
    }

    /// <summary>Reads a payout. One that a version before wrote, or moved as one, is from now on one of a single share.</summary>
    internal async Task<Payout> OpenAsync(MarketDb db, PayoutId id, CancellationToken cancel)
    {
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (payout.IsCut || (payout.Transfer is not null && payout.MovedAtUtc is not null) || (payout.Transfer is null && (payout.Status != PayoutStatus.Pending || providers.Transfer(payout.Provider) is null))) return payout;
        await db.AtomicallyAsync<Done>(async () =>
        {
            if (!await db.PayoutShares.AnyAsync(s => s.Payout == id, cancel)) db.PayoutShares.Add((await db.Payouts.SingleAsync(p => p.Id == id, cancel)).AsOne());
            return default(Done);
        }, cancel);
        db.ChangeTracker.Clear();
        return await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
    }

    /// <summary>So many transfers come back in one turn; the next look goes on with the rest.</summary>
    private const int MostBackAtOnce = 200;

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
        if (told.State is ProviderPayoutState.Failed or ProviderPayoutState.Cancelled && !await TakeBackAsync(db, id, told.Failure ?? "unknown", cancel))
        {
            await db.AtomicallyAsync<Done>(async () =>
            {
                // Each try is under new keys: not as often as the sweeper runs.
                if (await db.Payouts.SingleAsync(p => p.Id == id, cancel) is { Status: not PayoutStatus.Failed } stuck) stuck.NotTakenBack(clock.GetUtcNow().UtcDateTime);
                return default(Done);
            }, cancel);
            return;
        }

        var applied = await db.AtomicallyAsync<Done>(async () =>
        {
            var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
            // A refund has begun to take a part of it meanwhile: what comes back is not known before that has its answer.
            if (told.State is ProviderPayoutState.Failed or ProviderPayoutState.Cancelled && payout.Status != PayoutStatus.Failed && await IsBeingReversedAsync(db, id, cancel))
            {
                payout.NotTakenBack(clock.GetUtcNow().UtcDateTime);
                return default(Done);
            }

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
            (await db.Payouts.SingleAsync(p => p.Id == id, cancel)).RefusedForGood(code, clock.GetUtcNow().UtcDateTime);
            return default(Done);
        }, cancel);
        if (!written.Succeeded) throw new DbUpdateConcurrencyException($"The refusal of payout {id} could not be written down: {written.Refusal.Code}.");
    }

    /// <summary>What was first moved to the payee's account comes back to ours before it is owed again; else it would be paid twice. False when not all of it comes back.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: it is asked for again.</exception>
    internal async Task<bool> TakeBackAsync(MarketDb db, PayoutId id, string because, CancellationToken cancel)
    {
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (payout.Transfer is null || payout.Status == PayoutStatus.Failed) return true;
        // While a part of it is being taken back for a refund, nobody knows how much is left to take.
        if (await IsBeingReversedAsync(db, id, cancel)) return false;
        var shares = await db.PayoutShares.AsNoTracking().Where(s => s.Payout == id && s.Amount.Minor > 0).OrderBy(s => s.Number).ToListAsync(cancel);
        // Of one that was taken into the books the transfers may not all have been found yet.
        var isBack = shares.Sum(s => s.Amount, payout.Amount.Currency) == payout.Amount;
        var open = shares.Where(s => s is { AskedAtUtc: not null, TakenBackAtUtc: null }).ToList();
        foreach (var share in open.Take(MostBackAtOnce)) isBack &= await TakeBackAsync(db, payout, share, cancel);
        if (isBack && open.Count > MostBackAtOnce) return false;
        if (!isBack) PayoutLog.NotReversed(log, id.Value, because);
        return isBack;
    }

    private static Task<bool> IsBeingReversedAsync(MarketDb db, PayoutId id, CancellationToken cancel) => db.Reversals.AnyAsync(r => r.Payout == id && r.Status == ReversalStatus.Pending, cancel);

    private async Task<bool> TakeBackAsync(MarketDb db, Payout payout, PayoutShare share, CancellationToken cancel)
    {
        if (share.Transfer is null)
        {
            // Whether it was made nobody knows: its answer is asked for, with its key.
            var (told, _) = await MoveAsync(db, payout, share, cancel);
            share = await ChangeAsync(db, share, s =>
            {
                if (told.Succeeded) s.Moved(told.Reference);
                else s.NotMoved();
            }, cancel);
        }

        if (share.Transfer is not { } transfer) return true;
        if (share.Amount != share.Reversed)
        {
            var back = await KeyedAsync(
                db, share, generation => Transfers(payout).ReverseAsync(new ReversalToMake(share.BackKey, transfer, share.Amount - share.Reversed, payout.CreatedAtUtc, generation), cancel), cancel);
            if (!back.Succeeded)
            {
                await ChangeAsync(db, share, s => s.NotTakenBack(), cancel);
                return false;
            }
        }

        await ChangeAsync(db, share, s => s.TakenBack(clock.GetUtcNow().UtcDateTime), cancel);
        return true;
    }

    /// <summary>Asks for the transfer of a share, in the group of its order, which the order's payment was charged in. With the answer comes the generation of the key that brought it.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: it is asked for again with the same key.</exception>
    internal async Task<(ProviderTransfer Told, int Generation)> MoveAsync(MarketDb db, Payout payout, PayoutShare share, CancellationToken cancel)
    {
        var group = share.Order is { } order ? await db.Orders.Where(o => o.Id == order).Select(o => o.Number).SingleAsync(cancel) : payout.Key;
        var used = share.KeyState.Generation;
        var told = await KeyedAsync(db, share, generation => Transfers(payout).TransferAsync(new TransferToMake(share.Key, payout.Payee, share.Amount, group, null, payout.CreatedAtUtc, used = generation), cancel), cancel);
        return (told, used);
    }

    /// <summary>The provider made no transfer of a share. For want of our money it waits with those after it; otherwise the payout fails, and what was moved of it comes back.</summary>
    /// <param name="generation">Of the key under which it said so.</param>
    internal async Task NotMovedAsync(MarketDb db, PayoutShare asked, ProviderTransfer told, int generation, CancellationToken cancel)
    {
        var id = asked.Payout;
        var applied = await db.AtomicallyAsync<(Money? Amount, bool IsFirst)>(async () =>
        {
            db.ChangeTracker.Clear();
            var (payout, share, now) = (await db.Payouts.SingleAsync(p => p.Id == id, cancel), await db.PayoutShares.SingleAsync(s => s.Payout == id && s.Number == asked.Number, cancel), clock.GetUtcNow().UtcDateTime);
            // Another node has its answer already, or it was asked under another key meanwhile: then the next look gets this answer again.
            if (payout.Status != PayoutStatus.Pending || share.Transfer is not null || share.KeyState.Generation != generation) return default((Money?, bool));
            // One that only stood behind another was not refused itself until now: then a person hears of it too.
            var isFirst = payout.RefusedShortSinceUtc is null;
            share.NotMoved();
            if (told.IsShort) payout.NotMoved(await db.PayoutShares.AnyAsync(s => s.Payout == id && s.Transfer != null, cancel), now);
            else payout.RefusedForGood(told.Failure ?? "unknown", now);
            return (payout.Amount, isFirst);
        }, cancel);
        if (!applied.Succeeded) throw new DbUpdateConcurrencyException($"The answer about a transfer of payout {id} could not be written down: {applied.Refusal.Code}.");
        if (applied.Value is not ({ } amount, var isNew)) return;
        if (!told.IsShort) await ApplyAsync(id, new ProviderPayout("", ProviderPayoutState.Failed, amount, told.Failure, null), cancel);
        else if (isNew) PayoutLog.Short(log, id.Value);
    }

    private ITransferFunds Transfers(Payout payout) => providers.Transfer(payout.Provider) ?? throw new InvalidOperationException($"'{payout.Provider}' moves no funds any more.");

    private static async Task<PayoutShare> ChangeAsync(MarketDb db, PayoutShare read, Action<PayoutShare> change, CancellationToken cancel)
    {
        var written = await db.AtomicallyAsync<PayoutShare>(async () =>
        {
            db.ChangeTracker.Clear();
            var share = await db.PayoutShares.SingleAsync(s => s.Payout == read.Payout && s.Number == read.Number, cancel);
            change(share);
            return share;
        }, cancel);
        return written.Succeeded ? written.Value : throw new DbUpdateConcurrencyException($"{read.Key} could not be written down: {written.Refusal.Code}.");
    }

    /// <summary>Sends it to the bank, under the key that was read with it.</summary>
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

    /// <summary>Moves a share, or takes it back, under the key that was read with it.</summary>
    private Task<T> KeyedAsync<T>(MarketDb db, PayoutShare share, Func<int, Task<T>> call, CancellationToken cancel) => ProviderKeys.AskAsync(
        share.KeyState, share.Key, call, async change => (await ChangeAsync(db, share, s => s.KeyIs(change(s.KeyState)), cancel)).KeyState, clock, log);

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
