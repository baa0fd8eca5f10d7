using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LedgerClosings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ClosingBalances",
                columns: table => new
                {
                    UpToUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Account = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Owner = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    DebitsMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    CreditsMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClosingBalances", x => new { x.Account, x.Owner, x.Currency, x.UpToUtc });
                });

            migrationBuilder.CreateTable(
                name: "Closings",
                columns: table => new
                {
                    UpToUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Entries = table.Column<long>(type: "INTEGER", nullable: false),
                    Postings = table.Column<long>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Closings", x => x.UpToUtc);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Postings_AtUtc",
                table: "Postings",
                column: "AtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_AtUtc_Key",
                table: "JournalEntries",
                columns: new[] { "AtUtc", "Key" });

            migrationBuilder.Guard("Closings");
            migrationBuilder.Guard("ClosingBalances");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClosingBalances");

            migrationBuilder.DropTable(
                name: "Closings");

            migrationBuilder.DropIndex(
                name: "IX_Postings_AtUtc",
                table: "Postings");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_AtUtc_Key",
                table: "JournalEntries");
        }
    }
}
