using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReturnLabels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LabelFile",
                table: "Returns",
                type: "TEXT",
                unicode: false,
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "Returns",
                type: "TEXT",
                unicode: false,
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PostageAnswer",
                table: "Returns",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PostageAskedMinor",
                table: "Returns",
                type: "INTEGER",
                nullable: true);

            // A constraint that is added by itself builds the table anew, which no transaction holds together; with its column it needs no such thing.
            migrationBuilder.Sql(
                """
                ALTER TABLE "Returns" ADD "PostageGrantedMinor" INTEGER NULL
                    CONSTRAINT "CK_Returns_Postage" CHECK ("PostageGrantedMinor" IS NULL OR ("PostageAskedMinor" IS NOT NULL AND "PostageGrantedMinor" >= 0 AND "PostageGrantedMinor" <= "PostageAskedMinor"));
                """);

            migrationBuilder.AddColumn<DateTime>(
                name: "PostageOwedSinceUtc",
                table: "Returns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PostagePaidAtUtc",
                table: "Returns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PostageReceipt",
                table: "Returns",
                type: "TEXT",
                unicode: false,
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PostageReference",
                table: "Returns",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Return",
                table: "Parcels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReturnPostage",
                table: "Merchants",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: "Buyer");

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Number",
                table: "Returns",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Returns_PostageOwedSinceUtc",
                table: "Returns",
                column: "PostageOwedSinceUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_Return",
                table: "Parcels",
                column: "Return");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Returns_Number",
                table: "Returns");

            migrationBuilder.DropIndex(
                name: "IX_Returns_PostageOwedSinceUtc",
                table: "Returns");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Returns_Postage",
                table: "Returns");

            migrationBuilder.DropIndex(
                name: "IX_Parcels_Return",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "LabelFile",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostageAnswer",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostageAskedMinor",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostageGrantedMinor",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostageOwedSinceUtc",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostagePaidAtUtc",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostageReceipt",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "PostageReference",
                table: "Returns");

            migrationBuilder.DropColumn(
                name: "Return",
                table: "Parcels");

            migrationBuilder.DropColumn(
                name: "ReturnPostage",
                table: "Merchants");
        }
    }
}
