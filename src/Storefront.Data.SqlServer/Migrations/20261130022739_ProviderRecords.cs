using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Storefront.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ProviderRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Ignored",
                table: "ReceivedEvents",
                type: "varchar(40)",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Message",
                table: "ReceivedEvents",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WasFetched",
                table: "ReceivedEvents",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsDoubted",
                table: "Payments",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "OpenChargebacks",
                table: "Payments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "FrozenAtUtc",
                table: "Disputes",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ChargebackEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Chargeback = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    By = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    AtUtc = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChargebackEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Chargebacks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Reference = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    Payment = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Order = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Told = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    AnswerByUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    OpenedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DebitedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Evidence = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    AnswerAskedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    GivenUpAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FailureCode = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: true),
                    LookAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false),
                    AnswerTries = table.Column<int>(type: "int", nullable: false),
                    Amount_Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    Amount_Minor = table.Column<long>(type: "bigint", nullable: false),
                    Fee_Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    Fee_Minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chargebacks", x => x.Id);
                    table.CheckConstraint("CK_Chargebacks_Amount", "\"Amount_Minor\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "Differences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Run = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Object = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Reference = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    Order = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Ours = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Theirs = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    FoundAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ResolvedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ResolvedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Differences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FraudWarnings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Reference = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    Payment = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Order = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false),
                    Verdict = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    CreatedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    JudgedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    JudgedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FraudWarnings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NewsCursors",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    WalkBeganAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    After = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: true),
                    LookAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewsCursors", x => x.Provider);
                });

            migrationBuilder.CreateTable(
                name: "ReconciliationRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false),
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    FromUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ToUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AskedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    StartedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LeasedUntilUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    FinishedAtUtc = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Compared = table.Column<int>(type: "int", nullable: false),
                    Adopted = table.Column<int>(type: "int", nullable: false),
                    Differences = table.Column<int>(type: "int", nullable: false),
                    Failure = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconciliationRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RefusedDeliveries",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "varchar(30)", unicode: false, maxLength: 30, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefusedDeliveries", x => new { x.Provider, x.Day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedEvents_Message",
                table: "ReceivedEvents",
                column: "Message");

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedEvents_ReceivedAtUtc_EventId",
                table: "ReceivedEvents",
                columns: new[] { "ReceivedAtUtc", "EventId" });

            migrationBuilder.CreateIndex(
                name: "IX_ChargebackEntries_Chargeback_Id",
                table: "ChargebackEntries",
                columns: new[] { "Chargeback", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Chargebacks_LookAtUtc",
                table: "Chargebacks",
                column: "LookAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Chargebacks_OpenedAtUtc",
                table: "Chargebacks",
                column: "OpenedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Chargebacks_Order",
                table: "Chargebacks",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Chargebacks_Payment",
                table: "Chargebacks",
                column: "Payment");

            migrationBuilder.CreateIndex(
                name: "IX_Chargebacks_Provider_Reference",
                table: "Chargebacks",
                columns: new[] { "Provider", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Chargebacks_State_OpenedAtUtc",
                table: "Chargebacks",
                columns: new[] { "State", "OpenedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Differences_Order",
                table: "Differences",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_Differences_Provider_Object_Reference_Kind",
                table: "Differences",
                columns: new[] { "Provider", "Object", "Reference", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Differences_ResolvedAtUtc_FoundAtUtc",
                table: "Differences",
                columns: new[] { "ResolvedAtUtc", "FoundAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Differences_Run",
                table: "Differences",
                column: "Run");

            migrationBuilder.CreateIndex(
                name: "IX_FraudWarnings_Order",
                table: "FraudWarnings",
                column: "Order");

            migrationBuilder.CreateIndex(
                name: "IX_FraudWarnings_Provider_Reference",
                table: "FraudWarnings",
                columns: new[] { "Provider", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FraudWarnings_Verdict_CreatedAtUtc",
                table: "FraudWarnings",
                columns: new[] { "Verdict", "CreatedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationRuns_FinishedAtUtc_LeasedUntilUtc",
                table: "ReconciliationRuns",
                columns: new[] { "FinishedAtUtc", "LeasedUntilUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationRuns_Key",
                table: "ReconciliationRuns",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationRuns_StartedAtUtc_Key",
                table: "ReconciliationRuns",
                columns: new[] { "StartedAtUtc", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_RefusedDeliveries_Day",
                table: "RefusedDeliveries",
                column: "Day");

            migrationBuilder.Guard("ChargebackEntries");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChargebackEntries");

            migrationBuilder.DropTable(
                name: "Chargebacks");

            migrationBuilder.DropTable(
                name: "Differences");

            migrationBuilder.DropTable(
                name: "FraudWarnings");

            migrationBuilder.DropTable(
                name: "NewsCursors");

            migrationBuilder.DropTable(
                name: "ReconciliationRuns");

            migrationBuilder.DropTable(
                name: "RefusedDeliveries");

            migrationBuilder.DropIndex(
                name: "IX_ReceivedEvents_Message",
                table: "ReceivedEvents");

            migrationBuilder.DropIndex(
                name: "IX_ReceivedEvents_ReceivedAtUtc_EventId",
                table: "ReceivedEvents");

            migrationBuilder.DropColumn(
                name: "Ignored",
                table: "ReceivedEvents");

            migrationBuilder.DropColumn(
                name: "Message",
                table: "ReceivedEvents");

            migrationBuilder.DropColumn(
                name: "WasFetched",
                table: "ReceivedEvents");

            migrationBuilder.DropColumn(
                name: "IsDoubted",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "OpenChargebacks",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "FrozenAtUtc",
                table: "Disputes");
        }
    }
}
