using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Reconciliation;

/// <summary>Payouts from merchants' accounts: one that was made under our key is taken into the books, so that its money is not paid once more.</summary>
internal sealed class ComparePayouts(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, AdoptPayout adopt, SettlePayout settle, TimeProvider clock)
{
    private const int BatchSize = 500;

    public async Task CompareAsync(Comparison it, string payee, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (references, keys) = (page.Select(o => o.Reference).ToList(), page.Select(o => o.MadeUnder).OfType<string>().ToList());
        var ours = await db.Payouts.AsNoTracking().Where(p => p.Provider == it.Provider && (references.Contains(p.Reference!) || keys.Contains(p.Key))).Select(p => new { p.Id, p.Key, p.Reference, p.Amount, p.Status }).ToListAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var one in page)
        {
            var theirs = $"{one.Amount} {one.Told}";
            var own = ours.Find(p => p.Reference == one.Reference || p.Key == one.MadeUnder);
            if (own is null)
            {
                if (await adopt.RunAsync(it.Provider, payee, one, cancel)) it.Adopted++;
                else await it.DifferAsync(db, DifferenceKind.UnknownHere, ProviderObjectKind.Payout, one.Reference, null, null, theirs, now, cancel);
            }
            else if (one.Amount != own.Amount) await it.DifferAsync(db, DifferenceKind.AmountDiffers, ProviderObjectKind.Payout, one.Reference, null, $"{own.Amount} {own.Status}", theirs, now, cancel);
            else if ((own.Status, one.State) is (PayoutStatus.Sent, ProviderObjectState.Done) or (PayoutStatus.Sent or PayoutStatus.Paid, ProviderObjectState.Ended)) await settle.RunAsync(own.Id, cancel);
            else if ((own.Status, one.State) is (PayoutStatus.Failed, ProviderObjectState.Done)) await it.DifferAsync(db, DifferenceKind.StateDiffers, ProviderObjectKind.Payout, one.Reference, null, $"{own.Amount} {own.Status}", theirs, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    public async Task FindMissingAsync(Comparison it, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        string? last = null;
        while (true)
        {
            var batch = db.Payouts.AsNoTracking().Where(p => p.Provider == it.Provider && p.Reference != null && p.Status != PayoutStatus.Failed && p.CreatedAtUtc >= it.FromUtc && p.CreatedAtUtc < it.ToUtc);
            if (last is { } after) batch = batch.Where(p => p.Key.CompareTo(after) > 0);
            var ours = await batch.OrderBy(p => p.Key).Take(BatchSize).Select(p => new { p.Key, p.Reference, p.Payee, p.Amount }).ToListAsync(cancel);
            foreach (var own in ours.Where(p => !it.Seen.Contains(p.Reference!)))
            {
                if (await providers.PayOut(it.Provider).LookUpPayoutAsync(own.Payee, own.Reference!, cancel) is null)
                    await it.DifferAsync(db, DifferenceKind.MissingThere, ProviderObjectKind.Payout, own.Reference!, null, own.Amount.ToString(), null, clock.GetUtcNow().UtcDateTime, cancel);
            }

            await db.SaveChangesAsync(cancel);
            if (ours.Count < BatchSize) return;
            last = ours[^1].Key;
        }
    }
}
