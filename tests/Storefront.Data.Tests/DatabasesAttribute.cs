using System.Reflection;
using Microsoft.Data.SqlClient;
using Xunit.Sdk;

namespace Storefront.Data.Tests;

/// <summary>The databases on which a persistence test runs: SQLite and PostgreSQL always, SQL Server where
/// <c>STOREFRONT_TEST_SQLSERVER</c> holds a connection string to a server on which databases may be made and dropped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DatabasesAttribute : DataAttribute
{
    private static readonly string? SqlServer = Environment.GetEnvironmentVariable("STOREFRONT_TEST_SQLSERVER");

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return ["sqlite"];
        yield return ["postgres"];
        if (!string.IsNullOrEmpty(SqlServer)) yield return ["sqlserver"];
    }

    public static string NewSqlServerDatabase() => new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = $"market_{Guid.NewGuid():N}" }.ToString();
}
