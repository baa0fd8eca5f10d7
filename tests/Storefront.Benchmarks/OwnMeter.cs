using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Benchmarks;

/// <summary>What is measured inside this process, which then is the app: its processor time and memory, and the commands that it sends.</summary>
/// <param name="database">Process of the database server, or null for the embedded one.</param>
internal sealed class OwnMeter(int? database) : DbCommandInterceptor
{
    private long commands;

    public Reading Read() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds, database is { } server ? ServerMeter.DatabaseSeconds(server) : 0, 0, ServerMeter.Resident(Environment.ProcessId),
        new AppCounters(Interlocked.Read(ref commands), 0, 0, GC.GetTotalAllocatedBytes(), GC.GetTotalMemory(forceFullCollection: false), 0, 0, 0));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref commands);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref commands);
        return new(result);
    }
}
