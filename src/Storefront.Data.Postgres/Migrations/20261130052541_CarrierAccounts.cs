using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
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
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LabelFormat",
                table: "Parcels",
                type: "character varying(40)",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "LabelIsToCome",
                table: "Parcels",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Marks",
                table: "Parcels",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ServiceName",
                table: "Parcels",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CarrierAccounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Carrier = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false),
                    IsTest = table.Column<bool>(type: "boolean", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    Kept = table.Column<string>(type: "text", unicode: false, nullable: false),
                    Given = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Checks = table.Column<string>(type: "text", nullable: false),
                    CreatedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
