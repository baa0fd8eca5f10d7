using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Conventions;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Makes the change feed: for each listing the copy that the shop shows, or its absence, under the next sequence number.</summary>
public sealed class MakeCopies(IDbContextFactory<MarketDb> contexts, ITellOpinions opinions, ITellDestinations destinations, CopyEditions editions, CopiesSignal signal, TimeProvider clock)
{
    /// <summary>Listings made in one transaction, at most.</summary>
    public const int BatchSize = 200;

    public async Task RunAsync(IReadOnlyCollection<ListingId> listings, CancellationToken cancel)
    {
        foreach (var batch in listings.Distinct().Chunk(BatchSize)) await OneBatchAsync(batch, cancel);
    }

    /// <summary>Makes those anew that older rules closed or opened: after the day on which a rule begins or ends, and after a release that brought other rules or delivery methods.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancel)
    {
        var rules = destinations.RulesAsOf(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var madeFrom = await editions.NumberOfAsync(destinations.MadeFrom, cancel);
        for (var made = 0; ;)
        {
            ListingId[] old;
            await using (var db = await contexts.CreateDbContextAsync(cancel)) old = await OldAsync(db, rules, madeFrom, cancel);
            if (old.Length == 0) return made;
            await OneBatchAsync(old, cancel);
            made += old.Length;
        }
    }

    /// <summary>Each question by its own index: both together would read and sort all that is old for every batch.</summary>
    private static async Task<ListingId[]> OldAsync(MarketDb db, int rules, int madeFrom, CancellationToken cancel) =>
        await db.PublishedCopies.Where(c => c.MadeFrom < madeFrom).OrderBy(c => c.MadeFrom).Select(c => c.Listing).Take(BatchSize).ToArrayAsync(cancel) is { Length: > 0 } old ? old
            : await db.PublishedCopies.Where(c => c.RulesAsOf < rules).OrderBy(c => c.RulesAsOf).Select(c => c.Listing).Take(BatchSize).ToArrayAsync(cancel);

    private async Task OneBatchAsync(ListingId[] ids, CancellationToken cancel)
    {
        var madeFrom = await editions.NumberOfAsync(destinations.MadeFrom, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Raising the counter locks it until the commit: batches become visible in the order of their numbers.
        if (await db.Counters.Where(c => c.Name == Counter.CatalogueFeed).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + ids.Length), cancel) == 0)
            throw new InvalidOperationException("The catalogue feed's counter is missing.");
        var last = await db.Counters.Where(c => c.Name == Counter.CatalogueFeed).Select(c => c.Value).SingleAsync(cancel);

        // After the lock: whoever changes what closes a destination has the copies made behind this batch, or is seen by it.
        await destinations.FollowAsync(cancel);
        var source = await CopySource.LoadAsync(db, opinions, ids, cancel);
        var rows = await db.PublishedCopies.Where(c => ids.Contains(c.Listing)).ToDictionaryAsync(c => c.Listing, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var rules = destinations.RulesAsOf(today);
        for (var i = 0; i < ids.Length; i++)
        {
            if (!rows.TryGetValue(ids[i], out var row))
            {
                row = PublishedCopy.Of(ids[i]);
                db.PublishedCopies.Add(row);
            }

            var copy = source.CopyOf(ids[i], destinations, today);
            row.Set(last - ids.Length + 1 + i, copy is null ? null : JsonSerializer.Serialize(copy, JsonColumn.Options), rules, madeFrom, now);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        signal.Ring();
    }
}
