using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Holds;
using Storefront.Orders;

namespace Storefront.Data.Tests.Faults;

/// <summary>A database that really gives a transaction up. Nobody presses the button again: what is asked for once is done.</summary>
public sealed class GivenUpTests
{
    [Fact]
    public async Task F15_An_order_and_its_payment_that_the_database_gives_up_in_a_deadlock_are_done_again_from_fresh_reads()
    {
        var deadlocks = new Deadlocks();
        await using var market = await TestMarket.OnAsync("postgres", disturbs: deadlocks);
        var shop = await market.MerchantAsync();
        // As the market takes them, so that nobody else crosses its way.
        var goods = (await market.GoodsAsync(shop, 2)).OrderBy(g => g.Value).ToArray();
        var request = await market.CheckoutAsync(await market.BasketAsync((goods[0], 2), (goods[1], 3)));

        var placed = await CrossAsync(market, goods, () => market.PlaceAsync(request));
        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        Assert.Equal(["40P01"], deadlocks.Seen);
        Assert.Equal((1, 1, 2, 3), (await market.ReadAsync(db => db.Orders.CountAsync()), await market.GatewayPaymentsAsync(), (await market.StockAsync(goods[0])).Reserved, (await market.StockAsync(goods[1])).Reserved));
        var payment = await market.PaymentAsync(placed.Value.Number);
        await market.DoAsync<SandboxGateway>(g => g.PayAsync(payment.Reference!, SandboxInstrument.Card("4242424242424242"), default));

        await CrossAsync(market, goods, () => market.SettleAsync(payment.Id));

        Assert.Equal(["40P01", "40P01"], deadlocks.Seen);
        Assert.Equal((OrderStatus.Paid, 1, 1), ((await market.OrderAsync(placed.Value.Number)).Status, await market.EntriesAsync("captured:"), await market.NoticesAsync("order-paid")));
        Assert.Equal((0, 2, 0, 3), ((await market.StockAsync(goods[0])).Reserved, (await market.StockAsync(goods[0])).Committed, (await market.StockAsync(goods[1])).Reserved, (await market.StockAsync(goods[1])).Committed));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>SQLite has one writer. Another that holds it for longer than the connection waits makes it say that it is busy.</summary>
    [Fact]
    public async Task F15_An_order_and_its_payment_for_which_the_database_is_too_busy_are_begun_again()
    {
        var begun = new Begun();
        await using var market = await TestMarket.OnAsync("sqlite", disturbs: begun, more: "Default Timeout=1");
        var pot = await market.ListingAsync(await market.MerchantAsync());
        var request = await market.ReadyAsync(pot, 2);

        var placed = await KeepBusyAsync(market, begun, () => market.PlaceAsync(request));
        Assert.True(placed.Succeeded, placed.Refusal?.Code);
        var payment = await market.PaymentAsync(placed.Value.Number);
        await market.DoAsync<SandboxGateway>(g => g.PayAsync(payment.Reference!, SandboxInstrument.Card("4242424242424242"), default));
        await KeepBusyAsync(market, begun, () => market.SettleAsync(payment.Id));

        Assert.Equal((OrderStatus.Paid, 1, 1, 1), ((await market.OrderAsync(placed.Value.Number)).Status, await market.ReadAsync(db => db.Orders.CountAsync()), await market.EntriesAsync("captured:"), await market.NoticesAsync("order-paid")));
        var stock = await market.StockAsync(pot);
        Assert.Equal((0, 2, 8), (stock.Reserved, stock.Committed, stock.Available));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>Somebody who takes the same two rows the other way round: the market holds the first and waits for the second, which is ours, and we ask for the first. Its wait is the older, so that the
    /// server gives the market's transaction up and not ours.</summary>
    private static async Task<T> CrossAsync<T>(TestMarket market, VariantId[] goods, Func<Task<T>> work)
    {
        await using var other = new NpgsqlConnection(market.Connection);
        await other.OpenAsync();
        await ExecuteAsync(other, "BEGIN; SET LOCAL deadlock_timeout = '1min'");
        await ExecuteAsync(other, Touch(goods[1]));
        var working = Task.Run(work);
        await using (var watch = new NpgsqlConnection(market.Connection))
        {
            await watch.OpenAsync();
            await using var waiting = watch.CreateCommand();
            waiting.CommandText = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while ((long)(await waiting.ExecuteScalarAsync())! == 0) await Task.Delay(5);
        }

        await ExecuteAsync(other, Touch(goods[0]));
        await ExecuteAsync(other, "COMMIT");
        return await working;

        static string Touch(VariantId variant) => $"""UPDATE "Stock" SET "OnHand" = "OnHand" WHERE "Variant" = '{variant.Value}'""";
    }

    /// <summary>Lets go when the market begins for the second time: the first was given up by the database.</summary>
    private static async Task<T> KeepBusyAsync<T>(TestMarket market, Begun begun, Func<Task<T>> work)
    {
        await using var other = new SqliteConnection(new SqliteConnectionStringBuilder(market.Connection) { Pooling = false }.ToString());
        await other.OpenAsync();
        await ExecuteAsync(other, "BEGIN IMMEDIATE");
        var again = begun.Again();
        var working = Task.Run(work);
        await Task.WhenAny(again, working);
        Assert.False(working.IsCompleted, "Nothing was begun again.");
        await ExecuteAsync(other, "ROLLBACK");
        return await working;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Deadlocks : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Seen { get; } = [];

        public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            if (eventData.Exception is DbException { SqlState: { } state }) Seen.Enqueue(state);
            return Task.CompletedTask;
        }
    }

    private sealed class Begun : DbTransactionInterceptor
    {
        private TaskCompletionSource? again;
        private int left;

        /// <summary>Done when a transaction is begun for the second time from now.</summary>
        public Task Again()
        {
            (again, left) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 2);
            return again.Task;
        }

        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Decrement(ref left) == 0) again!.SetResult();
            return ValueTask.FromResult(result);
        }
    }
}
