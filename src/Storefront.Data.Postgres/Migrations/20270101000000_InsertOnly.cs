using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Conventions;

namespace Storefront.Data.Postgres.Migrations;

/// <summary>The database itself refuses to change or delete what is written once. Its number keeps it behind <c>Start</c>, whenever that is made anew.</summary>
[DbContext(typeof(MarketDb))]
[Migration("20270101000000_InsertOnly")]
public sealed class InsertOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
            BEGIN
                RAISE EXCEPTION '% is insert-only: a correction is a new row.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END
            $refuse$;
            """);
        foreach (var table in InsertOnlyTables.All)
        {
            migrationBuilder.Sql(
                $"CREATE TRIGGER \"TR_{table}\" BEFORE UPDATE OR DELETE OR TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in InsertOnlyTables.All) migrationBuilder.Sql($"DROP TRIGGER \"TR_{table}\" ON \"{table}\";");
        migrationBuilder.Sql("DROP FUNCTION refuse_change();");
    }
}
