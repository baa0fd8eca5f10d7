using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AppealsAndReversals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReversedMinor",
                table: "Payouts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "AppealOutcome",
                table: "Disputes",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AppealedAtUtc",
                table: "Disputes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AppealedBy",
                table: "Disputes",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DecidedAtUtc",
                table: "Disputes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DecidedBy",
                table: "Disputes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MadeGoodMinor",
                table: "Disputes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "Reversals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payout = table.Column<Guid>(type: "TEXT", nullable: false),
                    Refund = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: true),
                    FailureCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SettledAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount_Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    Amount_Minor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reversals", x => x.Id);
                    table.CheckConstraint("CK_Reversals_Amount", "\"Amount_Minor\" > 0");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reversals_Key",
                table: "Reversals",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reversals_Merchant_Status",
                table: "Reversals",
                columns: new[] { "Merchant", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Reversals_Payout",
                table: "Reversals",
                column: "Payout");

            migrationBuilder.CreateIndex(
                name: "IX_Reversals_Refund",
                table: "Reversals",
                column: "Refund");

            migrationBuilder.CreateIndex(
                name: "IX_Reversals_Status_CreatedAtUtc",
                table: "Reversals",
                columns: new[] { "Status", "CreatedAtUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Reversals");

            migrationBuilder.DropColumn(
                name: "ReversedMinor",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "AppealOutcome",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "AppealedAtUtc",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "AppealedBy",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "DecidedAtUtc",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "DecidedBy",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "MadeGoodMinor",
                table: "Disputes");
        }
    }
}
