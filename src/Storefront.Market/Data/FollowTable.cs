using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Storefront.Data;

/// <summary>Keeps a table in this node's memory at what the database holds, whichever node's office changed it. Any number of callers may ask at once.</summary>
public abstract class FollowTable(IDbContextFactory<MarketDb> contexts) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private string? seen;

    public void Dispose()
    {
        one.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Costs the look, which is one statement over what is few; the table itself is read and replaced when the look finds another state.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var state = await LookAsync(db, cancel);
            if (state == seen) return;
            // The first look at a market that has nothing of the kind changes nothing.
            if (seen is not null || state.Length > 0) await ReplaceAsync(db, cancel);
            seen = state;
        }
        finally
        {
            one.Release();
        }
    }

    /// <returns>A state that is another one after every change, and empty while there is nothing.</returns>
    protected abstract Task<string> LookAsync(MarketDb db, CancellationToken cancel);

    protected abstract Task ReplaceAsync(MarketDb db, CancellationToken cancel);

    /// <param name="changes">A sum that grows with every change.</param>
    protected static string State(int changes) => changes == 0 ? "" : changes.ToString(CultureInfo.InvariantCulture);
}
