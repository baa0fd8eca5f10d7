using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Reconciliation;

/// <summary>Transfers to merchants' accounts, and what was taken out of them again. A provider lists reversals by their transfer alone, so they are read where ours says that there is one, and where
/// a transfer's sum says that there is another.</summary>
internal sealed class CompareTransfers(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, PayoutProviders providers, TimeProvider clock) : ICompareObjects
{
    private const int BatchSize = 500;

    public ProviderObjectKind Kind => ProviderObjectKind.Transfer;

    public async Task CompareAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (references, keys) = (page.Select(o => o.Reference).ToList(), page.Select(o => o.MadeUnder).OfType<string>().ToList());
        var ours = await (from s in db.PayoutShares.AsNoTracking()
                          where references.Contains(s.Transfer!) || keys.Contains(s.Key)
                          join p in db.Payouts on s.Payout equals p.Id
                          where p.Provider == it.Provider
                          select new { Share = s, p.Status, IsAsked = db.Reversals.Any(r => r.Payout == p.Id && r.Share == s.Number && r.Status == ReversalStatus.Pending) }).ToListAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var one in page)
        {
            var own = ours.Find(o => o.Share.Transfer == one.Reference || o.Share.Key == one.MadeUnder);
            if (own is null && await AdoptAsync(it, db, one, cancel)) continue;
            if (own is null || own.Share.Amount != one.Amount)
            {
                await it.DifferAsync(db, own is null ? DifferenceKind.UnknownHere : DifferenceKind.AmountDiffers, Kind, one.Reference, null, own?.Share.Amount.ToString(), $"{one.Amount} {one.Told}", now, cancel);
                continue;
            }

            // A payout that failed took back what was left of its transfers.
            var back = own.Status == PayoutStatus.Failed ? own.Share.Amount : own.Share.Reversed;
            if (own.IsAsked || one.Reversed is not { } reversed || reversed == back) continue;
            await CompareReversalsAsync(it, db, own.Share, one.Reference, now, cancel);
            if (own.Status == PayoutStatus.Failed) await it.DifferAsync(db, DifferenceKind.StateDiffers, Kind, one.Reference, null, $"{back} back", $"{reversed} back", now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A transfer of a payout that was taken into the books, because they were restored from a copy, is taken in too: as long as it is made under our key and all of them are no more than the payout.</summary>
    private static async Task<bool> AdoptAsync(Comparison it, MarketDb db, ProviderObject one, CancellationToken cancel)
    {
        if (PayoutShare.NameOf(one.MadeUnder) is not var (id, number) || one.Amount is not { } amount) return false;
        if (await db.Payouts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Provider == it.Provider && p.MovedAtUtc != null, cancel) is not { } payout) return false;
        var known = await db.PayoutShares.Where(s => s.Payout == id).SumAsync(s => s.Amount.Minor, cancel);
        if (amount.Currency != payout.Amount.Currency || known + amount.Minor > payout.Amount.Minor) return false;
        var order = await db.Orders.Where(o => o.Number == one.Belongs).Select(o => (OrderId?)o.Id).FirstOrDefaultAsync(cancel);
        db.PayoutShares.Add(PayoutShare.Known(payout, number, order, amount, one.Reference, 0, one.CreatedAtUtc));
        await db.SaveChangesAsync(cancel);
        it.Adopted++;
        return true;
    }

    public async Task FindMissingAsync(Comparison it, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var transfers = providers.Transfer(it.Provider);
        if (transfers is null) return;
        string? last = null;
        while (true)
        {
            var batch = from s in db.PayoutShares.AsNoTracking()
                        where s.Transfer != null && s.AskedAtUtc >= it.FromUtc && s.AskedAtUtc < it.ToUtc
                        join p in db.Payouts on s.Payout equals p.Id
                        where p.Provider == it.Provider
                        select s;
            if (last is { } after) batch = batch.Where(s => s.Key.CompareTo(after) > 0);
            var ours = await batch.OrderBy(s => s.Key).Take(BatchSize).Select(s => new { s.Key, Transfer = s.Transfer!, s.Amount }).ToListAsync(cancel);
            foreach (var own in ours.Where(p => !it.Seen.Contains(p.Transfer)))
            {
                if (await transfers.LookUpTransferAsync(own.Transfer, cancel) is null)
                    await it.DifferAsync(db, DifferenceKind.MissingThere, Kind, own.Transfer, null, own.Amount.ToString(), null, clock.GetUtcNow().UtcDateTime, cancel);
            }

            await db.SaveChangesAsync(cancel);
            if (ours.Count < BatchSize) break;
            last = ours[^1].Key;
        }

        // Those that we made in the range, whenever their transfer was.
        var taken = await (from r in db.Reversals.AsNoTracking()
                           where r.Status == ReversalStatus.Made && r.SettledAtUtc >= it.FromUtc && r.SettledAtUtc < it.ToUtc
                           join s in db.PayoutShares on new { r.Payout, Number = r.Share } equals new { s.Payout, s.Number }
                           join p in db.Payouts on s.Payout equals p.Id
                           where p.Provider == it.Provider
                           select s).Distinct().ToListAsync(cancel);
        foreach (var share in taken) await CompareReversalsAsync(it, db, share, share.Transfer!, clock.GetUtcNow().UtcDateTime, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task CompareReversalsAsync(Comparison it, MarketDb db, PayoutShare share, string transfer, DateTime now, CancellationToken cancel)
    {
        var (compared, found) = await db.CompareReversalsAsync(abilities.Lists(it.Provider)!, share, transfer, cancel);
        it.Compared += compared;
        foreach (var one in found) await it.DifferAsync(db, one.Kind, ProviderObjectKind.Reversal, one.Reference, null, one.Ours, one.Theirs, now, cancel);
    }
}
