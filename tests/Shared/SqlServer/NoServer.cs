using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Testing.SqlServer;

/// <summary>Stands where a server would be: connections are never opened, commands are written down and give nothing back.</summary>
internal sealed class NoServer : DbCommandInterceptor, IDbConnectionInterceptor
{
    public static readonly NoServer Instance = new();

    [ThreadStatic]
    private static List<string>? sink;

    /// <summary>The commands that <paramref name="work"/> would send. It runs on this thread, and what it makes of the empty answers does not matter.</summary>
    public static IReadOnlyList<string> Commands(Action work)
    {
        var written = sink = [];
        try
        {
            work();
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbUpdateException && written.Count > 0)
        {
            // A row was expected and none came.
        }

        sink = null;
        return written;
    }

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        sink!.Add(command.CommandText);
        return InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        sink!.Add(command.CommandText);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        sink!.Add(command.CommandText);
        return InterceptionResult<object>.SuppressWithResult(0);
    }
}
