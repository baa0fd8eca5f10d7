using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TransfersDiscountsAndLicences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Share",
                table: "Reversals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedAtUtc",
                table: "Payouts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RefusedShortSinceUtc",
                table: "Payouts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DiscountMinor",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "MerchantDiscountMinor",
                table: "OrderLines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Rate",
                table: "JournalEntries",
                type: "TEXT",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DiscountCode",
                table: "Consignments",
                type: "TEXT",
                unicode: false,
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DiscountMinor",
                table: "Consignments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Codes",
                table: "Baskets",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ClearanceFees",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    ShipsFrom = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    By = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Handler = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    AtDoor = table.Column<bool>(type: "INTEGER", nullable: false),
                    Amount = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: false),
                    Share = table.Column<int>(type: "INTEGER", nullable: false),
                    Of = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Least = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    Most = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    Above = table.Column<decimal>(type: "TEXT", precision: 18, scale: 4, nullable: true),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    CheckedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Confidence = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SetBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TakenAwayAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClearanceFees", x => x.Id);
                    table.CheckConstraint("CK_ClearanceFees_Share", "\"Share\" BETWEEN 0 AND 1000000");
                });

            migrationBuilder.CreateTable(
                name: "DiscountCodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    Share = table.Column<int>(type: "INTEGER", nullable: true),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    LeastMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    MostUses = table.Column<int>(type: "INTEGER", nullable: true),
                    OncePerBuyer = table.Column<bool>(type: "INTEGER", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false),
                    StoppedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MadeBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    MadeAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                name: "MerchantLicences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Restriction = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Authority = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    File = table.Column<string>(type: "TEXT", unicode: false, maxLength: 72, nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApprovedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ShownInForce = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "PayeeNewsCursors",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "TEXT", unicode: false, maxLength: 30, nullable: false),
                    Payee = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    After = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: true),
                    WalkBeganAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LookAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayeeNewsCursors", x => new { x.Provider, x.Payee });
                });

            migrationBuilder.CreateTable(
                name: "PayoutShares",
                columns: table => new
                {
                    Payout = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Order = table.Column<Guid>(type: "TEXT", nullable: true),
                    KeptMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: false),
                    AskedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Transfer = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: true),
                    ReversedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenBackAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount_Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    Amount_Minor = table.Column<long>(type: "INTEGER", nullable: false),
                    KeyFailedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    KeyGeneration = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayoutShares", x => new { x.Payout, x.Number });
                    table.CheckConstraint("CK_PayoutShares_Amount", "\"Amount_Minor\" >= 0");
                    table.CheckConstraint("CK_PayoutShares_Reversed", "\"ReversedMinor\" >= 0 AND \"ReversedMinor\" <= \"Amount_Minor\"");
                });

            migrationBuilder.CreateTable(
                name: "DiscountUses",
                columns: table => new
                {
                    Order = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<Guid>(type: "TEXT", nullable: false),
                    Merchant = table.Column<Guid>(type: "TEXT", nullable: false),
                    Basket = table.Column<Guid>(type: "TEXT", nullable: false),
                    User = table.Column<Guid>(type: "TEXT", nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Off_Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    Off_Minor = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "IX_PayoutAccounts_BankChangedAtUtc",
                table: "PayoutAccounts",
                column: "BankChangedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_PayoutAccounts_PayeeAskedAtUtc",
                table: "PayoutAccounts",
                column: "PayeeAskedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ClosingBalances_UpToUtc_Account",
                table: "ClosingBalances",
                columns: new[] { "UpToUtc", "Account" });

            migrationBuilder.CreateIndex(
                name: "IX_ClearanceFees_SetAtUtc",
                table: "ClearanceFees",
                column: "SetAtUtc");

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
                name: "IX_DiscountUses_Basket_Code",
                table: "DiscountUses",
                columns: new[] { "Basket", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_Code",
                table: "DiscountUses",
                column: "Code");

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_Email_Code",
                table: "DiscountUses",
                columns: new[] { "Email", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_DiscountUses_User_Code",
                table: "DiscountUses",
                columns: new[] { "User", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_MerchantLicences_Merchant_AskedAtUtc",
                table: "MerchantLicences",
                columns: new[] { "Merchant", "AskedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_MerchantLicences_Status_AskedAtUtc",
                table: "MerchantLicences",
                columns: new[] { "Status", "AskedAtUtc" });

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
            migrationBuilder.Sql("INSERT INTO \"PayoutShares\" (\"Payout\", \"Number\", \"KeptMinor\", \"Key\", \"AskedAtUtc\", \"Transfer\", \"ReversedMinor\", \"TakenBackAtUtc\", \"Version\", \"Amount_Currency\", \"Amount_Minor\") SELECT \"Id\", 0, 0, \"Key\" || '-transfer', COALESCE(\"AskedAtUtc\", \"CreatedAtUtc\"), \"Transfer\", \"ReversedMinor\", CASE WHEN \"Status\" = 'Failed' THEN \"SettledAtUtc\" END, 0, \"Amount_Currency\", \"Amount_Minor\" FROM \"Payouts\" WHERE \"Transfer\" IS NOT NULL");
            migrationBuilder.Sql("UPDATE \"Payouts\" SET \"MovedAtUtc\" = COALESCE(\"AskedAtUtc\", \"CreatedAtUtc\") WHERE \"Transfer\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClearanceFees");

            migrationBuilder.DropTable(
                name: "DiscountUses");

            migrationBuilder.DropTable(
                name: "MerchantLicences");

            migrationBuilder.DropTable(
                name: "PayeeNewsCursors");

            migrationBuilder.DropTable(
                name: "PayoutShares");

            migrationBuilder.DropTable(
                name: "DiscountCodes");

            migrationBuilder.DropIndex(
                name: "IX_PayoutAccounts_BankChangedAtUtc",
                table: "PayoutAccounts");

            migrationBuilder.DropIndex(
                name: "IX_PayoutAccounts_PayeeAskedAtUtc",
                table: "PayoutAccounts");

            migrationBuilder.DropIndex(
                name: "IX_ClosingBalances_UpToUtc_Account",
                table: "ClosingBalances");

            migrationBuilder.DropColumn(
                name: "Share",
                table: "Reversals");

            migrationBuilder.DropColumn(
                name: "MovedAtUtc",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "RefusedShortSinceUtc",
                table: "Payouts");

            migrationBuilder.DropColumn(
                name: "DiscountMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "MerchantDiscountMinor",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "Rate",
                table: "JournalEntries");

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
