using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
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
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Manifests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Carrier = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false),
                    Account = table.Column<Guid>(type: "uuid", nullable: true),
                    Reference = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "character varying(120)", unicode: false, maxLength: 120, nullable: true),
                    IsOurs = table.Column<bool>(type: "boolean", nullable: false),
                    File = table.Column<string>(type: "character varying(200)", unicode: false, maxLength: 200, nullable: true),
                    FileFormat = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: true),
                    Parcels = table.Column<int>(type: "integer", nullable: false),
                    Weight = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Status = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    RefusalCode = table.Column<string>(type: "character varying(80)", unicode: false, maxLength: 80, nullable: true),
                    RefusalReason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    MadeAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Manifests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Pickups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Carrier = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false),
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Reference = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    ReadyAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ClosesAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Parcels = table.Column<int>(type: "integer", nullable: false),
                    Weight = table.Column<int>(type: "integer", nullable: false),
                    Note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Booked = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Status = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    RefusalCode = table.Column<string>(type: "character varying(80)", unicode: false, maxLength: 80, nullable: true),
                    RefusalReason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    CreatedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
