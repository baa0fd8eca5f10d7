using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Ledger;
using Storefront.Orders;

namespace Storefront.Data.Tests.Ledger;

public sealed class ClosingTests
{
    private static readonly AccountKind[] Kinds = [AccountKind.ProcessorBalance, AccountKind.BuyerFundsHeld, AccountKind.MerchantPayable, AccountKind.PlatformFees];

    [Theory, Databases]
    public async Task A_balance_as_of_any_instant_is_the_sum_of_all_postings_before_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var random = new Random(7);
        var instants = new List<DateTime>();
        for (var step = 0; step < 60; step++)
        {
            market.Clock.Move(TimeSpan.FromMinutes(random.Next(0, 900)));
            instants.Add(market.Clock.NowUtc);
            await PostAsync(market, $"test:{step}", random);
            if (random.Next(3) == 0) await CloseAsync(market);
        }

        await market.AssertBooksBalanceAsync();

        var postings = await market.ReadAsync(db => db.Postings.AsNoTracking().ToListAsync());
        Assert.True(await market.ReadAsync(db => db.Closings.CountAsync()) > 5);
        foreach (var account in postings.GroupBy(p => (p.Account, p.Owner, p.Amount.Currency)))
        {
            foreach (var instant in instants.Where((_, i) => i % 7 == 0))
            {
                var balance = await market.ReadAsync(db => db.BalanceAsync(account.Key.Account, account.Key.Owner, account.Key.Currency, instant, default));
                Assert.Equal(account.Where(p => p.AtUtc < instant).Sum(p => p.Amount.Minor), balance.Minor);
            }
        }

        foreach (var instant in instants.Where((_, i) => i % 11 == 0))
        {
            var turnovers = await market.ReadAsync(db => db.TurnoversAsync(instant, default));
            var naive = postings.Where(p => p.AtUtc < instant).GroupBy(p => (p.Account, p.Amount.Currency)).ToDictionary(g => g.Key, g => g.Sum(p => p.Amount.Minor));
            Assert.Equal(naive.Count, turnovers.Count);
            Assert.All(turnovers, t => Assert.Equal(naive[(t.Account, t.Currency)], t.DebitsMinor - t.CreditsMinor));
        }

        foreach (var instant in instants.Where((_, i) => i % 5 == 0).Append(market.Clock.NowUtc.AddDays(1)))
        {
            var stands = postings.Where(p => p.AtUtc < instant).GroupBy(p => (p.Account, p.Owner, p.Amount.Currency)).Select(g => (g.Key, Sum: g.Sum(p => p.Amount.Minor))).Where(a => a.Sum != 0).ToList();
            Assert.Equal(
                stands.Where(a => a.Key.Account == AccountKind.MerchantPayable && a.Sum > 0).Select(a => (a.Key.Owner, a.Key.Currency.Code, a.Sum)).Order(),
                (await market.ReadAsync(db => db.DebtsAsync(instant, default))).Select(d => (d.Key.Owner, d.Key.Currency.Code, d.Value.Minor)).Order());
            Assert.Equal(
                stands.Where(a => a.Key.Account is AccountKind.PlatformFees or AccountKind.ProcessorBalance).Select(a => (a.Key.Account, a.Key.Owner, a.Key.Currency.Code, a.Sum)).Order(),
                (await market.ReadAsync(db => db.BalancesOfAsync([AccountKind.PlatformFees, AccountKind.ProcessorBalance], instant, default))).Select(d => (d.Key.Account, d.Key.Owner, d.Key.Currency.Code, d.Value.Minor)).Order());
        }
    }

    [Theory, Databases]
    public async Task A_day_is_closed_once_and_only_when_it_is_over_for_an_hour(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        await PostAsync(market, "test:1", new Random(1));

        Assert.True(await CloseAsync(market)); // the days before today
        market.Clock.Move(TimeSpan.FromHours(15) + TimeSpan.FromMinutes(59)); // 00:59 of the next day
        Assert.False(await CloseAsync(market));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        var both = await Task.WhenAll(CloseAsync(market), CloseAsync(market));
        Assert.Single(both, closed => closed);
        Assert.False(await CloseAsync(market));

        var closings = await market.ReadAsync(db => db.Closings.AsNoTracking().OrderBy(c => c.UpToUtc).ToListAsync());
        Assert.Equal([(0L, 0L), (1L, 3L)], closings.Select(c => (c.Entries, c.Postings)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_a_clock_that_is_behind_posts_into_a_closed_day_is_named_and_the_next_closing_takes_it_in(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, random) = (await market.AdminAsync(), new Random(3));
        Task<BooksCheck> CheckAsync() => market.DoAsync<Journal, BooksCheck>(async q => (await q.CheckAsync(admin, default)).Value);
        for (var day = 0; day < 3; day++)
        {
            await PostAsync(market, $"test:{day}", random);
            market.Clock.Move(TimeSpan.FromDays(1));
            await CloseAsync(market);
        }

        var before = await CheckAsync();
        await PostAsync(market, "test:late", random, market.Clock.NowUtc.AddDays(-1));
        var late = await CheckAsync();
        market.Clock.Move(TimeSpan.FromDays(1));
        Assert.True(await CloseAsync(market));
        var after = await CheckAsync();

        Assert.Equal((true, 0L), (before.IsGood, before.LateEntries));
        Assert.Equal((false, 1L), (late.IsGood, late.LateEntries));
        Assert.Equal((true, 0L, 4L), (after.IsGood, after.LateEntries, after.Entries));
        await market.AssertBooksBalanceAsync();
    }

    private static Task<bool> CloseAsync(TestMarket market) => market.DoAsync<CloseLedger, bool>(books => books.RunAsync(default));

    private static Task PostAsync(TestMarket market, string key, Random random, DateTime? atUtc = null) => market.DoAsync<MarketDb>(async db =>
    {
        var currency = random.Next(2) == 0 ? Currency.Eur : new Currency("JPY");
        var (whole, part) = (random.Next(1, 10_000), random.Next(0, 1000));
        db.JournalEntries.Add(JournalEntry.Of(key, null, null, atUtc ?? market.Clock.NowUtc)
            .Debit(Kinds[random.Next(Kinds.Length)], Owner(), new Money(whole + part + 1, currency))
            .Credit(Kinds[random.Next(Kinds.Length)], Owner(), new Money(whole, currency))
            .Credit(Kinds[random.Next(Kinds.Length)], Owner(), new Money(part + 1, currency)).Balanced());
        await db.SaveChangesAsync();

        string Owner() => "owner" + random.Next(3);
    });
}
