using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Walks through what the providers say has happened since the last walk and takes in what no webhook brought. A walk goes page by page and is
/// continued where it stopped, by whichever node comes next; one node at a time is on it.</summary>
public sealed class SweepNews(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, RefusedDeliveries refused, TimeProvider clock, ILogger<SweepNews> log)
{
    /// <summary>From the end of one walk to the beginning of the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>A walk also looks at this much before its beginning, because a list may show an event later than its instant.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>How far back the first walk goes.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromDays(3);

    private const int MostPages = 20;
    private const int Tries = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>The number of events that had not come.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await refused.WriteAsync(cancel);
        var stored = 0;
        foreach (var teller in abilities.News)
        {
            try
            {
                stored += await WalkAsync(teller, cancel);
            }
            catch (ProviderOutcomeUnknownException e)
            {
                SweepNewsLog.Unanswered(log, teller.Key, e);
            }
        }

        return stored;
    }

    private async Task<int> WalkAsync(IListProviderNews teller, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await TakeAsync(db, teller.Key, cancel) is not { } cursor) return 0;
        var stored = 0;
        for (var page = 0; page < MostPages; page++)
        {
            NewsPage told;
            try
            {
                told = await teller.ListNewsAsync(cursor.SinceUtc - Overlap, teller.Kinds, cursor.After, cancel);
            }
            catch (ProviderRefusedException e) when (cursor.After is not null)
            {
                // The event after which we went on is gone from the list: the walk begins anew.
                SweepNewsLog.BeginsAnew(log, teller.Key, e);
                cursor.WalkedTo(null, Now);
                await db.SaveChangesAsync(cancel);
                return stored;
            }

            stored += await StoreAsync(teller.Key, told.Events, cancel);
            if (told.Next is null)
            {
                cursor.WalkedThrough(Now + Pause);
                await db.SaveChangesAsync(cancel);
                return stored;
            }

            // After the last page of this turn the lease is let go, so that the next turn goes on at once.
            cursor.WalkedTo(told.Next, page == MostPages - 1 ? Now : Now + Lease);
            await db.SaveChangesAsync(cancel);
        }

        return stored;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Null when another node is on it, or it is not time yet.</summary>
    private async Task<NewsCursor?> TakeAsync(MarketDb db, string provider, CancellationToken cancel)
    {
        var now = Now;
        var cursor = await db.NewsCursors.SingleOrDefaultAsync(c => c.Provider == provider, cancel);
        if (cursor is null) db.NewsCursors.Add(cursor = NewsCursor.Of(provider, now - FirstLook, now));
        if (cursor.LookAtUtc > now) return null;
        cursor.Take(now + Lease, now);
        try
        {
            await db.SaveChangesAsync(cancel);
            return cursor;
        }
        catch (DbUpdateException)
        {
            return null;
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

internal static partial class SweepNewsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} events of '{Provider}' had not come by webhook and were fetched")]
    public static partial void Fetched(ILogger log, int count, string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Provider}' did not answer with its events; it is asked again")]
    public static partial void Unanswered(ILogger log, string provider, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The walk through the events of '{Provider}' begins anew")]
    public static partial void BeginsAnew(ILogger log, string provider, Exception fault);
}
