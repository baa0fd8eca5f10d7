using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CustomsReadiness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Battery",
                table: "Variants",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<string>(
                name: "PartNumber",
                table: "Variants",
                type: "TEXT",
                maxLength: 70,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RulesAsOf",
                table: "PublishedCopies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Battery",
                table: "OrderLines",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<string>(
                name: "Sensitive",
                table: "OrderLines",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Maker",
                table: "Listings",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NationalCodes",
                table: "Listings",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResponsiblePerson",
                table: "Listings",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sensitive",
                table: "Listings",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LaneNotices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    To = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    Carrier = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    MoreDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    FromUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SetBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LaneNotices", x => x.Id);
                    table.CheckConstraint("CK_LaneNotices_MoreDays", "\"MoreDays\" BETWEEN 0 AND 90");
                });

            migrationBuilder.CreateTable(
                name: "NationalTariffs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Country = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    TakenBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    TakenAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NationalTariffs", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublishedCopies_RulesAsOf",
                table: "PublishedCopies",
                column: "RulesAsOf");

            migrationBuilder.CreateIndex(
                name: "IX_LaneNotices_SetAtUtc",
                table: "LaneNotices",
                column: "SetAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_LaneNotices_UntilUtc",
                table: "LaneNotices",
                column: "UntilUtc");

            migrationBuilder.CreateIndex(
                name: "IX_NationalTariffs_Country_TakenAtUtc",
                table: "NationalTariffs",
                columns: new[] { "Country", "TakenAtUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LaneNotices");

            migrationBuilder.DropTable(
                name: "NationalTariffs");

            migrationBuilder.DropIndex(
                name: "IX_PublishedCopies_RulesAsOf",
                table: "PublishedCopies");

            migrationBuilder.DropColumn(
                name: "Battery",
                table: "Variants");

            migrationBuilder.DropColumn(
                name: "PartNumber",
                table: "Variants");

            migrationBuilder.DropColumn(
                name: "RulesAsOf",
                table: "PublishedCopies");

            migrationBuilder.DropColumn(
                name: "Battery",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Sensitive",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Maker",
                table: "Listings");

            migrationBuilder.DropColumn(
                name: "NationalCodes",
                table: "Listings");

            migrationBuilder.DropColumn(
                name: "ResponsiblePerson",
                table: "Listings");

            migrationBuilder.DropColumn(
                name: "Sensitive",
                table: "Listings");
        }
    }
}
