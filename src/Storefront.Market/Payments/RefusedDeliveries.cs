using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Payments;

/// <summary>Counts what was refused at the providers' addresses. It is counted in memory and written down by a timer, so that nobody can make the database
/// work by sending nonsense; what a node had not written when it stopped is lost, and nothing hangs on it.</summary>
public sealed class RefusedDeliveries(IDbContextFactory<MarketDb> contexts)
{
    private readonly ConcurrentDictionary<(string Provider, DateOnly Day), long> counts = new();

    public void Count(string provider, DateTime nowUtc) => counts.AddOrUpdate((provider, DateOnly.FromDateTime(nowUtc)), 1, static (_, count) => count + 1);

    public async Task WriteAsync(CancellationToken cancel)
    {
        foreach (var key in counts.Keys)
        {
            if (!counts.TryRemove(key, out var count)) continue;
            await using var db = await contexts.CreateDbContextAsync(cancel);
            if (await AddAsync(db, key, count, cancel)) continue;
            db.RefusedDeliveries.Add(RefusedDelivery.Of(key.Provider, key.Day, count));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                // Another node was first with this day.
                db.ChangeTracker.Clear();
                if (!await AddAsync(db, key, count, cancel)) throw;
            }
        }
    }

    private static async Task<bool> AddAsync(MarketDb db, (string Provider, DateOnly Day) key, long count, CancellationToken cancel) =>
        await db.RefusedDeliveries.Where(r => r.Provider == key.Provider && r.Day == key.Day).ExecuteUpdateAsync(set => set.SetProperty(r => r.Count, r => r.Count + count), cancel) == 1;
}
