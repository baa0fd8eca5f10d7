using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class BuyerCards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ForBuyers",
                table: "RateCards",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Incoterm",
                table: "RateCards",
                type: "character varying(40)",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "Dap");

            migrationBuilder.AddColumn<string>(
                name: "Card",
                table: "Consignments",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateCards_ForBuyers",
                table: "RateCards",
                column: "ForBuyers");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RateCards_ForBuyers",
                table: "RateCards");

            migrationBuilder.DropColumn(
                name: "ForBuyers",
                table: "RateCards");

            migrationBuilder.DropColumn(
                name: "Incoterm",
                table: "RateCards");

            migrationBuilder.DropColumn(
                name: "Card",
                table: "Consignments");
        }
    }
}
