using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Conventions;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Load",
                table: "Parcels",
                type: "character varying(40)",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "Whole");

            migrationBuilder.AddColumn<int>(
                name: "Part",
                table: "Parcels",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CancelledUnits",
                table: "OrderLines",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "FirstSentAtUtc",
                table: "Consignments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AddressChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    From = table.Column<string>(type: "character varying(3000)", maxLength: 3000, nullable: false),
                    To = table.Column<string>(type: "character varying(3000)", maxLength: 3000, nullable: false),
                    Status = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AnsweredAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ParcelContents",
                columns: table => new
                {
                    Parcel = table.Column<Guid>(type: "uuid", nullable: false),
                    Line = table.Column<Guid>(type: "uuid", nullable: false),
                    Consignment = table.Column<Guid>(type: "uuid", nullable: false),
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Quantity = table.Column<int>(type: "integer", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
