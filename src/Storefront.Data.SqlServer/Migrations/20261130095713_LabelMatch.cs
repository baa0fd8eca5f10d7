using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class LabelMatch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Destination",
                table: "Parcels",
                type: "varchar(2)",
                unicode: false,
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsCounted",
                table: "Parcels",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "PromisedDays",
                table: "Parcels",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OffersBy",
                table: "Merchants",
                type: "varchar(40)",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "Price");

            migrationBuilder.CreateTable(
                name: "ServiceDays",
                columns: table => new
                {
                    Merchant = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    Carrier = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Service = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Parcels = table.Column<int>(type: "int", nullable: false),
                    OnTime = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceDays", x => new { x.Destination, x.Merchant, x.Carrier, x.Service, x.Day });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ServiceDays");

            migrationBuilder.DropColumn(
                name: "Destination",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "IsCounted",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "PromisedDays",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "OffersBy",
                table: "Merchants");
        }
    }
}
