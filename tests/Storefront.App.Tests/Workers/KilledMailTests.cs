using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Postgres;
using Storefront.Data.Sqlite;
using Storefront.Data.Tests;
using Storefront.Orders;
using Storefront.Testing;

namespace Storefront.App.Tests.Workers;

/// <summary>The real program, killed in the middle of a real SMTP conversation about an order, and started again.</summary>
public sealed class KilledMailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task F12_A_process_killed_while_it_sends_an_orders_mail_sends_it_at_most_once_more_under_the_same_id(string database)
    {
        var folder = Directory.CreateTempSubdirectory("storefront-killed-").FullName;
        var connection = database == "postgres" ? PostgresServer.Shared.NewDatabase() : SqliteDatabase.ConnectionTo(Path.Combine(folder, "market.db"));
        var shirt = await FillAsync(database, connection, folder);
        await using var smtp = new SmtpServer();
        string[] arguments = ["--no-demo", "--Mail:Host=127.0.0.1", $"--Mail:Port={smtp.Port}", "--Mail:UseTls=false", "--Mail:From=shop@storefront.test", "--Logging:LogLevel:Default=Error", .. database == "postgres" ? ["--database", "postgres", "--connection", connection] : Array.Empty<string>()];

        var app = await RunningApp.StartAsync(folder, null, arguments);
        try
        {
            // Before the server has the mail; and when it has it, and the program does not know that it has.
            foreach (var (verb, times) in new[] { ("RCPT", 1), ("DATA", 2) })
            {
                var number = await BuyAndKillAsync(app, smtp, verb, shirt);
                await app.DisposeAsync();
                await using (var db = Open(database, connection))
                {
                    Assert.Equal((1, null), await db.Notices.AsNoTracking().Where(n => n.Template == "order-paid" && n.SentAtUtc == null).SingleAsync() is var n ? (n.Attempts, n.SentAtUtc) : default);
                    // A minute goes by.
                    await db.Notices.Where(n => n.SentAtUtc == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.CreatedAtUtc, n => n.CreatedAtUtc.AddMinutes(-1)));
                }

                app = await RunningApp.StartAsync(folder, null, arguments);
                await UntilAsync(async () =>
                {
                    await using var db = Open(database, connection);
                    return await db.Notices.AllAsync(n => n.SentAtUtc != null);
                });

                var mails = smtp.Taken.Where(m => m.Body.Contains(number, StringComparison.Ordinal)).ToList();
                Assert.Equal(times, mails.Count);
                Assert.Single(mails.Select(m => m.Header("Message-ID")).Distinct());
            }
        }
        finally
        {
            await app.DisposeAsync();
        }

        await using (var db = Open(database, connection))
        {
            Assert.Equal([OrderStatus.Paid, OrderStatus.Paid], await db.Orders.Select(o => o.Status).ToListAsync());
            Assert.Equal(2, await db.Notices.CountAsync(n => n.Template == "order-paid"));
            await Books.AssertAsync(db);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The conversation is held until the buyer has seen the order; then the program dies in it.</summary>
    private static async Task<string> BuyAndKillAsync(RunningApp app, SmtpServer smtp, string verb, VariantId shirt)
    {
        using var process = Process.GetProcessById(app.ProcessId);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        smtp.Before = async at =>
        {
            if (at != verb) return;
            await seen.Task;
            process.Kill();
            await process.WaitForExitAsync();
        };
        using var person = new Person(new Uri(app.Url), "en-FR");
        var number = await person.BuyAsync((shirt, 1));
        seen.SetResult();
        await process.WaitForExitAsync().WaitAsync(Patience);
        smtp.Before = static _ => Task.CompletedTask;
        return number;
    }

    private static async Task<VariantId> FillAsync(string database, string connection, string folder)
    {
        var stall = new Stall { Postgres = database == "postgres" ? connection : null };
        await stall.InitializeAsync();
        try
        {
            var copy = Path.Combine(folder, "market.db");
            if (database == "sqlite") await CopyAsync(stall.DatabaseFile, copy);
            return stall.Shirt;
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var connection = new SqliteConnection(SqliteDatabase.ConnectionTo(from));
        await connection.OpenAsync();
        await using var command = new SqliteCommand($"VACUUM INTO '{to}'", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static MarketDb Open(string database, string connection)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        if (database == "postgres") options.UsePostgresMarket(connection);
        else options.UseSqliteMarket(connection);
        return new MarketDb(options.Options);
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await done()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
