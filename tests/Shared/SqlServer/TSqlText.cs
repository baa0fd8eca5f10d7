using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Storefront.Testing.SqlServer;

/// <summary>T-SQL read by SQL Server's own parser.</summary>
internal static class TSqlText
{
    /// <exception cref="FormatException">SQL Server would not accept it as a statement at all.</exception>
    public static TSqlFragment Parse(string sql)
    {
        using var reader = new StringReader(sql);
        var parsed = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Count == 0 ? parsed : throw new FormatException(string.Join('\n', errors.Select(e => $"({e.Line},{e.Column}) {e.Message}")) + "\n" + sql);
    }

    public static string Last(this MultiPartIdentifier name) => name.Identifiers[^1].Value;
}
