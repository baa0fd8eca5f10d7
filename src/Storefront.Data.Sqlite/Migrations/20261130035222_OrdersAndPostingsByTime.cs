using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OrdersAndPostingsByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Postings_Account_Owner_AtUtc",
                table: "Postings");

            migrationBuilder.CreateIndex(
                name: "IX_Postings_Account_Owner_AtUtc_Entry",
                table: "Postings",
                columns: new[] { "Account", "Owner", "AtUtc", "Entry" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_PlacedAtUtc_Number",
                table: "Orders",
                columns: new[] { "PlacedAtUtc", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Status_PlacedAtUtc",
                table: "Orders",
                columns: new[] { "Status", "PlacedAtUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Postings_Account_Owner_AtUtc_Entry",
                table: "Postings");

            migrationBuilder.DropIndex(
                name: "IX_Orders_PlacedAtUtc_Number",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_Orders_Status_PlacedAtUtc",
                table: "Orders");

            migrationBuilder.CreateIndex(
                name: "IX_Postings_Account_Owner_AtUtc",
                table: "Postings",
                columns: new[] { "Account", "Owner", "AtUtc" });
        }
    }
}
