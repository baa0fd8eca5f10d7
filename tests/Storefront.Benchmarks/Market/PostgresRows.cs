using Npgsql;

namespace Storefront.Benchmarks.Market;

internal sealed class PostgresRows(string connectionString) : IRowWriter
{
    public void Write(string table, string[] columns, IEnumerable<object?[]> rows)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        // Rows of millions of orders are right by the way they are made: asking for each whether its parent exists would take most of the time.
        using (var trusted = new NpgsqlCommand("SET session_replication_role = replica", connection)) trusted.ExecuteNonQuery();
        using var copy = connection.BeginBinaryImport($"COPY \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var value in row)
            {
                if (value is null) copy.WriteNull();
                else copy.Write(value);
            }
        }

        copy.Complete();
    }

    public void Finish()
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var analyze = new NpgsqlCommand("VACUUM ANALYZE", connection);
        analyze.ExecuteNonQuery();
    }
}
