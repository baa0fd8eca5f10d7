using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class FeesAndLicences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ClearanceFees",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Destination = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: true),
                    ShipsFrom = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: true),
                    By = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    Handler = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: true),
                    AtDoor = table.Column<bool>(type: "boolean", nullable: false),
                    Amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    Share = table.Column<int>(type: "integer", nullable: false),
                    Of = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    Least = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Most = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Above = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Currency = table.Column<string>(type: "character varying(3)", unicode: false, maxLength: 3, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    CheckedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Confidence = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    SetBy = table.Column<Guid>(type: "uuid", nullable: false),
                    SetAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TakenAwayAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClearanceFees", x => x.Id);
                    table.CheckConstraint("CK_ClearanceFees_Share", "\"Share\" BETWEEN 0 AND 1000000");
                });

            migrationBuilder.CreateTable(
                name: "MerchantLicences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: false),
                    Destination = table.Column<string>(type: "character varying(2)", unicode: false, maxLength: 2, nullable: false),
                    Restriction = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Authority = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    File = table.Column<string>(type: "character varying(72)", unicode: false, maxLength: 72, nullable: false),
                    Status = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    AskedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ApprovedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ShownInForce = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MerchantLicences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MerchantLicences_Merchants_Merchant",
                        column: x => x.Merchant,
                        principalTable: "Merchants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ClearanceFees_SetAtUtc",
                table: "ClearanceFees",
                column: "SetAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_MerchantLicences_Merchant_AskedAtUtc",
                table: "MerchantLicences",
                columns: new[] { "Merchant", "AskedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_MerchantLicences_Status_AskedAtUtc",
                table: "MerchantLicences",
                columns: new[] { "Status", "AskedAtUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClearanceFees");

            migrationBuilder.DropTable(
                name: "MerchantLicences");
        }
    }
}
