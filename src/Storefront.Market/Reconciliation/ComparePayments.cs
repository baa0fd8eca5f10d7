using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Reconciliation;

/// <summary>Payments: one that was captured without our knowing is settled; what fits no order is listed.</summary>
internal sealed class ComparePayments(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, SettlePayment settle, TimeProvider clock) : ICompareObjects
{
    private const int BatchSize = 500;

    public ProviderObjectKind Kind => ProviderObjectKind.Payment;

    public async Task CompareAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        var (ours, keys) = await OursAsync(it, page, cancel);
        var behind = page.Where(o => o.State == ProviderObjectState.Done && ours.TryGetValue(o.Reference, out var own) && own.Status != PaymentStatus.Captured).ToList();
        foreach (var one in behind) await settle.RunAsync(ours[one.Reference].Id, cancel);
        if (behind.Count > 0)
        {
            (ours, keys) = await OursAsync(it, page, cancel);
            it.Adopted += behind.Count(o => ours[o.Reference].Status == PaymentStatus.Captured);
        }

        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var one in page)
        {
            var theirs = $"{one.Amount} {one.Told} {one.Belongs}";
            if (!ours.TryGetValue(one.Reference, out var own))
            {
                // One that nobody can pay any more is no concern, and one whose reference was not written down yet is opened again with its key.
                if (one.State != ProviderObjectState.Ended && (one.MadeUnder is null || !keys.Contains(one.MadeUnder)))
                    await it.DifferAsync(db, DifferenceKind.UnknownHere, Kind, one.Reference, null, null, theirs, now, cancel);
                continue;
            }

            var mine = $"{own.Amount} {own.Status} {own.Number}";
            if (one.Amount != own.Amount && own.Status == PaymentStatus.Captured) await it.DifferAsync(db, DifferenceKind.AmountDiffers, Kind, one.Reference, own.Order, mine, theirs, now, cancel);
            if (one.Belongs is { } number && number != own.Number) await it.DifferAsync(db, DifferenceKind.OrderDiffers, Kind, one.Reference, own.Order, mine, theirs, now, cancel);
            if (own.Status == PaymentStatus.Captured && one.State is ProviderObjectState.Open or ProviderObjectState.Ended) await it.DifferAsync(db, DifferenceKind.StateDiffers, Kind, one.Reference, own.Order, mine, theirs, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    public async Task FindMissingAsync(Comparison it, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        string? last = null;
        while (true)
        {
            var batch = db.Payments.AsNoTracking().Where(p => p.Provider == it.Provider && p.Status == PaymentStatus.Captured && p.CreatedAtUtc >= it.FromUtc && p.CreatedAtUtc < it.ToUtc);
            if (last is { } after) batch = batch.Where(p => p.Key.CompareTo(after) > 0);
            var ours = await batch.OrderBy(p => p.Key).Take(BatchSize).Select(p => new { p.Key, p.Reference, p.Amount, p.Order }).ToListAsync(cancel);
            foreach (var own in ours.Where(p => p.Reference is not null && !it.Seen.Contains(p.Reference)))
            {
                // It may have been made on the other side of midnight: only what the provider does not know at all is missing.
                if (await providers.For(it.Provider).LookUpAsync(own.Reference!, cancel) is null)
                    await it.DifferAsync(db, DifferenceKind.MissingThere, Kind, own.Reference!, own.Order, own.Amount.ToString(), null, clock.GetUtcNow().UtcDateTime, cancel);
            }

            await db.SaveChangesAsync(cancel);
            if (ours.Count < BatchSize) return;
            last = ours[^1].Key;
        }
    }

    private async Task<(Dictionary<string, Own> Ours, HashSet<string> Keys)> OursAsync(Comparison it, IReadOnlyList<ProviderObject> page, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (references, keys) = (page.Select(o => o.Reference).ToList(), page.Select(o => o.MadeUnder).OfType<string>().ToList());
        var found = await (from p in db.Payments.AsNoTracking()
                           join o in db.Orders on p.Order equals o.Id
                           where p.Provider == it.Provider && references.Contains(p.Reference!)
                           select new Own(p.Id, p.Reference!, p.Amount, p.Status, p.Order, o.Number)).ToListAsync(cancel);
        var known = await db.Payments.AsNoTracking().Where(p => keys.Contains(p.Key)).Select(p => p.Key).ToListAsync(cancel);
        return (found.ToDictionary(p => p.Reference, StringComparer.Ordinal), known.ToHashSet(StringComparer.Ordinal));
    }

    private sealed record Own(PaymentId Id, string Reference, Money Amount, PaymentStatus Status, OrderId Order, string Number);
}
