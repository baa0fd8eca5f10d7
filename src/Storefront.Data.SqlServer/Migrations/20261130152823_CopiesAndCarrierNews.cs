using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class CopiesAndCarrierNews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "MadeFrom",
                table: "PublishedCopies",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_PublishedCopies_MadeFrom",
                table: "PublishedCopies",
                column: "MadeFrom");

            migrationBuilder.CreateIndex(
                name: "IX_CarrierMessages_ReceivedAtUtc",
                table: "CarrierMessages",
                column: "ReceivedAtUtc");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PublishedCopies_MadeFrom",
                table: "PublishedCopies");

            migrationBuilder.DropIndex(
                name: "IX_CarrierMessages_ReceivedAtUtc",
                table: "CarrierMessages");

            migrationBuilder.DropColumn(
                name: "MadeFrom",
                table: "PublishedCopies");
        }
    }
}
