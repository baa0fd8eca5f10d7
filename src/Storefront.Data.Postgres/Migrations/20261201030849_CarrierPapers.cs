using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
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
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Papers",
                table: "Parcels",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LocalName",
                table: "OrderLines",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pickups_Turn",
                table: "Pickups",
                column: "Turn",
                unique: true);
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
