using System.Globalization;
using Xunit.Abstractions;

namespace Storefront.Data.Tests.Walks;

/// <summary>Whatever happens to money in whatever order, the books say what a second reckoning says.</summary>
public sealed class MoneyWalkTests(ITestOutputHelper output)
{
    private const int Sequences = 10_000;

    /// <summary>The same on every run, so that a failure can be had again; another may be tried by hand.</summary>
    private static readonly int Seed = Environment.GetEnvironmentVariable("STOREFRONT_MONEY_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : 20_261_130;

    [Fact]
    public async Task Ten_thousand_sequences_of_whatever_happens_to_money_end_as_a_second_reckoning_says()
    {
        output.WriteLine($"Seed {Seed}");
        var kinds = new Dictionary<string, int>();
        for (var i = 0; i < Sequences; i++)
        {
            var (seed, steps) = (Seed + i, MoneyWalk.SeedsOf(Seed + i));
            var (fault, told) = await TryAsync(seed, steps);
            if (fault is not null) Assert.Fail(await ShortestAsync(seed, steps));
            foreach (var kind in told.Select(t => t.Split(' ')[0])) kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        output.WriteLine(string.Join(", ", kinds.OrderBy(k => k.Key).Select(k => $"{k.Value} {k.Key}")));
        // What never happens proves nothing.
        foreach (var kind in new[] { "bought", "delivered", "received", "refunded", "cancelled", "case", "decided", "chargeback", "owed", "paid", "payout", "now" })
            Assert.True(kinds.GetValueOrDefault(kind) > Sequences / 20, $"'{kind}' happened {kinds.GetValueOrDefault(kind)} times.");
    }

    /// <summary>The same through the operations and timers, which choose for themselves what they do with a line. A sequence takes half a second on SQLite, where each query is also shown to what stands
    /// for a SQL Server, and a quarter on PostgreSQL, most of it buying and sending (measured on 2026-11-30): so many are forty seconds of a whole run.</summary>
    [Theory, InlineData("sqlite", 60), InlineData("postgres", 40)]
    public async Task Whole_markets_end_as_a_second_reckoning_says(string database, int sequences)
    {
        output.WriteLine($"Seed {Seed}");
        const int InOneMarket = 10, MostSteps = 10;
        for (var first = 0; first < sequences; first += InOneMarket)
        {
            var (market, walked) = await WalkedMarket.OnAsync(database, new Random(Seed + first));
            await using var _ = market;
            var books = new SecondBooks();
            for (var i = 0; i < InOneMarket; i++)
            {
                var walk = new MoneyWalk(walked, books);
                try
                {
                    await walk.RunAsync([.. MoneyWalk.SeedsOf(Seed + first + i).Take(MostSteps)]);
                }
                catch (Exception e)
                {
                    Assert.Fail($"Seed {Seed + first} and {i} more:{Environment.NewLine}{string.Join(Environment.NewLine, walk.Told)}{Environment.NewLine}{e}");
                }
            }

            await market.AssertBooksBalanceAsync();
        }
    }

    private static async Task<(Exception? Fault, IReadOnlyList<string> Told)> TryAsync(int seed, IReadOnlyList<int> steps)
    {
        var walk = new MoneyWalk(new WalkedJournal(new Random(seed)), new SecondBooks());
        try
        {
            await walk.RunAsync(steps);
            return (null, walk.Told);
        }
        catch (Exception e)
        {
            return (e, walk.Told);
        }
    }

    /// <summary>The same sequence replayed from its seeds with one step fewer, as long as it still fails.</summary>
    private static async Task<string> ShortestAsync(int seed, IReadOnlyList<int> steps)
    {
        for (var at = 0; at < steps.Count;)
        {
            var fewer = steps.Where((_, i) => i != at).ToList();
            if ((await TryAsync(seed, fewer)).Fault is null) at++;
            else (steps, at) = (fewer, 0);
        }

        var (fault, told) = await TryAsync(seed, steps);
        return $"Seed {seed}, steps {string.Join(' ', steps)}:{Environment.NewLine}{string.Join(Environment.NewLine, told)}{Environment.NewLine}{fault}";
    }
}
