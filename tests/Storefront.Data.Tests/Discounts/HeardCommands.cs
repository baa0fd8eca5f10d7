using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Data.Tests.Discounts;

/// <summary>Keeps the text of what is asked of the database.</summary>
internal sealed class HeardCommands : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> texts = new();

    public IReadOnlyList<string> Texts => [.. texts];

    public void Forget() => texts.Clear();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        texts.Enqueue(command.CommandText);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        texts.Enqueue(command.CommandText);
        return new(result);
    }
}
