using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Storefront.Data.Tests.Ledger;

/// <summary>Remembers the queries that were asked, and has PostgreSQL tell how many rows of each table it read for them.</summary>
internal sealed class ReadRows : DbCommandInterceptor
{
    private readonly List<(string Text, List<NpgsqlParameter> Parameters)> asked = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        asked.Add((command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]));
        return new(result);
    }

    public void Forget() => asked.Clear();

    /// <summary>Runs the remembered queries once more: the rows that their scans touched, found or thrown away, by table.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(string connectionString)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var (text, parameters) in asked)
        {
            await using var explain = new NpgsqlCommand("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + text, connection);
            explain.Parameters.AddRange(parameters.ConvertAll(p => p.Clone()).ToArray());
            using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
            Add(plan.RootElement[0].GetProperty("Plan"), rows);
        }

        return rows;
    }

    private static void Add(JsonElement node, Dictionary<string, long> rows)
    {
        long Of(string property) => node.TryGetProperty(property, out var value) ? (long)Math.Ceiling(value.GetDouble() * node.GetProperty("Actual Loops").GetDouble()) : 0;
        if (node.TryGetProperty("Relation Name", out var table))
            rows[table.GetString()!] = rows.GetValueOrDefault(table.GetString()!) + Of("Actual Rows") + Of("Rows Removed by Filter") + Of("Rows Removed by Index Recheck");
        if (!node.TryGetProperty("Plans", out var below)) return;
        foreach (var inner in below.EnumerateArray()) Add(inner, rows);
    }
}
