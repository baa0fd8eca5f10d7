using Microsoft.EntityFrameworkCore.Migrations;

namespace Storefront.Data.Sqlite.Migrations;

/// <summary>The triggers by which the database itself refuses to change or delete what is written once.</summary>
internal static class InsertOnlyTriggers
{
    public static void Guard(this MigrationBuilder migration, string table)
    {
        foreach (var act in new[] { "UPDATE", "DELETE" })
        {
            migration.Sql($"CREATE TRIGGER \"TR_{table}_{act}\" BEFORE {act} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} is insert-only: a correction is a new row.'); END;");
        }
    }

    public static void Unguard(this MigrationBuilder migration, string table)
    {
        migration.Sql($"DROP TRIGGER \"TR_{table}_UPDATE\"; DROP TRIGGER \"TR_{table}_DELETE\";");
    }
}
