using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>A buyer has its money back and the merchant had been paid it: what lies in the merchant's account at the provider is taken out of the transfers of its payouts, that of
/// the refund's own order first and then the newest, and what does not lie there stays its debt, which the next releases settle. Nothing is taken beyond the debt, the refund's own part and the transfer.</summary>
public sealed class TakeTransferBack(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, TimeProvider clock, ILogger<TakeTransferBack> log)
{
    /// <summary>So many transfers for one refund; older ones were paid out long ago.</summary>
    private const int MostTransfers = 10;

    /// <exception cref="ProviderOutcomeUnknownException">No answer; it is asked again with the same key.</exception>
    public async Task RunAsync(Guid refund, MerchantId merchant, CancellationToken cancel)
    {
        while (await NextAsync(refund, merchant, cancel) is { } reversal)
        {
            if (!await MakeAsync(reversal, cancel)) return;
        }
    }

    /// <summary>The one that has no answer yet, or a new one; null when nothing is to be taken back, or nothing is there.</summary>
    private async Task<Guid?> NextAsync(Guid refund, MerchantId merchant, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var made = await db.Reversals.AsNoTracking().Where(r => r.Refund == refund).Select(r => new { r.Id, r.Status }).ToListAsync(cancel);
        if (made.Find(r => r.Status == ReversalStatus.Pending) is { } open) return open.Id;
        if (made.Count >= MostTransfers || made.Exists(r => r.Status == ReversalStatus.Refused)) return null;
        if (await FromAsync(db, refund, merchant, cancel) is not ({ } from, { } of) || !(await DueAsync(db, refund, merchant, from, of, cancel)).IsPositive) return null;
        var there = (await providers.PayOut(from.Provider).ReadBalanceAsync(from.Payee, cancel)).Available.Where(a => a.Currency == from.Amount.Currency).Sum(from.Amount.Currency);
        if (!there.IsPositive) return null;
        var written = await db.AtomicallyAsync<Guid?>(async () =>
        {
            if (await db.Reversals.AnyAsync(r => r.Refund == refund && r.Status != ReversalStatus.Made, cancel)) return (Guid?)null;
            var (payout, share) = (await db.Payouts.SingleAsync(p => p.Id == from.Id, cancel), await db.PayoutShares.SingleAsync(s => s.Payout == from.Id && s.Number == of.Number, cancel));
            var amount = Money.Min(there, await DueAsync(db, refund, merchant, payout, share, cancel));
            if (!amount.IsPositive) return (Guid?)null;
            var key = await db.Refunds.Where(r => r.Id == refund).Select(r => r.Key).SingleAsync(cancel);
            var reversal = Reversal.Of(payout, share, refund, key, await db.Reversals.CountAsync(r => r.Refund == refund, cancel), amount, clock.GetUtcNow().UtcDateTime);
            db.Reversals.Add(reversal);
            return reversal.Id;
        }, cancel);
        return written.Succeeded ? written.Value : throw new DbUpdateConcurrencyException($"A reversal for refund {refund} could not be written: {written.Refusal.Code}.");
    }

    /// <summary>A transfer of which something can still be taken back, of a payout that was paid: of the order that is refunded, or, where nothing of that is left, of the newest payout that of which most is.</summary>
    private async Task<(Payout? Payout, PayoutShare? Share)> FromAsync(MarketDb db, Guid refund, MerchantId merchant, CancellationToken cancel)
    {
        var paid = db.Payouts.AsNoTracking().Where(p => p.Merchant == merchant && p.Status == PayoutStatus.Paid && p.Amount.Minor > p.ReversedMinor);
        var order = await db.Refunds.Where(r => r.Id == refund).Select(r => r.Order).SingleAsync(cancel);
        var left = db.PayoutShares.AsNoTracking().Where(s => s.Transfer != null && s.TakenBackAtUtc == null && s.Amount.Minor > s.ReversedMinor);
        var found = await left.Where(s => s.Order == order).Join(paid, s => s.Payout, p => p.Id, (s, p) => new { Payout = p, Share = s }).OrderByDescending(f => f.Payout.CreatedAtUtc).ThenBy(f => f.Payout.Key).FirstOrDefaultAsync(cancel);
        var (payout, share) = (found?.Payout, found?.Share);
        if (payout is null && (payout = await paid.Where(p => p.MovedAtUtc != null).OrderByDescending(p => p.CreatedAtUtc).ThenBy(p => p.Key).FirstOrDefaultAsync(cancel)) is { } newest)
            share = await left.Where(s => s.Payout == newest.Id).OrderByDescending(s => s.Amount.Minor - s.ReversedMinor).ThenBy(s => s.Number).FirstOrDefaultAsync(cancel);
        return payout is not null && providers.Transfer(payout.Provider) is not null ? (payout, share) : (null, null);
    }

    /// <summary>What may be taken out of one transfer: no more than is left of it, than the merchant owes, and than this refund took from it.</summary>
    private static async Task<Money> DueAsync(MarketDb db, Guid refund, MerchantId merchant, Payout payout, PayoutShare share, CancellationToken cancel)
    {
        var (currency, owner) = (payout.Amount.Currency, PayoutJournal.Owner(merchant));
        var nothing = Money.Zero(currency);
        if (payout.Status != PayoutStatus.Paid || share.TakenBackAtUtc is not null) return nothing;
        // What lies in the merchant's account is then another payout's, whose bank could not be sent it any more: the debt is settled by the next releases.
        if (await db.Payouts.AnyAsync(p => p.Merchant == merchant && p.Status == PayoutStatus.Pending && p.AskedAtUtc != null, cancel)) return nothing;
        // Of what is being taken back for other refunds nobody knows yet whether it will come: it is not taken twice.
        var underway = await db.Reversals.Where(r => r.Merchant == merchant && r.Status == ReversalStatus.Pending).SumAsync(r => r.Amount.Minor, cancel);
        var debt = -await db.OwedAsync(merchant, currency, cancel) - new Money(underway, currency);
        if (!debt.IsPositive) return nothing;
        var took = await (from r in db.Refunds
                          where r.Id == refund
                          join e in db.JournalEntries on "refunded:" + r.Key equals e.Key
                          join p in db.Postings on e.Id equals p.Entry
                          where p.Account == AccountKind.MerchantPayable && p.Owner == owner
                          select p.Amount.Minor).SumAsync(cancel);
        var back = await db.Reversals.Where(r => r.Refund == refund && r.Status == ReversalStatus.Made).SumAsync(r => r.Amount.Minor, cancel);
        return Money.Min(debt, Money.Min(share.Amount - share.Reversed, new Money(took - back, currency)));
    }

    /// <summary>True when it was made, so that more may be taken.</summary>
    internal async Task<bool> MakeAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var it = await db.Reversals.AsNoTracking().SingleAsync(r => r.Id == id, cancel);
        if (it.Status != ReversalStatus.Pending) return it.Status == ReversalStatus.Made;
        var (from, of) = (await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == it.Payout, cancel), await db.PayoutShares.AsNoTracking().SingleAsync(s => s.Payout == it.Payout && s.Number == it.Share, cancel));
        var transfers = providers.Transfer(from.Provider) ?? throw new InvalidOperationException($"'{from.Provider}' moves no funds any more.");
        var told = await AskAsync(db, transfers, it, of, cancel);
        var settled = await db.AtomicallyAsync<bool>(async () =>
        {
            var reversal = await db.Reversals.SingleAsync(r => r.Id == id, cancel);
            if (reversal.Status != ReversalStatus.Pending) return reversal.Status == ReversalStatus.Made;
            var now = clock.GetUtcNow().UtcDateTime;
            if (told.Succeeded)
            {
                reversal.Made(told.Reference, now);
                db.JournalEntries.Add(PayoutJournal.Reversed(reversal, from.Provider, now));
                return true;
            }

            reversal.Refused(told.Failure ?? "unknown", now);
            (await db.Payouts.SingleAsync(p => p.Id == reversal.Payout, cancel)).NotReversed(reversal.Amount);
            (await db.PayoutShares.SingleAsync(s => s.Payout == reversal.Payout && s.Number == reversal.Share, cancel)).NotReversed(reversal.Amount);
            return false;
        }, cancel);
        if (!settled.Succeeded) throw new DbUpdateConcurrencyException($"Reversal {id} could not be settled: {settled.Refusal.Code}.");
        if (!settled.Value) PayoutLog.StaysDebt(log, id, told.Failure ?? "unknown");
        return settled.Value;
    }

    private Task<ProviderReversal> AskAsync(MarketDb db, ITransferFunds transfers, Reversal it, PayoutShare of, CancellationToken cancel) => ProviderKeys.AskAsync(
        it.KeyState, it.Key, generation => transfers.ReverseAsync(new ReversalToMake(it.Key, of.Transfer!, it.Amount, it.CreatedAtUtc, generation), cancel),
        async change =>
        {
            var written = await db.AtomicallyAsync<KeyState>(async () =>
            {
                var row = await db.Reversals.SingleAsync(r => r.Id == it.Id, cancel);
                if (row.Status == ReversalStatus.Pending) row.KeyIs(change(row.KeyState));
                return row.KeyState;
            }, cancel);
            return written.Succeeded ? written.Value : it.KeyState;
        },
        clock, log);
}

public sealed class ReleasedMoneyRefundedHandler(TakeTransferBack take) : IHandle<ReleasedMoneyRefunded>
{
    public Task HandleAsync(ReleasedMoneyRefunded message, CancellationToken cancel) => take.RunAsync(message.Refund, message.Merchant, cancel);
}
