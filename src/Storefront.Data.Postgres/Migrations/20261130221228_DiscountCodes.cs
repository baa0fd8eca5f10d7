using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class DiscountCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DiscountMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "MerchantDiscountMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "DiscountCode",
                table: "Consignments",
                type: "character varying(30)",
                unicode: false,
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DiscountMinor",
                table: "Consignments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Codes",
                table: "Baskets",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DiscountCodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(30)", unicode: false, maxLength: 30, nullable: false),
                    Share = table.Column<int>(type: "integer", nullable: true),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: true),
                    LeastMinor = table.Column<long>(type: "bigint", nullable: true),
                    Currency = table.Column<string>(type: "character varying(3)", unicode: false, maxLength: 3, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: true),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    MostUses = table.Column<int>(type: "integer", nullable: true),
                    OncePerBuyer = table.Column<bool>(type: "boolean", nullable: false),
                    Uses = table.Column<int>(type: "integer", nullable: false),
                    StoppedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MadeBy = table.Column<Guid>(type: "uuid", nullable: false),
                    MadeAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DiscountCodes", x => x.Id);
                    table.CheckConstraint("CK_DiscountCodes_Kind", "(\"Share\" IS NULL AND \"AmountMinor\" > 0) OR (\"AmountMinor\" IS NULL AND \"Share\" BETWEEN 10000 AND 1000000)");
                    table.CheckConstraint("CK_DiscountCodes_Uses", "\"Uses\" >= 0 AND (\"MostUses\" IS NULL OR \"Uses\" <= \"MostUses\")");
                    table.ForeignKey(
                        name: "FK_DiscountCodes_Merchants_Merchant",
                        column: x => x.Merchant,
                        principalTable: "Merchants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DiscountUses",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Basket = table.Column<Guid>(type: "uuid", nullable: false),
                    User = table.Column<Guid>(type: "uuid", nullable: true),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Off_Currency = table.Column<string>(type: "character varying(3)", unicode: false, maxLength: 3, nullable: false),
                    Off_Minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DiscountUses", x => new { x.Order, x.Code });
                    table.ForeignKey(
                        name: "FK_DiscountUses_DiscountCodes_Code",
                        column: x => x.Code,
                        principalTable: "DiscountCodes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DiscountCodes_Code_Merchant",
                table: "DiscountCodes",
                columns: new[] { "Code", "Merchant" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DiscountCodes_Merchant_MadeAtUtc_Code",
                table: "DiscountCodes",
                columns: new[] { "Merchant", "MadeAtUtc", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_Basket",
                table: "DiscountUses",
                column: "Basket");

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_Code",
                table: "DiscountUses",
                column: "Code");

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_Email",
                table: "DiscountUses",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_User",
                table: "DiscountUses",
                column: "User");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DiscountUses");

            migrationBuilder.DropTable(
                name: "DiscountCodes");

            migrationBuilder.DropColumn(
                name: "DiscountMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "MerchantDiscountMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "DiscountCode",
                table: "Consignments");

            migrationBuilder.DropColumn(
                name: "DiscountMinor",
                table: "Consignments");

            migrationBuilder.DropColumn(
                name: "Codes",
                table: "Baskets");
        }
    }
}
