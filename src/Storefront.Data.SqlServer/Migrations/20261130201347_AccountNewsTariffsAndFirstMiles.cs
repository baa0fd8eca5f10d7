using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AccountNewsTariffsAndFirstMiles : Migration
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

            migrationBuilder.AddColumn<Guid>(
                name: "FirstMile",
                table: "Parcels",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsFirstMile",
                table: "Parcels",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PurchaseMark",
                table: "Parcels",
                type: "varchar(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Warehouse",
                table: "Parcels",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Country",
                table: "NationalTariffs",
                type: "varchar(2)",
                unicode: false,
                maxLength: 2,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "varchar(2)",
                oldUnicode: false,
                oldMaxLength: 2);

            migrationBuilder.AddColumn<bool>(
                name: "HasDuties",
                table: "NationalTariffs",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyFailedAtUtc",
                table: "Chargebacks",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "KeyGeneration",
                table: "Chargebacks",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Warehouse",
                table: "CarrierAccounts",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TariffDuties",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Tariff = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Country = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    HsPrefix = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Rate = table.Column<int>(type: "int", nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    CheckedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    SetBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SetAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    TakenAwayAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TariffDuties", x => x.Id);
                    table.CheckConstraint("CK_TariffDuties_Rate", "\"Rate\" BETWEEN 0 AND 10000000");
                    table.ForeignKey(
                        name: "FK_TariffDuties_NationalTariffs_Tariff",
                        column: x => x.Tariff,
                        principalTable: "NationalTariffs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reversals_Status_SettledAtUtc",
                table: "Reversals",
                columns: new[] { "Status", "SettledAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_PaidAtUtc",
                table: "Payouts",
                column: "PaidAtUtc");

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

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_FirstMile",
                table: "Parcels",
                column: "FirstMile");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_To",
                table: "Notices",
                column: "To");

            migrationBuilder.CreateIndex(
                name: "IX_TariffDuties_Tariff_SetAtUtc",
                table: "TariffDuties",
                columns: new[] { "Tariff", "SetAtUtc" });

            // Whose transfer was made may have been asked for at the bank: nothing of it is taken back on its own.
            migrationBuilder.Sql("EXEC(N'UPDATE [Payouts] SET [BankAskedAtUtc] = [AskedAtUtc] WHERE [Transfer] IS NOT NULL')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TariffDuties");

            migrationBuilder.DropIndex(
                name: "IX_Reversals_Status_SettledAtUtc",
                table: "Reversals");

            migrationBuilder.DropIndex(
                name: "IX_Payouts_PaidAtUtc",
                table: "Payouts");

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

            migrationBuilder.DropIndex(
                name: "IX_Parcels_FirstMile",
                table: "Parcels");

            migrationBuilder.DropIndex(
                name: "IX_Notices_To",
                table: "Notices");

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

            migrationBuilder.DropColumn(
                name: "FirstMile",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "IsFirstMile",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "PurchaseMark",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "Warehouse",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "HasDuties",
                table: "NationalTariffs");

            migrationBuilder.DropColumn(
                name: "KeyFailedAtUtc",
                table: "Chargebacks");

            migrationBuilder.DropColumn(
                name: "KeyGeneration",
                table: "Chargebacks");

            migrationBuilder.DropColumn(
                name: "Warehouse",
                table: "CarrierAccounts");

            migrationBuilder.AlterColumn<string>(
                name: "Country",
                table: "NationalTariffs",
                type: "varchar(2)",
                unicode: false,
                maxLength: 2,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "varchar(2)",
                oldUnicode: false,
                oldMaxLength: 2,
                oldNullable: true);
        }
    }
}
