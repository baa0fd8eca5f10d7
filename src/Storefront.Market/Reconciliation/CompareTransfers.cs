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
        var (references, keys) = (page.Select(o => o.Reference).ToList(), page.Select(PayoutKeyOf).OfType<string>().ToList());
        var ours = await db.Payouts.AsNoTracking().Where(p => p.Provider == it.Provider && (references.Contains(p.Transfer!) || keys.Contains(p.Key)))
            .Select(p => new { p.Id, p.Key, p.Transfer, p.Amount, p.Status, p.ReversedMinor, IsAsked = db.Reversals.Any(r => r.Payout == p.Id && r.Status == ReversalStatus.Pending) }).ToListAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var one in page)
        {
            var own = ours.Find(p => p.Transfer == one.Reference || p.Key == PayoutKeyOf(one));
            if (own is null || own.Amount != one.Amount)
            {
                await it.DifferAsync(db, own is null ? DifferenceKind.UnknownHere : DifferenceKind.AmountDiffers, Kind, one.Reference, null, own?.Amount.ToString(), $"{one.Amount} {one.Told}", now, cancel);
                continue;
            }

            // A payout that failed took back what was left of its transfer.
            var back = own.Status == PayoutStatus.Failed ? own.Amount : new Money(own.ReversedMinor, own.Amount.Currency);
            if (own.IsAsked || one.Reversed is not { } reversed || reversed == back) continue;
            await CompareReversalsAsync(it, db, one.Reference, own.Key, now, cancel);
            if (own.Status == PayoutStatus.Failed) await it.DifferAsync(db, DifferenceKind.StateDiffers, Kind, one.Reference, null, $"{back} back", $"{reversed} back", now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    public async Task FindMissingAsync(Comparison it, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var transfers = providers.Transfer(it.Provider);
        if (transfers is null) return;
        string? last = null;
        while (true)
        {
            var batch = db.Payouts.AsNoTracking().Where(p => p.Provider == it.Provider && p.Transfer != null && p.CreatedAtUtc >= it.FromUtc && p.CreatedAtUtc < it.ToUtc);
            if (last is { } after) batch = batch.Where(p => p.Key.CompareTo(after) > 0);
            var ours = await batch.OrderBy(p => p.Key).Take(BatchSize).Select(p => new { p.Key, Transfer = p.Transfer!, p.Amount }).ToListAsync(cancel);
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
                           join p in db.Payouts on r.Payout equals p.Id
                           where p.Provider == it.Provider && r.Status == ReversalStatus.Made && r.SettledAtUtc >= it.FromUtc && r.SettledAtUtc < it.ToUtc
                           select new { p.Key, Transfer = p.Transfer! }).Distinct().ToListAsync(cancel);
        foreach (var of in taken) await CompareReversalsAsync(it, db, of.Transfer, of.Key, clock.GetUtcNow().UtcDateTime, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task CompareReversalsAsync(Comparison it, MarketDb db, string transfer, string payout, DateTime now, CancellationToken cancel)
    {
        var (compared, found) = await db.CompareReversalsAsync(abilities.Lists(it.Provider)!, it.Provider, transfer, payout, cancel);
        it.Compared += compared;
        foreach (var one in found) await it.DifferAsync(db, one.Kind, ProviderObjectKind.Reversal, one.Reference, null, one.Ours, one.Theirs, now, cancel);
    }

    private static string? PayoutKeyOf(ProviderObject transfer) => transfer.MadeUnder is { } key && key.EndsWith("-transfer", StringComparison.Ordinal) ? key[..^"-transfer".Length] : null;
}
