using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Walks through one list of a provider's events and takes in what no webhook brought. A walk goes page by page and is continued where it stopped, by whichever node comes next; one
/// node at a time is on it.</summary>
public sealed class WalkNews(IDbContextFactory<MarketDb> contexts, TimeProvider clock, ILogger<WalkNews> log)
{
    private const int Tries = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>The number of events that had not come; nothing when another node is on it, or it is not time yet.</summary>
    /// <param name="cursor">Of the context, which saves it; a new one is added to it already.</param>
    /// <param name="payee">In whose account; null for our own.</param>
    internal async Task<int> RunAsync(MarketDb db, INewsCursor cursor, IListProviderNews teller, string? payee, int mostPages, CancellationToken cancel)
    {
        if (!await TakeAsync(db, cursor, cancel)) return 0;
        var (stored, kinds) = (0, payee is null ? teller.Kinds : teller.PayeeKinds);
        for (var page = 0; page < mostPages; page++)
        {
            NewsPage told;
            try
            {
                told = await teller.ListNewsAsync(payee, cursor.Walk.SinceUtc - SweepNews.Overlap, kinds, cursor.Walk.After, cancel);
            }
            catch (ProviderRefusedException e) when (cursor.Walk.After is not null)
            {
                // The event after which we went on is gone from the list: the walk begins anew.
                SweepNewsLog.BeginsAnew(log, teller.Key, payee, e);
                cursor.Walked(cursor.Walk.To(null, Now));
                await db.SaveChangesAsync(cancel);
                return stored;
            }

            stored += await StoreAsync(teller.Key, told.Events, cancel);
            if (told.Next is null)
            {
                cursor.Walked(cursor.Walk.Through(Now + SweepNews.Pause));
                await db.SaveChangesAsync(cancel);
                return stored;
            }

            // After the last page of this turn the lease is let go, so that the next turn goes on at once.
            cursor.Walked(cursor.Walk.To(told.Next, page == mostPages - 1 ? Now : Now + Lease));
            await db.SaveChangesAsync(cancel);
        }

        return stored;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> TakeAsync(MarketDb db, INewsCursor cursor, CancellationToken cancel)
    {
        var now = Now;
        if (cursor.Walk.LookAtUtc > now) return false;
        cursor.Walked(cursor.Walk.Taken(now + Lease, now));
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private async Task<int> StoreAsync(string provider, IReadOnlyList<ProviderEvent> events, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var ids = events.Select(e => e.EventId).Distinct().ToList();
            var known = (await db.ReceivedEvents.AsNoTracking().Where(e => e.Provider == provider && ids.Contains(e.EventId)).Select(e => e.EventId).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            // Oldest first, as they would have come.
            var missing = events.Where(e => known.Add(e.EventId)).Reverse().ToList();
            if (missing.Count == 0) return 0;
            foreach (var news in missing) db.Receive(provider, news, wasFetched: true, Now);
            try
            {
                await db.SaveChangesAsync(cancel);
                SweepNewsLog.Fetched(log, missing.Count, provider);
                return missing.Count;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // A webhook brought one of them at the same moment: look again at what is missing.
            }
        }
    }
}
