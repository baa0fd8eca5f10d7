using Microsoft.EntityFrameworkCore;
using Storefront.Chargebacks;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Reconciliation;

/// <summary>Chargebacks: whatever differs from what we were told last is followed.</summary>
internal sealed class CompareChargebacks(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, FollowChargeback follow, TimeProvider clock) : ICompareObjects
{
    private const int BatchSize = 500;

    public ProviderObjectKind Kind => ProviderObjectKind.Chargeback;

    public async Task CompareAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var references = page.Select(o => o.Reference).ToList();
        var ours = await db.Chargebacks.AsNoTracking().Where(c => c.Provider == it.Provider && references.Contains(c.Reference)).Select(c => new { c.Reference, c.Amount, c.Told }).ToDictionaryAsync(c => c.Reference, cancel);
        foreach (var one in page)
        {
            var known = ours.GetValueOrDefault(one.Reference);
            if (known is not null && known.Told == one.Told && known.Amount == one.Amount) continue;
            await follow.RunAsync(it.Provider, one.Reference, cancel);
            if (known is null && await db.Chargebacks.AnyAsync(c => c.Provider == it.Provider && c.Reference == one.Reference, cancel)) it.Adopted++;
        }
    }

    public async Task FindMissingAsync(Comparison it, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        string? last = null;
        while (true)
        {
            var batch = db.Chargebacks.AsNoTracking().Where(c => c.Provider == it.Provider && c.OpenedAtUtc >= it.FromUtc && c.OpenedAtUtc < it.ToUtc);
            if (last is { } after) batch = batch.Where(c => c.Reference.CompareTo(after) > 0);
            var ours = await batch.OrderBy(c => c.Reference).Take(BatchSize).Select(c => new { c.Reference, c.Amount, c.Order }).ToListAsync(cancel);
            foreach (var own in ours.Where(c => !it.Seen.Contains(c.Reference)))
            {
                if (await abilities.Contest(it.Provider).ReadChargebackAsync(own.Reference, cancel) is null)
                    await it.DifferAsync(db, DifferenceKind.MissingThere, Kind, own.Reference, own.Order, own.Amount.ToString(), null, clock.GetUtcNow().UtcDateTime, cancel);
            }

            await db.SaveChangesAsync(cancel);
            if (ours.Count < BatchSize) return;
            last = ours[^1].Reference;
        }
    }
}
