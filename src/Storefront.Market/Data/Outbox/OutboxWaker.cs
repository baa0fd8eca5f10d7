using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Outbox;

/// <summary>Rings the signal when a save wrote outbox messages. Inside an explicit transaction the worker may wake before the
/// commit and find nothing; its next look follows soon, so an early ring costs a query and loses nothing.</summary>
public sealed class OutboxWaker(OutboxSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null && eventData.Context.ChangeTracker.Entries<OutboxMessage>().Any()) signal.Ring();
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData) => signal.Ring();

    public Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context?.ChangeTracker.Entries<OutboxMessage>().Any() == true) signal.Ring();
        return Task.CompletedTask;
    }
}
