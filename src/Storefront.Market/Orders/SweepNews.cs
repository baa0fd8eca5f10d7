using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Orders;

/// <summary>Takes in what the providers say has happened in our own account since the last walk and no webhook brought. What happens in payees' accounts is another list of each.</summary>
public sealed class SweepNews(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, WalkNews walk, RefusedDeliveries refused, TimeProvider clock, ILogger<SweepNews> log)
{
    /// <summary>From the end of one walk to the beginning of the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>A walk also looks at this much before its beginning, because a list may show an event later than its instant.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>How far back the first walk goes.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromDays(3);

    private const int MostPages = 20;

    /// <summary>The number of events that had not come.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await refused.WriteAsync(cancel);
        var stored = 0;
        foreach (var teller in abilities.News)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancel);
                var now = clock.GetUtcNow().UtcDateTime;
                var cursor = await db.NewsCursors.SingleOrDefaultAsync(c => c.Provider == teller.Key, cancel);
                if (cursor is null) db.NewsCursors.Add(cursor = NewsCursor.Of(teller.Key, NewsWalk.From(now - FirstLook, now)));
                stored += await walk.RunAsync(db, cursor, teller, null, MostPages, cancel);
            }
            catch (ProviderOutcomeUnknownException e)
            {
                SweepNewsLog.Unanswered(log, teller.Key, null, e);
            }
        }

        return stored;
    }
}

internal static partial class SweepNewsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} events of '{Provider}' had not come by webhook and were fetched")]
    public static partial void Fetched(ILogger log, int count, string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Provider}' did not answer with its events ({Payee}); it is asked again")]
    public static partial void Unanswered(ILogger log, string provider, string? payee, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The walk through the events of '{Provider}' ({Payee}) begins anew")]
    public static partial void BeginsAnew(ILogger log, string provider, string? payee, Exception fault);
}
