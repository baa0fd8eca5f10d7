using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Conventions;

namespace Storefront.Data.SqlServer.Migrations;

/// <summary>The database itself refuses to change or delete what is written once. Its number keeps it behind <c>Start</c>, whenever that is made anew.</summary>
/// <remarks>EF Core's OUTPUT clauses are refused only for statements of a kind that has a trigger, and these tables see inserts alone.</remarks>
[DbContext(typeof(MarketDb))]
[Migration("20270101000000_InsertOnly")]
public sealed class InsertOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // EXEC, because CREATE TRIGGER must stand alone in its batch and an idempotent script puts every statement behind an IF.
        foreach (var table in InsertOnlyTables.All)
        {
            migrationBuilder.Sql(
                $"EXEC(N'CREATE TRIGGER [TR_{table}] ON [{table}] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 50001, N''{table} is insert-only: a correction is a new row.'', 1; END');");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in InsertOnlyTables.All) migrationBuilder.Sql($"DROP TRIGGER [TR_{table}];");
    }
}
