using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Tests.Carriers;

/// <summary>Counts what is read from the database.</summary>
internal sealed class CountedCommands : DbCommandInterceptor
{
    private int count;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return new(result);
    }

    public async Task<int> DuringAsync(Func<Task> work)
    {
        var before = count;
        await work();
        return count - before;
    }
}
