using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Storefront.Data.Conventions;
using Storefront.Orders;
using Storefront.Testing.SqlServer;

namespace Storefront.Data.Tests;

public sealed class SqlServerTests
{
    [Fact]
    public void The_migration_script_parses_and_names_only_what_it_makes()
    {
        var schema = SqlServerShadow.Schema;

        Assert.Empty(schema.Faults);
        Assert.Contains("RefundedMinor", schema.Tables["Consignments"]);
        Assert.Contains("Total_Minor", schema.Tables["Consignments"]);
        Assert.True(schema.Tables.Count > 25);
    }

    [Fact]
    public void The_script_guards_every_table_that_is_written_once() => Assert.Equal(InsertOnlyTables.All, SqlServerShadow.Schema.Triggers.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_mapped_column_is_in_the_script()
    {
        using var db = SqlServerShadow.Context();

        foreach (var table in db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
            Assert.Equal(table.Columns.Select(c => c.Name).Order(StringComparer.Ordinal), SqlServerShadow.Schema.Tables[table.Name].Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SELECT [o].[Number] FROM [Orders] AS [o] WHERE [o].[Status] = 'Paid'")]
    [InlineData("SELECT TOP(1) [s].[n] FROM (SELECT [o].[Number] AS [n], [o].[Id] FROM [Orders] AS [o]) AS [s] LEFT JOIN [Consignments] AS [c] ON [c].[Order] = [s].[Id] ORDER BY [s].[Id]")]
    [InlineData("SELECT [o].[Id] FROM [Orders] AS [o] WHERE EXISTS (SELECT 1 FROM [Consignments] AS [c] WHERE [c].[Order] = [o].[Id])")]
    [InlineData("SELECT [o].[Id], [t].[Id] FROM [Orders] AS [o] CROSS APPLY (SELECT TOP(1) [c].[Id] FROM [Consignments] AS [c] WHERE [c].[Order] = [o].[Id]) AS [t]")]
    [InlineData("UPDATE [s] SET [s].[Reserved] = [s].[Reserved] + @p FROM [Stock] AS [s] WHERE [s].[Variant] = @v")]
    [InlineData("UPDATE [Orders] SET [Status] = @p0 OUTPUT 1 WHERE [Id] = @p1")]
    [InlineData("DELETE FROM [b] FROM [BasketLines] AS [b] WHERE [b].[Basket] = @p")]
    [InlineData("INSERT INTO [Postings] ([Entry], [Line]) VALUES (@a, @b)")]
    [InlineData("SELECT DATEPART(year, [o].[PlacedAtUtc]) FROM [Orders] AS [o]")]
    [InlineData("SELECT [o].[Id] FROM [Orders] AS [o] WHERE [o].[Number] IN (SELECT [v].[value] FROM OPENJSON(@ids) WITH ([value] varchar(20) '$') AS [v])")]
    public void What_the_server_would_run_has_no_fault(string sql) => Assert.Empty(TSqlNames.Faults(sql, SqlServerShadow.Schema));

    [Theory]
    [InlineData("SELECT [o].[Numbre] FROM [Orders] AS [o]", "o.Numbre")]
    [InlineData("SELECT [x].[Number] FROM [Orders] AS [o]", "x.Number")]
    [InlineData("SELECT [o].[Number] FROM [Order] AS [o]", "table Order")]
    [InlineData("SELECT [s].[Number] FROM (SELECT [o].[Id] FROM [Orders] AS [o]) AS [s]", "s.Number")]
    [InlineData("SELECT [o].[Id] FROM [Orders] AS [o] JOIN (SELECT [c].[Id] FROM [Consignments] AS [c] WHERE [c].[Order] = [o].[Id]) AS [t] ON 1 = 1", "o.Id")]
    [InlineData("SELECT [o].[Id] FROM [Orders] AS [o] WHERE EXISTS (SELECT 1 FROM [Consignments] AS [c] WHERE [c].[Ordre] = [o].[Id])", "c.Ordre")]
    [InlineData("SELECT [o].[Id] FROM [Orders] AS [o] ORDER BY [o].[Placed]", "o.Placed")]
    [InlineData("UPDATE [s] SET [s].[Resrved] = 0 FROM [Stock] AS [s]", "s.Resrved")]
    [InlineData("UPDATE [Orders] SET [State] = @p0 OUTPUT 1 WHERE [Id] = @p1", "State")]
    [InlineData("DELETE FROM [b] FROM [BasketLines] AS [b] WHERE [b].[Cart] = @p", "b.Cart")]
    [InlineData("INSERT INTO [Postings] ([Entry], [Amount]) VALUES (@a, @b)", "Amount")]
    [InlineData("SELECT [o].[Id] FROM [Orders] AS [o] LIMIT 5", "Incorrect syntax")]
    [InlineData("SELECT FROM WHERE", "Incorrect syntax")]
    public void A_wrong_name_or_another_brands_words_are_found(string sql, string fault) => Assert.Contains(TSqlNames.Faults(sql, SqlServerShadow.Schema), f => f.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void A_query_that_the_server_could_not_run_is_told_with_its_text()
    {
        var shadow = new SqlServerShadow();
        shadow.Judge(["SELECT [l].[Handel] FROM [Listings] AS [l]"], () => "a test");

        var fault = Assert.Single(shadow.Faults);

        Assert.StartsWith("a test: l.Handel is no column here.\nSELECT", fault);
    }

    [Fact]
    public async Task A_compiled_query_and_a_command_that_is_written_out_are_judged_too()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var query = EF.CompileAsyncQuery((MarketDb db, string? number, int? least, CancellationToken cancel) =>
            db.Orders.Where(o => o.Number == number && o.Consignments.Count > least).Select(o => o.Email).FirstOrDefault());

        await market.DoAsync<MarketDb>(async db => Assert.Null(await query(db, "N", 1, default)));
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlAsync($"""UPDATE "Stock" SET "Bin" = {"B"} WHERE "Reserved" = {-7}"""));

        Assert.Contains(market.Shadow.Commands, c => c.StartsWith("SELECT TOP(1)", StringComparison.Ordinal) && c.Contains("[Email]", StringComparison.Ordinal) && c.Contains("COUNT(*)", StringComparison.Ordinal));
        Assert.Contains("""UPDATE "Stock" SET "Bin" = @p0 WHERE "Reserved" = @p1""", market.Shadow.Commands);
    }

    [Fact]
    public async Task Everything_that_a_sale_asks_of_the_database_SQL_Server_would_run()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var merchant = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(merchant), 2));
        await market.SendAsync(order.Consignments[0], merchant.Member);
        await market.DoAsync<ConfirmReceipt>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default));
        await market.RunOutboxAsync();
        await market.AssertBooksBalanceAsync();

        Assert.Equal([], market.Shadow.Faults);
        Assert.True(market.Shadow.Commands.Count > 60, $"Only {market.Shadow.Commands.Count} commands came.");
    }
}
