using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Postgres;
using Storefront.Data.Tests;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Testing;
using Storefront.Web.Measuring;
using Xunit.Abstractions;

namespace Storefront.App.Tests.Soak;

/// <summary>The program in a process of its own on PostgreSQL, with buyers and a payment provider that all talk at once.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Buyers = 16;
    private const int Rounds = 3;
    private const int OrdersEachRound = 2;
    private const int Deliveries = 10_000;

    /// <summary>How much more memory the process may have after the last third than after the first, in parts of a hundred: code that is
    /// translated once more in the background, and pools that are filled, still come then; a leak of a request's kilobytes would be more.</summary>
    private const int ResidentMorePercent = 10;

    /// <summary>The same of the objects that are alive after a full collection. Half a kilobyte kept of each delivery would be over it.</summary>
    private const int HeapMorePercent = 8;

    [Fact]
    public async Task F16_F17_F20_F21_Sixteen_buyers_and_ten_thousand_deliveries_shuffled_repeated_and_forged_leave_each_order_paid_once_and_the_memory_flat()
    {
        var database = PostgresServer.Shared.NewDatabase();
        var goods = await FillAsync(database);
        await using var app = await RunningApp.StartAsync(arguments: ["--database", "postgres", "--connection", database, "--no-demo", "--Measuring:Enabled=true", "--Logging:LogLevel:Default=Error"]);
        using var postman = new Postman(new Uri(app.Url), senders: 4);
        var bought = new ConcurrentBag<string>();
        // Older orders, whose events come again and again.
        await BuyAsync(app, postman, goods, orders: 1, deliveriesPerOrder: 0, bought);
        // What the market's making left is worked off first: a first round that waits for it would be measured after minutes of rest.
        await UntilAsync(database, "What was told before is not worked off.", async db => !await db.Outbox.AnyAsync(m => m.DoneAtUtc == null && m.DeadAtUtc == null));

        var clock = Stopwatch.StartNew();
        var memory = new List<(double Resident, double Heap)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var deliveries = (Deliveries * round / Rounds) - (Deliveries * (round - 1) / Rounds);
            var orders = Buyers * OrdersEachRound;
            var (each, rest) = Math.DivRem(deliveries, orders);
            var delivering = postman.DeliverAsync(deliveries);
            postman.Allow(rest);
            await BuyAsync(app, postman, goods, OrdersEachRound, each, bought);
            await delivering;
            await UntilAsync(database, "What was told is not worked off.", async db => !await db.Outbox.AnyAsync(m => m.DoneAtUtc == null && m.DeadAtUtc == null));
            memory.Add(await MemoryAsync(app));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {clock.Elapsed.TotalSeconds:0.0} s, resident {memory[^1].Resident:0.0} MiB, heap {memory[^1].Heap:0.00} MiB"));
        }

        Assert.Equal(Deliveries / Postman.ForgedOneIn, postman.Forged.Count);
        Assert.Equal(Deliveries - postman.Forged.Count, postman.Answers.Count);
        Assert.All(postman.Answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.All(postman.Forged, forged => Assert.Equal(HttpStatusCode.BadRequest, forged.Status));
        await UntilAsync(database, "Not every forged delivery is counted.", async db => await db.RefusedDeliveries.SumAsync(r => r.Count) == postman.Forged.Count);
        await using var db = Open(database);
        await AssertPaidOnceAsync(db, bought);
        await AssertInboxAsync(db, postman);
        await Books.AssertAsync(db);
        Assert.True(memory[^1].Resident <= memory[0].Resident * (100 + ResidentMorePercent) / 100, $"Resident memory grew from {memory[0].Resident} to {memory[^1].Resident} MiB.");
        Assert.True(memory[^1].Heap <= memory[0].Heap * (100 + HeapMorePercent) / 100, $"Living objects grew from {memory[0].Heap} to {memory[^1].Heap} MiB.");
    }

    /// <summary>Every order that a buyer saw is there, paid, settled by one entry and told of once, and there is no other.</summary>
    private static async Task AssertPaidOnceAsync(MarketDb db, IReadOnlyCollection<string> bought)
    {
        var orders = await db.Orders.AsNoTracking().ToListAsync();
        Assert.Equal(Buyers * (1 + (Rounds * OrdersEachRound)), bought.Distinct().Count());
        Assert.Equal(bought.Order(StringComparer.Ordinal), orders.Select(o => o.Number).Order(StringComparer.Ordinal));
        Assert.All(orders, order => Assert.Equal(OrderStatus.Paid, order.Status));
        var payments = await db.Payments.AsNoTracking().ToListAsync();
        Assert.Equal(orders.Count, payments.Select(p => p.Order).Distinct().Count());
        Assert.Equal(orders.Count, payments.Count);
        Assert.All(payments, payment => Assert.Equal(PaymentStatus.Captured, payment.Status));
        var entries = await db.JournalEntries.AsNoTracking().ToListAsync();
        Assert.Equal(payments.Select(p => $"captured:{p.Id.Value:N}").Order(StringComparer.Ordinal), entries.Select(e => e.Key).Order(StringComparer.Ordinal));
        var told = await db.OrderEvents.AsNoTracking().Where(e => e.Kind == OrderEventKind.Paid).Select(e => e.Order).ToListAsync();
        Assert.Equal(orders.Select(o => o.Id.Value).Order(), told.Select(o => o.Value).Order());
        Assert.Equal(orders.Count, await db.Notices.CountAsync(n => n.Template == "order-paid"));
        Assert.Equal(await db.OrderLines.SumAsync(l => l.Quantity), await db.Stock.SumAsync(s => s.Committed));
        Assert.Equal(0, await db.Stock.SumAsync(s => s.Reserved));
        // The provider has one payment for each of ours, and no other.
        var there = await db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == "sandbox-payments").Select(r => r.Key).ToListAsync();
        Assert.Equal(payments.Select(p => p.Reference).Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    /// <summary>Each genuine event lies in the inbox once, no forged one does, and all that follows from them was done without a fault.</summary>
    private static async Task AssertInboxAsync(MarketDb db, Postman postman)
    {
        var stored = await db.ReceivedEvents.AsNoTracking().ToListAsync();
        Assert.Empty(stored.Select(e => e.EventId).Intersect(postman.Forged.Select(f => f.Id)));
        Assert.Empty(postman.Sent.Except(stored.Select(e => e.EventId)));
        // Besides them the sandbox told of each capture itself.
        Assert.All(stored.Select(e => e.EventId).Except(postman.Sent), id => Assert.EndsWith("_Captured", id, StringComparison.Ordinal));
        Assert.Equal([], await db.Outbox.AsNoTracking().Where(m => m.LastError != null || m.DeadAtUtc != null).Select(m => $"{m.Kind}: {m.LastError}").ToListAsync());
    }

    private static async Task BuyAsync(RunningApp app, Postman postman, IReadOnlyList<VariantId> goods, int orders, int deliveriesPerOrder, ConcurrentBag<string> bought) =>
        await Task.WhenAll(Enumerable.Range(0, Buyers).Select(async buyer =>
        {
            for (var order = 0; order < orders; order++)
            {
                using var person = new Person(new Uri(app.Url), "en-FR");
                await person.AddAsync(goods[(buyer + order) % goods.Count]);
                if (buyer % 3 == 0) await person.AddAsync(goods[(buyer + order + 1) % goods.Count], units: 2);
                var payment = await person.SubmitAsync(await person.ReviewAsync([.. Purchases.Lyon.Where(f => f.Name is not ("name" or "email")), ("name", $"Buyer {buyer}"), ("email", $"buyer{buyer}@example.test")]), Purchases.PayForm, Purchases.PayButton);
                // From here on news may come before, while and after the buyer pays.
                postman.Knows(person.At.Split('/')[^1].Split('?')[0]);
                postman.Allow(deliveriesPerOrder);
                await person.PayAsync(payment);
                bought.Add(person.OrderShown());
            }
        }));

    private static async Task UntilAsync(string database, string fault, Func<MarketDb, Task<bool>> holds)
    {
        var until = DateTime.UtcNow.AddMinutes(5);
        while (true)
        {
            await using var db = Open(database);
            if (await holds(db)) return;
            Assert.True(DateTime.UtcNow < until, fault);
            await Task.Delay(100);
        }
    }

    private static async Task<(double Resident, double Heap)> MemoryAsync(RunningApp app)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Url) };
        var counters = (await client.GetFromJsonAsync<CountersNow>($"{MeasuringHost.CountersPath}?{MeasuringHost.CollectFirst}"))!;
        var line = File.ReadLines($"/proc/{app.ProcessId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return (double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024, counters.HeapBytes / 1048576.0);
    }

    private static async Task<IReadOnlyList<VariantId>> FillAsync(string database)
    {
        var stall = new Stall { Postgres = database };
        await stall.InitializeAsync();
        try
        {
            return [stall.Teapot, stall.Shirt];
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    private static MarketDb Open(string database)
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        options.UsePostgresMarket(database);
        return new MarketDb(options.Options);
    }
}
