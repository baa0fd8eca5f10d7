using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Outbox;

/// <summary>Rings the signal when a save wrote outbox messages. Inside an explicit transaction the worker may wake before the
/// commit and find nothing; its next look follows soon, so an early ring costs a query and loses nothing.</summary>
public sealed class OutboxWaker(OutboxSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null && Wrote(eventData.Context)) signal.Ring();
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData) => signal.Ring();

    public Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && Wrote(db)) signal.Ring();
        return Task.CompletedTask;
    }

    /// <summary>Looks at what is tracked and not for changes: they have just been saved, and looking costs as much as saving did.</summary>
    private static bool Wrote(DbContext db)
    {
        var tracker = db.ChangeTracker;
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            return tracker.Entries<OutboxMessage>().Any();
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }
}
