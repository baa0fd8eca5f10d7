using Microsoft.EntityFrameworkCore.Migrations;

namespace Storefront.Data.Postgres.Migrations;

/// <summary>The triggers by which the database itself refuses to change or delete what is written once.</summary>
internal static class InsertOnlyTriggers
{
    public static void Guard(this MigrationBuilder migration, string table)
    {
        // Whichever migration is first makes the function that all triggers share.
        migration.Sql(
            """
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
            BEGIN
                RAISE EXCEPTION '% is insert-only: a correction is a new row.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END
            $refuse$;
            """);
        migration.Sql($"CREATE TRIGGER \"TR_{table}\" BEFORE UPDATE OR DELETE OR TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
    }

    public static void Unguard(this MigrationBuilder migration, string table)
    {
        migration.Sql($"DROP TRIGGER \"TR_{table}\" ON \"{table}\";");
    }
}
