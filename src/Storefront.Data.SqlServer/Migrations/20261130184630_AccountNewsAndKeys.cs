using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AccountNewsAndKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "KeyFailedAtUtc",
                table: "Reversals",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyGeneration",
                table: "Reversals",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyFailedAtUtc",
                table: "Refunds",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyGeneration",
                table: "Refunds",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "BankAskedAtUtc",
                table: "Payouts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyFailedAtUtc",
                table: "Payouts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyGeneration",
                table: "Payouts",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "ShortSinceUtc",
                table: "Payouts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyFailedAtUtc",
                table: "PayoutAccounts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyGeneration",
                table: "PayoutAccounts",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "PayeeAskedAtUtc",
                table: "PayoutAccounts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyFailedAtUtc",
                table: "Payments",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyGeneration",
                table: "Payments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_Reference",
                table: "Payouts",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_ShortSinceUtc",
                table: "Payouts",
                column: "ShortSinceUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_Transfer",
                table: "Payouts",
                column: "Transfer");

            migrationBuilder.CreateIndex(
                name: "IX_PayoutAccounts_Payee",
                table: "PayoutAccounts",
                column: "Payee");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Payouts_Reference",
                table: "Payouts");

            migrationBuilder.DropIndex(
                name: "IX_Payouts_ShortSinceUtc",
                table: "Payouts");

            migrationBuilder.DropIndex(
                name: "IX_Payouts_Transfer",
                table: "Payouts");

            migrationBuilder.DropIndex(
                name: "IX_PayoutAccounts_Payee",
                table: "PayoutAccounts");

            migrationBuilder.DropColumn(
                name: "KeyFailedAtUtc",
                table: "Reversals");

            migrationBuilder.DropColumn(
                name: "KeyGeneration",
                table: "Reversals");

            migrationBuilder.DropColumn(
                name: "KeyFailedAtUtc",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "KeyGeneration",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "BankAskedAtUtc",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "KeyFailedAtUtc",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "KeyGeneration",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "ShortSinceUtc",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "KeyFailedAtUtc",
                table: "PayoutAccounts");

            migrationBuilder.DropColumn(
                name: "KeyGeneration",
                table: "PayoutAccounts");

            migrationBuilder.DropColumn(
                name: "PayeeAskedAtUtc",
                table: "PayoutAccounts");

            migrationBuilder.DropColumn(
                name: "KeyFailedAtUtc",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "KeyGeneration",
                table: "Payments");
        }
    }
}
