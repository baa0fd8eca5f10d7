using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ExchangeRates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RateDays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    PublishedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TakenInBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RateDays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PublishedRates",
                columns: table => new
                {
                    Day = table.Column<Guid>(type: "TEXT", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    UnitsPerEuro = table.Column<decimal>(type: "TEXT", precision: 20, scale: 10, nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    PublishedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedRates", x => new { x.Day, x.Currency });
                    table.CheckConstraint("CK_PublishedRates_Positive", "\"UnitsPerEuro\" > 0");
                    table.ForeignKey(
                        name: "FK_PublishedRates_RateDays_Day",
                        column: x => x.Day,
                        principalTable: "RateDays",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublishedRates_Currency_PublishedOn_Edition",
                table: "PublishedRates",
                columns: new[] { "Currency", "PublishedOn", "Edition" });

            migrationBuilder.CreateIndex(
                name: "IX_RateDays_Source_PublishedOn_Edition",
                table: "RateDays",
                columns: new[] { "Source", "PublishedOn", "Edition" },
                unique: true);

            migrationBuilder.Guard("RateDays");
            migrationBuilder.Guard("PublishedRates");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublishedRates");

            migrationBuilder.DropTable(
                name: "RateDays");
        }
    }
}
