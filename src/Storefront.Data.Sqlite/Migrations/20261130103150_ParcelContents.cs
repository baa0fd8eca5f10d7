using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Conventions;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ParcelContents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "DeliveredAtUtc",
                table: "Parcels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Load",
                table: "Parcels",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "Whole");

            migrationBuilder.AddColumn<int>(
                name: "Part",
                table: "Parcels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CancelledUnits",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "FirstSentAtUtc",
                table: "Consignments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AddressChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    From = table.Column<string>(type: "TEXT", maxLength: 3000, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 3000, nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnsweredAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ParcelContents",
                columns: table => new
                {
                    Parcel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Line = table.Column<Guid>(type: "TEXT", nullable: false),
                    Consignment = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<Guid>(type: "TEXT", nullable: false),
                    Quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParcelContents", x => new { x.Parcel, x.Line });
                    table.CheckConstraint("CK_ParcelContents_Quantity", "\"Quantity\" > 0");
                });

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_Order_AtUtc",
                table: "AddressChanges",
                columns: new[] { "Order", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ParcelContents_Consignment",
                table: "ParcelContents",
                column: "Consignment");

            migrationBuilder.CreateIndex(
                name: "IX_ParcelContents_Order",
                table: "ParcelContents",
                column: "Order");

            migrationBuilder.Guard("ParcelContents");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressChanges");

            migrationBuilder.DropTable(
                name: "ParcelContents");

            migrationBuilder.DropColumn(
                name: "DeliveredAtUtc",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "Load",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "CancelledUnits",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "FirstSentAtUtc",
                table: "Consignments");
        }
    }
}
