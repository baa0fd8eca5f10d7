using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CarrierAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CarrierReference",
                table: "Parcels",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LabelFormat",
                table: "Parcels",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "LabelIsToCome",
                table: "Parcels",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Marks",
                table: "Parcels",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ServiceName",
                table: "Parcels",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CarrierAccounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Carrier = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    IsTest = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Kept = table.Column<string>(type: "TEXT", unicode: false, nullable: false),
                    Given = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Checks = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CarrierAccounts", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CarrierAccounts_Merchant_Carrier",
                table: "CarrierAccounts",
                columns: new[] { "Merchant", "Carrier" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CarrierAccounts");

            migrationBuilder.DropColumn(
                name: "CarrierReference",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "LabelFormat",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "LabelIsToCome",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "Marks",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "ServiceName",
                table: "Parcels");
        }
    }
}
