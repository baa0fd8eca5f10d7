using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Fees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The rate that stood with the parcel stands with each of its lines now.
            migrationBuilder.AddColumn<int>(name: "Fee", table: "OrderLines", type: "INTEGER", nullable: false, defaultValue: 0);
            migrationBuilder.Sql("UPDATE \"OrderLines\" SET \"Fee\" = (SELECT c.\"Fee\" FROM \"Consignments\" c WHERE c.\"Id\" = \"OrderLines\".\"Consignment\")");
            migrationBuilder.AddColumn<int>(name: "FeeTax", table: "Consignments", type: "INTEGER", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<string>(name: "FeeTaxCountry", table: "Consignments", type: "TEXT", unicode: false, maxLength: 2, nullable: true);
            migrationBuilder.Sql("ALTER TABLE \"Consignments\" DROP COLUMN \"Fee\"");
            migrationBuilder.Sql("ALTER TABLE \"Merchants\" DROP COLUMN \"Fee\"");

            migrationBuilder.CreateTable(
                name: "FeeRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: true),
                    Category = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: true),
                    Rate = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SetBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
            migrationBuilder.AddColumn<int>(name: "Fee", table: "Merchants", type: "INTEGER", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<int>(name: "Fee", table: "Consignments", type: "INTEGER", nullable: false, defaultValue: 0);
            migrationBuilder.Sql("UPDATE \"Merchants\" SET \"Fee\" = 80000");
            migrationBuilder.Sql("UPDATE \"Consignments\" SET \"Fee\" = (SELECT MAX(l.\"Fee\") FROM \"OrderLines\" l WHERE l.\"Consignment\" = \"Consignments\".\"Id\")");
            migrationBuilder.Sql("ALTER TABLE \"Consignments\" DROP COLUMN \"FeeTaxCountry\"");
            migrationBuilder.Sql("ALTER TABLE \"Consignments\" DROP COLUMN \"FeeTax\"");
            migrationBuilder.Sql("ALTER TABLE \"OrderLines\" DROP COLUMN \"Fee\"");
        }
    }
}
