using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class TransfersPerOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Share",
                table: "Reversals",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedAtUtc",
                table: "Payouts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PayoutShares",
                columns: table => new
                {
                    Payout = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Order = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    KeptMinor = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false),
                    AskedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Transfer = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    ReversedMinor = table.Column<long>(type: "bigint", nullable: false),
                    TakenBackAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Amount_Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    Amount_Minor = table.Column<long>(type: "bigint", nullable: false),
                    KeyFailedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    KeyGeneration = table.Column<int>(type: "int", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayoutShares", x => new { x.Payout, x.Number });
                    table.CheckConstraint("CK_PayoutShares_Amount", "\"Amount_Minor\" >= 0");
                    table.CheckConstraint("CK_PayoutShares_Reversed", "\"ReversedMinor\" >= 0 AND \"ReversedMinor\" <= \"Amount_Minor\"");
                });

            migrationBuilder.CreateIndex(
                name: "IX_PayoutShares_AskedAtUtc",
                table: "PayoutShares",
                column: "AskedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_PayoutShares_Key",
                table: "PayoutShares",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PayoutShares_Order",
                table: "PayoutShares",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_PayoutShares_Transfer",
                table: "PayoutShares",
                column: "Transfer");

            // What a version before moved as one is a payout of one share, of no order.
            migrationBuilder.Sql("EXEC(N'INSERT INTO [PayoutShares] ([Payout], [Number], [KeptMinor], [Key], [AskedAtUtc], [Transfer], [ReversedMinor], [TakenBackAtUtc], [Version], [Amount_Currency], [Amount_Minor]) SELECT [Id], 0, 0, [Key] + ''-transfer'', COALESCE([AskedAtUtc], [CreatedAtUtc]), [Transfer], [ReversedMinor], CASE WHEN [Status] = ''Failed'' THEN [SettledAtUtc] END, 0, [Amount_Currency], [Amount_Minor] FROM [Payouts] WHERE [Transfer] IS NOT NULL')");
            migrationBuilder.Sql("EXEC(N'UPDATE [Payouts] SET [MovedAtUtc] = COALESCE([AskedAtUtc], [CreatedAtUtc]) WHERE [Transfer] IS NOT NULL')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PayoutShares");

            migrationBuilder.DropColumn(
                name: "Share",
                table: "Reversals");

            migrationBuilder.DropColumn(
                name: "MovedAtUtc",
                table: "Payouts");
        }
    }
}
