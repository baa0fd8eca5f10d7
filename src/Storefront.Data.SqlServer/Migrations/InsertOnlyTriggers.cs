using Microsoft.EntityFrameworkCore.Migrations;

namespace Storefront.Data.SqlServer.Migrations;

/// <summary>The triggers by which the database itself refuses to change or delete what is written once.</summary>
/// <remarks>EF Core's OUTPUT clauses are refused only for statements of a kind that has a trigger, and these tables see inserts alone.</remarks>
internal static class InsertOnlyTriggers
{
    public static void Guard(this MigrationBuilder migration, string table)
    {
        // EXEC, because CREATE TRIGGER must stand alone in its batch and an idempotent script puts every statement behind an IF.
        migration.Sql(
            $"EXEC(N'CREATE TRIGGER [TR_{table}] ON [{table}] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 50001, N''{table} is insert-only: a correction is a new row.'', 1; END');");
    }

    public static void Unguard(this MigrationBuilder migration, string table)
    {
        migration.Sql($"DROP TRIGGER [TR_{table}];");
    }
}
