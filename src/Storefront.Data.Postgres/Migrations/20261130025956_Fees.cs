using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Fees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The rate that stood with the parcel stands with each of its lines now.
            migrationBuilder.AddColumn<int>(name: "Fee", table: "OrderLines", type: "integer", nullable: false, defaultValue: 0);
            migrationBuilder.Sql("UPDATE \"OrderLines\" SET \"Fee\" = (SELECT c.\"Fee\" FROM \"Consignments\" c WHERE c.\"Id\" = \"OrderLines\".\"Consignment\")");
            migrationBuilder.AddColumn<int>(name: "FeeTax", table: "Consignments", type: "integer", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<string>(name: "FeeTaxCountry", table: "Consignments", type: "character varying(2)", unicode: false, maxLength: 2, nullable: true);
            migrationBuilder.DropColumn(name: "Fee", table: "Consignments");
            migrationBuilder.DropColumn(name: "Fee", table: "Merchants");

            migrationBuilder.CreateTable(
                name: "FeeRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Merchant = table.Column<Guid>(type: "uuid", nullable: true),
                    Category = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: true),
                    Rate = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    SetBy = table.Column<Guid>(type: "uuid", nullable: false),
                    SetAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeeRules", x => x.Id);
                    table.CheckConstraint("CK_FeeRules_Rate", "\"Rate\" BETWEEN 0 AND 500000");
                    table.ForeignKey(
                        name: "FK_FeeRules_Merchants_Merchant",
                        column: x => x.Merchant,
                        principalTable: "Merchants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FeeRules_Merchant",
                table: "FeeRules",
                column: "Merchant");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "FeeRules");
            migrationBuilder.AddColumn<int>(name: "Fee", table: "Merchants", type: "integer", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<int>(name: "Fee", table: "Consignments", type: "integer", nullable: false, defaultValue: 0);
            migrationBuilder.Sql("UPDATE \"Merchants\" SET \"Fee\" = 80000");
            migrationBuilder.Sql("UPDATE \"Consignments\" SET \"Fee\" = (SELECT MAX(l.\"Fee\") FROM \"OrderLines\" l WHERE l.\"Consignment\" = \"Consignments\".\"Id\")");
            migrationBuilder.DropColumn(name: "FeeTaxCountry", table: "Consignments");
            migrationBuilder.DropColumn(name: "FeeTax", table: "Consignments");
            migrationBuilder.DropColumn(name: "Fee", table: "OrderLines");
        }
    }
}
