using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FirstMile : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "FirstMile",
                table: "Parcels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsFirstMile",
                table: "Parcels",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PurchaseMark",
                table: "Parcels",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Warehouse",
                table: "Parcels",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Warehouse",
                table: "CarrierAccounts",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_FirstMile",
                table: "Parcels",
                column: "FirstMile");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Parcels_FirstMile",
                table: "Parcels");

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
                name: "Warehouse",
                table: "CarrierAccounts");
        }
    }
}
