using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.FaultRunner;

/// <summary>The points around transactions: with all work done and not committed, and committed with nobody told.</summary>
internal sealed class KillAtCommits(KillSwitch kill) : DbTransactionInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        kill.Pass("before a commit");
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        kill.Pass("after a commit");
        return Task.CompletedTask;
    }
}

/// <summary>The points after statements that commit by themselves: updates without a transaction, and saves of a single row. Before such a
/// statement the database is as it was after the point before.</summary>
internal sealed class KillAtStatements(KillSwitch kill) : DbCommandInterceptor
{
    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null) kill.Pass($"after {FirstWords(command)}");
        return ValueTask.FromResult(result);
    }

    /// <summary>A reader that returns what it wrote has committed when it is read to its end.</summary>
    public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (command.Transaction is null && !command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) kill.Pass($"after {FirstWords(command)}");
        return ValueTask.FromResult(result);
    }

    private static string FirstWords(DbCommand command) => string.Join(' ', command.CommandText.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Take(3));
}
