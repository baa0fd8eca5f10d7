using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.FaultRunner;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Shipping;
using Storefront.Testing;

namespace Storefront.Data.Tests;

/// <summary>The program that is killed, as it is published: about a hundred processes would each translate the same code before they come to their point.</summary>
public sealed class FaultProgram : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("storefront-faults-").FullName;

    public string File => Path.Combine(folder, "Storefront.FaultRunner.dll");

    public async Task InitializeAsync()
    {
        string[] publish = ["publish", Path.Combine(RunningApp.Root, "tests/Storefront.FaultRunner"), "-c", RunningApp.Configuration, "-o", folder, "-v", "quiet", "--nologo"];
        using var process = Process.Start(new ProcessStartInfo(RunningApp.DotnetPath, publish) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}

public sealed class KilledProcessTests(FaultProgram program) : IClassFixture<FaultProgram>
{
    private const int SigKilled = 128 + 9;

    /// <summary>The workers of a node that starts again look after this time; by then nobody waits for the dead one.</summary>
    private static readonly TimeSpan Restart = TimeSpan.FromMinutes(3);

    /// <summary>Each process finishes the purchase of the one that was killed before it, and is killed at the next point of its own.</summary>
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task F10_F11_F12_A_process_killed_at_any_point_of_a_purchase_leaves_one_order_one_charge_one_label_and_balanced_books(string database)
    {
        await using var first = await TestMarket.OnAsync(database);
        var points = await UndisturbedAsync(first, database);

        // Two rows of processes side by side, each on a database of its own, share the points.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(row => Task.Run(async () =>
        {
            await using var market = await TestMarket.OnAsync(database);
            await DieAtEachAsync(market, database, points.Where((_, n) => n % 2 == row));
        })));
    }

    private async Task<IReadOnlyList<KillPoint>> UndisturbedAsync(TestMarket market, string database)
    {
        var seller = await market.MerchantAsync();
        var purchase = await PrepareAsync(market, seller, 0);
        var (code, said) = await RunAsync(new Errand(database, market.Connection, null, new Leg(purchase, null, market.Clock.GetUtcNow())));
        Assert.True(code == 0, said);
        await AssertDoneOnceAsync(market, purchase, "nothing");
        var points = JsonSerializer.Deserialize<List<KillPoint>>(said)!;
        Assert.Contains(points, p => p.Name.Contains("opening the payment,", StringComparison.Ordinal));
        Assert.Contains(points, p => p.Name.Contains("buying the label,", StringComparison.Ordinal));
        Assert.Contains(points, p => p.Name.Contains("handing over,", StringComparison.Ordinal));
        return points;
    }

    private async Task DieAtEachAsync(TestMarket market, string database, IEnumerable<KillPoint> points)
    {
        var seller = await market.MerchantAsync();
        var number = 0;
        (Leg Leg, string Point)? dead = null;
        foreach (var point in points)
        {
            var leg = new Leg(await PrepareAsync(market, seller, ++number), null, market.Clock.GetUtcNow(), point.Name);
            var (code, said) = await RunAsync(new Errand(database, market.Connection, dead?.Leg, leg));
            Assert.True(code == SigKilled, $"Was to die {point.Name}, after {dead?.Point}; ended with {code}: {said}");
            if (dead is { } before) await AssertDoneOnceAsync(market, before.Leg.Purchase!, before.Point);
            dead = (new Leg(leg.Purchase, null, point.At + Restart), point.Name);
        }

        var (last, told) = await RunAsync(new Errand(database, market.Connection, dead!.Value.Leg, null));
        Assert.True(last == 0, $"After {dead.Value.Point}: {told}");
        await AssertDoneOnceAsync(market, dead.Value.Leg.Purchase!, dead.Value.Point);
        Assert.Equal([], await market.ReadAsync(db => db.Outbox.Where(m => m.DoneAtUtc == null).Select(m => m.Kind).ToListAsync()));
    }

    /// <summary>The same of what becomes of an order's money: each process finishes what the one before it died of. Of points of one kind the first is taken; each of the three releases is a kind.</summary>
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task F11_F13_F64_A_process_killed_while_it_releases_pays_out_and_takes_back_for_three_merchants_does_each_once(string database)
    {
        await using var first = await TestMarket.OnAsync(database);
        var undisturbed = await SettlingMarket.OnAsync(first);
        var (code, said) = await RunAsync(new Errand(database, first.Connection, null, await undisturbed.LegAsync()));
        Assert.True(code == 0, said);
        await undisturbed.AssertDoneOnceAsync("nothing");
        await first.AssertBooksBalanceAsync();
        var points = JsonSerializer.Deserialize<List<KillPoint>>(said)!.Where(p => p.IsFirst).ToList();
        foreach (var named in new[] { ", releasing to merchant 2 of 3", ", writing payouts", "while transferring, sending payouts", "while paying out, sending payouts", ", settling payouts", ", refunding", "while refunding, giving back", "while reversing, giving back" })
            Assert.Contains(points, p => p.Name.EndsWith(named, StringComparison.Ordinal));

        await Task.WhenAll(Enumerable.Range(0, 2).Select(row => Task.Run(async () =>
        {
            await using var market = await TestMarket.OnAsync(database);
            var settling = await SettlingMarket.OnAsync(market);
            (Leg Leg, string Point)? dead = null;
            foreach (var point in points.Where((_, n) => n % 2 == row))
            {
                var leg = await settling.LegAsync(point.Name);
                var (ended, told) = await RunAsync(new Errand(database, market.Connection, dead?.Leg, leg));
                Assert.True(ended == SigKilled, $"Was to die {point.Name}, after {dead?.Point}; ended with {ended}: {told}");
                dead = (leg with { KillAt = null, StartsAt = leg.StartsAt + (point.At - points[0].At) + Restart }, point.Name);
            }

            var (last, end) = await RunAsync(new Errand(database, market.Connection, dead!.Value.Leg, null));
            Assert.True(last == 0, $"After {dead.Value.Point}: {end}");
            await settling.AssertDoneOnceAsync(dead.Value.Point);
            await market.AssertBooksBalanceAsync();
        })));
    }

    private static async Task<Purchase> PrepareAsync(TestMarket market, (MerchantId Id, Actor Member) seller, int number)
    {
        var purchase = new Purchase(Guid.NewGuid(), await market.ListingAsync(seller, sku: $"TP-{number}"), seller.Member.User);
        await market.RunOutboxAsync();
        return purchase;
    }

    private static async Task AssertDoneOnceAsync(TestMarket market, Purchase purchase, string point)
    {
        await market.DoAsync<MarketDb>(async db =>
        {
            var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).SingleAsync(o => o.Attempt == purchase.Attempt);
            var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Order == order.Id);
            var parcels = await db.Parcels.AsNoTracking().Where(p => p.Order == order.Id).ToListAsync();
            var charges = (await db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == SandboxGateway.Connector).Select(r => r.Json).ToListAsync())
                .Select(SandboxPayment.From).Where(p => p.OrderNumber == order.Number && p.State == SandboxState.Captured).ToList();
            var references = parcels.ConvertAll(p => "label:" + p.Reference);
            var labels = await db.ConnectorRecords.AsNoTracking().Where(r => r.Connector == "sandbox-carrier" && references.Contains(r.Key)).Select(r => r.Json).ToListAsync();
            var stock = await db.Stock.AsNoTracking().SingleAsync(s => s.Variant == purchase.Variant);
            var entries = await db.JournalEntries.AsNoTracking().Where(e => e.Order == order.Id).Select(e => e.Key).ToListAsync();
            var notices = (await db.Notices.AsNoTracking().ToListAsync()).Where(n => n.Values["number"] == order.Number).Select(n => n.Template).Order(StringComparer.Ordinal);
            // The next purchase may have messages of its own that wait for its turn.
            var open = await db.Outbox.AsNoTracking().CountAsync(m => m.DoneAtUtc == null && m.Body.Contains(payment.Reference!));

            var found = new
            {
                Order = order.Status, Payment = payment.Status, Charges = charges.Sum(c => c.Amount.Minor), Consignment = order.Consignments.Single().Status,
                Parcels = string.Join(' ', parcels.Where(p => p.Status != ParcelStatus.Refused).Select(p => p.Status)), Labels = labels.Count,
                OnHand = stock.OnHand, stock.Reserved, stock.Committed, Journal = string.Join(' ', entries.Select(k => k.Split(':')[0]).Order(StringComparer.Ordinal)),
                Notices = string.Join(' ', notices), Open = open, Left = await db.BasketLines.CountAsync(l => l.Basket == purchase.Basket),
            };
            var wanted = new
            {
                Order = OrderStatus.Paid, Payment = PaymentStatus.Captured, Charges = order.Total.Minor, Consignment = ConsignmentStatus.Received,
                Parcels = nameof(ParcelStatus.Delivered), Labels = 1,
                OnHand = 10 - Purchase.Units, Reserved = 0, Committed = 0, Journal = "captured label released",
                Notices = "delivered dispatched order-paid", Open = 0, Left = 0,
            };
            Assert.True(wanted.Equals(found), $"After {point}:\nwanted {wanted}\nfound  {found}");
            Assert.Single(charges);
        });
        await market.AssertBooksBalanceAsync();
    }

    /// <returns>The exit code, and what the process wrote, to standard output first.</returns>
    private async Task<(int Code, string Said)> RunAsync(Errand errand)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program.File);
        start.ArgumentList.Add(errand.Write());
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
