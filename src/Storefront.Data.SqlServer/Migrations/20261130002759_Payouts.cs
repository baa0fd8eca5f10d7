using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Payouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PayoutAccounts",
                columns: table => new
                {
                    Merchant = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Payee = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    StateCode = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    BankMark = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    BankEnding = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: true),
                    BankChangedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Contact = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    Flag = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: true),
                    Schedule = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DueAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LookAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    BlockedBecause = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    BlockEndsAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayoutAccounts", x => x.Merchant);
                });

            migrationBuilder.CreateTable(
                name: "Payouts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Merchant = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Payee = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    BankEnding = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: true),
                    Key = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    Status = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    Transfer = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    FailureCode = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: true),
                    WithheldBecause = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    ApprovalsNeeded = table.Column<int>(type: "int", nullable: false),
                    ApprovedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ApprovedAlsoBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AskedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PaidAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SettledAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ArrivesOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LookAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Amount_Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    Amount_Minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payouts", x => x.Id);
                    table.CheckConstraint("CK_Payouts_Amount", "\"Amount_Minor\" > 0");
                });

            migrationBuilder.CreateIndex(
                name: "IX_PayoutAccounts_BlockedBecause_DueAtUtc",
                table: "PayoutAccounts",
                columns: new[] { "BlockedBecause", "DueAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_PayoutAccounts_LookAtUtc",
                table: "PayoutAccounts",
                column: "LookAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_Key",
                table: "Payouts",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_LookAtUtc",
                table: "Payouts",
                column: "LookAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_Merchant_CreatedAtUtc",
                table: "Payouts",
                columns: new[] { "Merchant", "CreatedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_Status_CreatedAtUtc",
                table: "Payouts",
                columns: new[] { "Status", "CreatedAtUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PayoutAccounts");

            migrationBuilder.DropTable(
                name: "Payouts");
        }
    }
}
