using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Storefront.Search;

/// <summary>A running prepared statement: bind, step, read columns, reset on disposal.</summary>
/// <remarks>The provider's own calls instead of ADO.NET commands: stepping through the rows of a common word takes little more than half the time, and
/// a blob is read where it lies. Measured, see docs/decisions/0011-catalogue-copy.md.</remarks>
internal readonly struct SqliteRow(sqlite3 handle, sqlite3_stmt statement) : IDisposable
{
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(statement, parameter, value), handle);

    public void Bind(int parameter, string value) => Check(raw.sqlite3_bind_text(statement, parameter, value), handle);

    public void BindText(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(statement, parameter, utf8), handle);

    public void BindBlob(int parameter, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(statement, parameter, value), handle);

    /// <summary>Steps to the next row; false after the last.</summary>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        throw Error(result, handle);
    }

    public void Run()
    {
        while (Next())
        {
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public double Real(int column) => raw.sqlite3_column_double(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose()
    {
        // The result repeats the step's, which has been thrown already.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }

    public static void Check(int result, sqlite3 handle)
    {
        if (result != raw.SQLITE_OK) throw Error(result, handle);
    }

    private static SqliteException Error(int result, sqlite3 handle) => new(raw.sqlite3_errmsg(handle).utf8_to_string(), result);
}
