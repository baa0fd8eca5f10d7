using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Conventions;

namespace Storefront.Data.SqlServer.Migrations;

/// <summary>Guards the tables that a market starts with. Its number keeps it behind <c>Start</c>, whenever that is made anew.</summary>
[DbContext(typeof(MarketDb))]
[Migration("20270101000000_InsertOnly")]
public sealed class InsertOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in InsertOnlyTables.AtStart) migrationBuilder.Guard(table);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in InsertOnlyTables.AtStart) migrationBuilder.Unguard(table);
    }
}
