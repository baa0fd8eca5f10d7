using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Reconciliation;

/// <summary>Refunds: one that was made without us is taken into the books, one without an answer gets it.</summary>
internal sealed class CompareRefunds(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, AdoptRefund adopt, FollowRefund follow, TimeProvider clock) : ICompareObjects
{
    private const int BatchSize = 500;

    public ProviderObjectKind Kind => ProviderObjectKind.Refund;

    public async Task CompareAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (references, keys) = (page.Select(o => o.Reference).ToList(), page.Select(o => o.MadeUnder?.Split('#')[0]).OfType<string>().ToList());
        var ours = await db.Refunds.AsNoTracking().Where(r => references.Contains(r.Reference!) || keys.Contains(r.Key)).Select(r => new { r.Id, r.Key, r.Reference, r.Amount, r.Status, r.Order }).ToListAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var one in page)
        {
            // One of the provider's may be several of ours, divided over what was bought.
            var own = ours.FindAll(r => r.Reference == one.Reference);
            if (own.Count == 0 || own.Exists(r => r.Status == RefundStatus.Pending))
            {
                if (await adopt.RunAsync(it.Provider, one, it.Run, cancel) == RefundFound.Adopted) it.Adopted++;
                continue;
            }

            if (one.State == ProviderObjectState.Ended)
            {
                foreach (var refund in own.Where(r => r.Status == RefundStatus.Succeeded)) await follow.RunAsync(refund.Id, cancel);
                continue;
            }

            var sum = new Money(own.Sum(r => r.Amount.Minor), own[0].Amount.Currency);
            var (mine, theirs) = ($"{sum} {own[0].Status}", $"{one.Amount} {one.Told}");
            if (one.Amount != sum) await it.DifferAsync(db, DifferenceKind.AmountDiffers, Kind, one.Reference, own[0].Order, mine, theirs, now, cancel);
            if (one.State == ProviderObjectState.Done && own.Exists(r => r.Status == RefundStatus.Failed)) await it.DifferAsync(db, DifferenceKind.StateDiffers, Kind, one.Reference, own[0].Order, mine, theirs, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    public async Task FindMissingAsync(Comparison it, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        Guid? last = null;
        while (true)
        {
            // What a bank gave back is a chargeback at the provider and no refund.
            var batch = from r in db.Refunds.AsNoTracking()
                        join p in db.Payments on r.Payment equals p.Id
                        where r.Status == RefundStatus.Succeeded && r.CreatedAtUtc >= it.FromUtc && r.CreatedAtUtc < it.ToUtc && p.Provider == it.Provider && !db.Chargebacks.Any(c => c.Provider == p.Provider && c.Reference == r.Reference)
                        select new { r.Id, r.Reference, r.Amount, r.Order, Payment = p.Reference };
            if (last is { } after) batch = batch.Where(r => r.Id > after);
            var ours = await batch.OrderBy(r => r.Id).Take(BatchSize).ToListAsync(cancel);
            foreach (var own in ours.Where(r => r.Reference is not null && !it.Seen.Contains(r.Reference)))
            {
                if (await providers.For(it.Provider).LookUpRefundAsync(own.Payment!, own.Reference!, cancel) is null)
                    await it.DifferAsync(db, DifferenceKind.MissingThere, Kind, own.Reference!, own.Order, own.Amount.ToString(), null, clock.GetUtcNow().UtcDateTime, cancel);
            }

            await db.SaveChangesAsync(cancel);
            if (ours.Count < BatchSize) return;
            last = ours[^1].Id;
        }
    }
}
