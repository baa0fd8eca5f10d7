using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class CarrierPapers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Turn",
                table: "Pickups",
                type: "varchar(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Papers",
                table: "Parcels",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LocalName",
                table: "OrderLines",
                type: "nvarchar(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pickups_Turn",
                table: "Pickups",
                column: "Turn",
                unique: true,
                filter: "[Turn] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Pickups_Turn",
                table: "Pickups");

            migrationBuilder.DropColumn(
                name: "Turn",
                table: "Pickups");

            migrationBuilder.DropColumn(
                name: "Papers",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "LocalName",
                table: "OrderLines");
        }
    }
}
