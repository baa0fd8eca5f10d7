using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class TimersByStatus : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Parcels_Status_CreatedAtUtc",
                table: "Parcels",
                columns: new[] { "Status", "CreatedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Consignments_Status_PromisedByUtc",
                table: "Consignments",
                columns: new[] { "Status", "PromisedByUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Parcels_Status_CreatedAtUtc",
                table: "Parcels");

            migrationBuilder.DropIndex(
                name: "IX_Consignments_Status_PromisedByUtc",
                table: "Consignments");
        }
    }
}
