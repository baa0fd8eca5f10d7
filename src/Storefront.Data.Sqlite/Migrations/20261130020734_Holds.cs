using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Dialects;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Holds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Delivery_Currency",
                table: "OrderLines",
                type: "TEXT",
                unicode: false,
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Delivery_Minor",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "DisputedFrom",
                table: "OrderLines",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DueAtUtc",
                table: "OrderLines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fees_Currency",
                table: "OrderLines",
                type: "TEXT",
                unicode: false,
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Fees_Minor",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Hold",
                table: "OrderLines",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Merchant",
                table: "OrderLines",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "MerchantDelivery_Currency",
                table: "OrderLines",
                type: "TEXT",
                unicode: false,
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "MerchantDelivery_Minor",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "ReserveDays",
                table: "OrderLines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StopAtUtc",
                table: "OrderLines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppedAtUtc",
                table: "OrderLines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lines",
                table: "Disputes",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTime>(
                name: "SettledAtUtc",
                table: "Consignments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WasDisputed",
                table: "Consignments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // With their constraints at once: SQLite would have to make the table anew to add them later.
            foreach (var (part, paid) in new[] { ("Goods", "LineTotal"), ("Delivery", "Delivery"), ("Duty", "Duty"), ("Tax", "Tax"), ("Fees", "Fees") })
                migrationBuilder.Sql($"ALTER TABLE \"OrderLines\" ADD COLUMN \"Refunded{part}Minor\" INTEGER NOT NULL DEFAULT 0 CONSTRAINT \"CK_OrderLines_Refunded{part}\" CHECK (\"Refunded{part}Minor\" >= 0 AND \"Refunded{part}Minor\" <= \"{paid}_Minor\")");
            migrationBuilder.Sql("ALTER TABLE \"OrderLines\" ADD COLUMN \"RefundedMinor\" INTEGER NOT NULL DEFAULT 0 CONSTRAINT \"CK_OrderLines_Refunds\" CHECK (\"RefundedMinor\" = \"RefundedGoodsMinor\" + \"RefundedDeliveryMinor\" + \"RefundedDutyMinor\" + \"RefundedTaxMinor\" + \"RefundedFeesMinor\")");
            foreach (var statement in EarlierOrders.Statements("1", (column, days) => $"strftime('%Y-%m-%d %H:%M:%f', {column}, '+{days} days')")) migrationBuilder.Sql(statement);

            migrationBuilder.CreateTable(
                name: "RefundLines",
                columns: table => new
                {
                    Refund = table.Column<Guid>(type: "TEXT", nullable: false),
                    Line = table.Column<Guid>(type: "TEXT", nullable: false),
                    GoodsMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveryMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    DutyMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TaxMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    FeesMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundLines", x => new { x.Refund, x.Line });
                    table.ForeignKey(
                        name: "FK_RefundLines_Refunds_Refund",
                        column: x => x.Refund,
                        principalTable: "Refunds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Hold_DueAtUtc",
                table: "OrderLines",
                columns: new[] { "Hold", "DueAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_Merchant_Hold_DueAtUtc",
                table: "OrderLines",
                columns: new[] { "Merchant", "Hold", "DueAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_StopAtUtc",
                table: "OrderLines",
                column: "StopAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Consignments_Merchant_SettledAtUtc",
                table: "Consignments",
                columns: new[] { "Merchant", "SettledAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_RefundLines_Line",
                table: "RefundLines",
                column: "Line");

            migrationBuilder.Guard("RefundLines");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RefundLines");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_Hold_DueAtUtc",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_Merchant_Hold_DueAtUtc",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_StopAtUtc",
                table: "OrderLines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_OrderLines_RefundedDelivery",
                table: "OrderLines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_OrderLines_RefundedDuty",
                table: "OrderLines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_OrderLines_RefundedFees",
                table: "OrderLines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_OrderLines_RefundedGoods",
                table: "OrderLines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_OrderLines_RefundedTax",
                table: "OrderLines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_OrderLines_Refunds",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_Consignments_Merchant_SettledAtUtc",
                table: "Consignments");

            migrationBuilder.DropColumn(
                name: "Delivery_Currency",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Delivery_Minor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "DisputedFrom",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "DueAtUtc",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Fees_Currency",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Fees_Minor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Hold",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Merchant",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "MerchantDelivery_Currency",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "MerchantDelivery_Minor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "RefundedDeliveryMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "RefundedDutyMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "RefundedFeesMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "RefundedGoodsMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "RefundedMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "RefundedTaxMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "ReserveDays",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "StopAtUtc",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "StoppedAtUtc",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Lines",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "SettledAtUtc",
                table: "Consignments");

            migrationBuilder.DropColumn(
                name: "WasDisputed",
                table: "Consignments");
        }
    }
}
