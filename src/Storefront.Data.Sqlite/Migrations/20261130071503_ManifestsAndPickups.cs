using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ManifestsAndPickups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Manifest",
                table: "Parcels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Manifests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Carrier = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: true),
                    IsOurs = table.Column<bool>(type: "INTEGER", nullable: false),
                    File = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: true),
                    FileFormat = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Parcels = table.Column<int>(type: "INTEGER", nullable: false),
                    Weight = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    RefusalCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: true),
                    RefusalReason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Manifests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Pickups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Carrier = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReadyAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosesAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Parcels = table.Column<int>(type: "INTEGER", nullable: false),
                    Weight = table.Column<int>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Booked = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    RefusalCode = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: true),
                    RefusalReason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pickups", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_Manifest",
                table: "Parcels",
                column: "Manifest");

            migrationBuilder.CreateIndex(
                name: "IX_Manifests_Merchant_CreatedAtUtc",
                table: "Manifests",
                columns: new[] { "Merchant", "CreatedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Manifests_Reference",
                table: "Manifests",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pickups_Merchant_CreatedAtUtc",
                table: "Pickups",
                columns: new[] { "Merchant", "CreatedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Pickups_Reference",
                table: "Pickups",
                column: "Reference",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Manifests");

            migrationBuilder.DropTable(
                name: "Pickups");

            migrationBuilder.DropIndex(
                name: "IX_Parcels_Manifest",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "Manifest",
                table: "Parcels");
        }
    }
}
