using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Conventions;

namespace Storefront.Data.Sqlite.Migrations;

/// <summary>The database itself refuses to change or delete what is written once. Its number keeps it behind <c>Start</c>, whenever that is made anew.</summary>
[DbContext(typeof(MarketDb))]
[Migration("20270101000000_InsertOnly")]
public sealed class InsertOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in InsertOnlyTables.All)
        {
            foreach (var act in new[] { "UPDATE", "DELETE" })
            {
                migrationBuilder.Sql(
                    $"CREATE TRIGGER \"TR_{table}_{act}\" BEFORE {act} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} is insert-only: a correction is a new row.'); END;");
            }
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in InsertOnlyTables.All) migrationBuilder.Sql($"DROP TRIGGER \"TR_{table}_UPDATE\"; DROP TRIGGER \"TR_{table}_DELETE\";");
    }
}
