using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MoneyProofs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "RefusedShortSinceUtc",
                table: "Payouts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Rate",
                table: "JournalEntries",
                type: "character varying(600)",
                maxLength: 600,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PayeeNewsCursors",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false),
                    Payee = table.Column<string>(type: "character varying(100)", unicode: false, maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    After = table.Column<string>(type: "character varying(200)", unicode: false, maxLength: 200, nullable: true),
                    WalkBeganAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LookAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayeeNewsCursors", x => new { x.Provider, x.Payee });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PayoutAccounts_BankChangedAtUtc",
                table: "PayoutAccounts",
                column: "BankChangedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_PayoutAccounts_PayeeAskedAtUtc",
                table: "PayoutAccounts",
                column: "PayeeAskedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ClosingBalances_UpToUtc_Account",
                table: "ClosingBalances",
                columns: new[] { "UpToUtc", "Account" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PayeeNewsCursors");

            migrationBuilder.DropIndex(
                name: "IX_PayoutAccounts_BankChangedAtUtc",
                table: "PayoutAccounts");

            migrationBuilder.DropIndex(
                name: "IX_PayoutAccounts_PayeeAskedAtUtc",
                table: "PayoutAccounts");

            migrationBuilder.DropIndex(
                name: "IX_ClosingBalances_UpToUtc_Account",
                table: "ClosingBalances");

            migrationBuilder.DropColumn(
                name: "RefusedShortSinceUtc",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "Rate",
                table: "JournalEntries");
        }
    }
}
