using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Payments;
using Storefront.Reconciliation;

namespace Storefront.Data.Tests;

internal static partial class Books
{
    /// <summary>I8: everything that the providers ever made is compared with the books, as an admin has a range of days compared, and what is left in the list of differences is what the test expects. What the
    /// comparison took into the books is judged with all the rest.</summary>
    /// <param name="open">The differences of which nobody has said yet what they were.</param>
    public static async Task AssertAllAsync(IServiceProvider services, params DifferenceKind[] open)
    {
        await CompareAsync(services);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        // As they stand at one moment, whatever workers do meanwhile.
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var left = await db.Differences.AsNoTracking().Where(d => d.ResolvedAtUtc == null).ToListAsync();
        Assert.True(left.Select(d => d.Kind).Order().SequenceEqual(open.Order()), "Differs: " + string.Join("; ", left.Select(d => $"{d.Kind} {d.Object} {d.Reference}: {d.Ours} and {d.Theirs}")));
        await AssertAsync(db);
    }

    private static async Task CompareAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        foreach (var lister in scope.ServiceProvider.GetServices<IListProviderObjects>())
        {
            var run = ReconciliationRun.Of($"books:{Guid.NewGuid():N}", lister.Key, now.AddYears(-5), now.AddYears(1), null, now);
            db.ReconciliationRuns.Add(run);
            await db.SaveChangesAsync();
            // A worker of the app may take it up first.
            for (var tries = 0; ; tries++)
            {
                await scope.ServiceProvider.GetRequiredService<CompareWithProvider>().RunAsync(run.Id, default);
                var state = await db.ReconciliationRuns.AsNoTracking().Where(r => r.Id == run.Id).Select(r => new { r.FinishedAtUtc, r.Failure }).SingleAsync();
                if (state.FinishedAtUtc is not null) break;
                Assert.True(state.Failure is null && tries < 400, $"The comparison with '{lister.Key}' does not end: {state.Failure}");
                await Task.Delay(50);
            }
        }
    }
}
