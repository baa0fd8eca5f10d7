using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ParcelAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Account",
                table: "Parcels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "FetchLabelAtUtc",
                table: "Parcels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CarrierMessages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    EventId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    News = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CarrierMessages", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_FetchLabelAtUtc",
                table: "Parcels",
                column: "FetchLabelAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_TrackingNumber",
                table: "Parcels",
                column: "TrackingNumber");

            migrationBuilder.CreateIndex(
                name: "IX_CarrierMessages_Account_EventId",
                table: "CarrierMessages",
                columns: new[] { "Account", "EventId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CarrierMessages");

            migrationBuilder.DropIndex(
                name: "IX_Parcels_FetchLabelAtUtc",
                table: "Parcels");

            migrationBuilder.DropIndex(
                name: "IX_Parcels_TrackingNumber",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "Account",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "FetchLabelAtUtc",
                table: "Parcels");
        }
    }
}
