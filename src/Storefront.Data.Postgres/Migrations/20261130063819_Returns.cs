using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Returns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReturnAddresses",
                table: "Merchants",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "ReturnDays",
                table: "Merchants",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Returns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Order = table.Column<Guid>(type: "uuid", nullable: false),
                    Consignment = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Carriage = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    Answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    SendTo = table.Column<string>(type: "character varying(3000)", maxLength: 3000, nullable: true),
                    Carrier = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    TrackingNumber = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    RequestedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReceivedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FrozenAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    GivenBack_Currency = table.Column<string>(type: "character varying(3)", unicode: false, maxLength: 3, nullable: false),
                    GivenBack_Minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Returns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReturnLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Return = table.Column<Guid>(type: "uuid", nullable: false),
                    OrderLine = table.Column<Guid>(type: "uuid", nullable: false),
                    Units = table.Column<int>(type: "integer", nullable: false),
                    AcceptedUnits = table.Column<int>(type: "integer", nullable: true),
                    Condition = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: true),
                    BackToStock = table.Column<bool>(type: "boolean", nullable: false),
                    DeductionMinor = table.Column<long>(type: "bigint", nullable: false),
                    DeductionReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReturnLines", x => x.Id);
                    table.CheckConstraint("CK_ReturnLines_Units", "\"Units\" > 0 AND (\"AcceptedUnits\" IS NULL OR (\"AcceptedUnits\" >= 0 AND \"AcceptedUnits\" <= \"Units\")) AND \"DeductionMinor\" >= 0");
                    table.ForeignKey(
                        name: "FK_ReturnLines_Returns_Return",
                        column: x => x.Return,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReturnLines_OrderLine",
                table: "ReturnLines",
                column: "OrderLine");

            migrationBuilder.CreateIndex(
                name: "IX_ReturnLines_Return",
                table: "ReturnLines",
                column: "Return");

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Consignment",
                table: "Returns",
                column: "Consignment");

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Merchant_Status_DueAtUtc",
                table: "Returns",
                columns: new[] { "Merchant", "Status", "DueAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Order",
                table: "Returns",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Status_DueAtUtc",
                table: "Returns",
                columns: new[] { "Status", "DueAtUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReturnLines");

            migrationBuilder.DropTable(
                name: "Returns");

            migrationBuilder.DropColumn(
                name: "ReturnAddresses",
                table: "Merchants");

            migrationBuilder.DropColumn(
                name: "ReturnDays",
                table: "Merchants");
        }
    }
}
