using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Storefront.Data.Dialects;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
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
                type: "character varying(3)",
                unicode: false,
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Delivery_Minor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "DisputedFrom",
                table: "OrderLines",
                type: "character varying(40)",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DueAtUtc",
                table: "OrderLines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fees_Currency",
                table: "OrderLines",
                type: "character varying(3)",
                unicode: false,
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Fees_Minor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Hold",
                table: "OrderLines",
                type: "character varying(40)",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Merchant",
                table: "OrderLines",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "MerchantDelivery_Currency",
                table: "OrderLines",
                type: "character varying(3)",
                unicode: false,
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "MerchantDelivery_Minor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RefundedDeliveryMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RefundedDutyMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RefundedFeesMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RefundedGoodsMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RefundedMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RefundedTaxMinor",
                table: "OrderLines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "ReserveDays",
                table: "OrderLines",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StopAtUtc",
                table: "OrderLines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppedAtUtc",
                table: "OrderLines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lines",
                table: "Disputes",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTime>(
                name: "SettledAtUtc",
                table: "Consignments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WasDisputed",
                table: "Consignments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            foreach (var statement in EarlierOrders.Statements("TRUE", (column, days) => $"{column} + INTERVAL '{days} days'")) migrationBuilder.Sql(statement);

            migrationBuilder.CreateTable(
                name: "RefundLines",
                columns: table => new
                {
                    Refund = table.Column<Guid>(type: "uuid", nullable: false),
                    Line = table.Column<Guid>(type: "uuid", nullable: false),
                    GoodsMinor = table.Column<long>(type: "bigint", nullable: false),
                    DeliveryMinor = table.Column<long>(type: "bigint", nullable: false),
                    DutyMinor = table.Column<long>(type: "bigint", nullable: false),
                    TaxMinor = table.Column<long>(type: "bigint", nullable: false),
                    FeesMinor = table.Column<long>(type: "bigint", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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

            migrationBuilder.AddCheckConstraint(
                name: "CK_OrderLines_RefundedDelivery",
                table: "OrderLines",
                sql: "\"RefundedDeliveryMinor\" >= 0 AND \"RefundedDeliveryMinor\" <= \"Delivery_Minor\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_OrderLines_RefundedDuty",
                table: "OrderLines",
                sql: "\"RefundedDutyMinor\" >= 0 AND \"RefundedDutyMinor\" <= \"Duty_Minor\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_OrderLines_RefundedFees",
                table: "OrderLines",
                sql: "\"RefundedFeesMinor\" >= 0 AND \"RefundedFeesMinor\" <= \"Fees_Minor\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_OrderLines_RefundedGoods",
                table: "OrderLines",
                sql: "\"RefundedGoodsMinor\" >= 0 AND \"RefundedGoodsMinor\" <= \"LineTotal_Minor\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_OrderLines_RefundedTax",
                table: "OrderLines",
                sql: "\"RefundedTaxMinor\" >= 0 AND \"RefundedTaxMinor\" <= \"Tax_Minor\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_OrderLines_Refunds",
                table: "OrderLines",
                sql: "\"RefundedMinor\" = \"RefundedGoodsMinor\" + \"RefundedDeliveryMinor\" + \"RefundedDutyMinor\" + \"RefundedTaxMinor\" + \"RefundedFeesMinor\"");
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
