using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Tests.Holds;

/// <summary>Does something at one of the commits to come: before it, so that nothing is written, or after it, so that nobody hears that it was.</summary>
internal sealed class Disturbance : DbTransactionInterceptor
{
    private int left;
    private bool before;
    private Action? act;

    /// <param name="commit">1 for the next.</param>
    public void At(int commit, bool beforeIt, Action what) => (left, before, act) = (commit, beforeIt, what);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (act is not null && --left == 0 && before) Run();
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (act is not null && left == 0 && !before) Run();
        return Task.CompletedTask;
    }

    private void Run()
    {
        var now = act!;
        act = null;
        now();
    }
}
