using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Data.Conventions;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Data.Tests;

public sealed class InsertOnlyTests
{
    [Fact]
    public async Task The_list_of_tables_is_that_of_the_model()
    {
        await using var market = await TestMarket.OnAsync("sqlite");

        var tables = await market.ReadAsync(db => Task.FromResult(db.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IInsertOnly))).Select(e => e.GetTableName()!).Order(StringComparer.Ordinal).ToList()));

        Assert.Equal(InsertOnlyTables.All, tables);
    }

    [Theory, Databases]
    public async Task The_database_refuses_to_change_or_delete_what_is_written_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        await FillAsync(market);

        foreach (var table in InsertOnlyTables.All)
        {
            var rows = await CountAsync(market, table);
            Assert.True(rows > 0, $"{table} is empty.");
            foreach (var statement in new[] { $"UPDATE \"{table}\" SET \"AtUtc\" = \"AtUtc\"", $"DELETE FROM \"{table}\"" })
            {
                var fault = await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(market, statement));
                Assert.Contains("insert-only", fault.Message);
            }

            Assert.Equal(rows, await CountAsync(market, table));
        }

        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_change_through_the_context_is_refused_before_it_reaches_the_database()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        await FillAsync(market);

        await market.DoAsync<MarketDb>(async db =>
        {
            db.Remove(await db.StockMovements.FirstAsync());
            var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
            Assert.Contains("insert-only", fault.Message);
        });
    }

    private static async Task FillAsync(TestMarket market)
    {
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        await market.DoAsync<CancelConsignment>(async c => Assert.True((await c.ByMerchantAsync(order.Consignments[0].Id, tea.Member, default)).Succeeded));
        await market.RunOutboxAsync();
        await market.DoAsync<MarketDb>(async db =>
        {
            db.AuditLog.Add(AuditEntry.Of(null, "Test", "test", null, market.Clock.NowUtc));
            db.DisputeEntries.Add(DisputeEntry.Of(Id.New<DisputeId>(), DisputeEntryKind.Message, "buyer", market.Clock.NowUtc, "Where is it?"));
            db.ChargebackEntries.Add(ChargebackEntry.Of(Id.New<ChargebackId>(), ChargebackEntryKind.Told, "provider", "needs_response", market.Clock.NowUtc));
            db.ParcelScans.Add(ParcelScan.Of(Id.New<ParcelId>(), "EMA", "HandedOver", order.ShipTo.Country, null, market.Clock.NowUtc));
            db.ParcelContents.Add(ParcelContent.Of(Id.New<ParcelId>(), order.Id, order.Consignments[0].Id, order.Consignments[0].Lines[0].Id, 1, market.Clock.NowUtc));
            db.RateDays.Add(RateDay.Of("bank", new ComparedDay(new DateOnly(2026, 11, 20), 1, [new RateChange(Currency.Usd, null, null, 1.16m, default, RateVerdict.Good)]), null, market.Clock.NowUtc));
            await db.SaveChangesAsync();
        });
        market.Clock.Move(TimeSpan.FromDays(1));
        await market.DoAsync<CloseLedger>(async books => Assert.True(await books.RunAsync(default)));
    }

    private static async Task<long> CountAsync(TestMarket market, string table) => Convert.ToInt64(await RunAsync(market, $"SELECT COUNT(*) FROM \"{table}\""));

    private static Task<object?> RunAsync(TestMarket market, string sql) => market.ReadAsync(async db =>
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    });
}
