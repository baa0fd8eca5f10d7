using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Conventions;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Makes the change feed: for each listing the copy that the shop shows, or its absence, under the next sequence number.</summary>
public sealed class MakeCopies(IDbContextFactory<MarketDb> contexts, ITellOpinions opinions, CopiesSignal signal, TimeProvider clock)
{
    /// <summary>Listings made in one transaction, at most.</summary>
    public const int BatchSize = 200;

    public async Task RunAsync(IReadOnlyCollection<ListingId> listings, CancellationToken cancel)
    {
        foreach (var batch in listings.Distinct().Chunk(BatchSize)) await OneBatchAsync(batch, cancel);
    }

    private async Task OneBatchAsync(ListingId[] ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Raising the counter locks it until the commit: batches become visible in the order of their numbers.
        if (await db.Counters.Where(c => c.Name == Counter.CatalogueFeed).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + ids.Length), cancel) == 0)
            throw new InvalidOperationException("The catalogue feed's counter is missing.");
        var last = await db.Counters.Where(c => c.Name == Counter.CatalogueFeed).Select(c => c.Value).SingleAsync(cancel);

        var source = await CopySource.LoadAsync(db, opinions, ids, cancel);
        var rows = await db.PublishedCopies.Where(c => ids.Contains(c.Listing)).ToDictionaryAsync(c => c.Listing, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        for (var i = 0; i < ids.Length; i++)
        {
            if (!rows.TryGetValue(ids[i], out var row))
            {
                row = PublishedCopy.Of(ids[i]);
                db.PublishedCopies.Add(row);
            }

            var copy = source.CopyOf(ids[i]);
            row.Set(last - ids.Length + 1 + i, copy is null ? null : JsonSerializer.Serialize(copy, JsonColumn.Options), now);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        signal.Ring();
    }
}
