using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Benchmarks.Load;
using Storefront.Benchmarks.Market;
using Storefront.Data;
using Storefront.Ledger;

namespace Storefront.Benchmarks;

/// <summary>Measures how fast the books take entries, each saved by itself as an operation does it.</summary>
internal sealed class JournalBench(BenchmarkOptions options, Notebook notebook)
{
    private const int Writers = 8;
    public const string Name = "journal entries of 2 to 6 postings, 8 writers";

    private static readonly AccountKind[] Kinds = [AccountKind.ProcessorBalance, AccountKind.BuyerFundsHeld, AccountKind.MerchantReserve, AccountKind.PlatformFees, AccountKind.FxPosition, AccountKind.TaxCollected];

    public void Run()
    {
        if (!notebook.Wanted(Name)) return;
        var database = BenchmarkDatabase.Create(options.Database);
        try
        {
            Measure(database, default);
        }
        finally
        {
            Directory.Delete(database.DataFolder, recursive: true);
        }
    }

    /// <summary>In a database that may hold a history.</summary>
    public void Measure(BenchmarkDatabase database, MarketSize size)
    {
        if (!notebook.Wanted(Name)) return;
        var meter = new OwnMeter(database.Process);
        using var services = new ServiceCollection().AddLogging().AddSingleton<IInterceptor>(meter).AddMarketData(database.Use).BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<MarketDb>>();
        (Action, IDisposable) Worker(int number)
        {
            var posted = 0;
            return (() => PostAsync(contexts, number, posted++).GetAwaiter().GetResult(), Nothing.ToEnd);
        }

        LoadRun.Each(Writers, options.WarmUpWriting, Worker);
        var before = meter.Read();
        var (times, seconds) = LoadRun.Each(Writers, TimeSpan.FromSeconds(options.Seconds), Worker);
        notebook.Add(Name, size, null, times, seconds, before, meter.Read());
    }

    private static async Task PostAsync(IDbContextFactory<MarketDb> contexts, int writer, int number)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var entry = JournalEntry.Of($"measured:{Guid.NewGuid():N}", null, null, DateTime.UtcNow);
        var credits = 1 + (number % 5);
        entry.Debit(Kinds[0], "sandbox", new Money(100 * credits, Currency.Eur));
        // A merchant's or consignment's account each.
        for (var line = 1; line <= credits; line++) entry.Credit(Kinds[line], $"{writer:x8}{number % 1000:x24}", new Money(100, Currency.Eur));
        db.JournalEntries.Add(entry.Balanced());
        await db.SaveChangesAsync();
    }
}

/// <summary>For workers that hold nothing.</summary>
internal sealed class Nothing : IDisposable
{
    public static readonly Nothing ToEnd = new();

    public void Dispose()
    {
    }
}
