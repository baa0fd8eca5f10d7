using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Benchmarks.Market;
using Storefront.Catalog;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payouts;
using Xunit.Abstractions;

namespace Storefront.Data.Tests.Ledger;

/// <summary>A market with hundreds of days behind it: its books are right, and what the desks ask is answered from as few rows as on its first day.</summary>
public sealed class GrowthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_generated_history_is_one_that_the_operations_could_have_written_and_go_on_with(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        await GrowAsync(market, database, orders: 400);
        // No comparison: the provider has no record of a history that is generated.
        await market.DoAsync<MarketDb>(Books.AssertAsync);
        await market.DoAsync<EndReserves>(async reserves => Assert.Equal(0, await reserves.RunAsync(default)));
        await market.DoAsync<ConfirmReceipt>(async receipts => Assert.Equal(0, await receipts.ByTimeAsync(default)));

        market.Clock.Move(TimeSpan.FromDays(60));
        await market.DoAsync<ConfirmReceipt>(async receipts => Assert.True(await receipts.ByTimeAsync(default) > 0));
        market.Clock.Move(TimeSpan.FromDays(31));
        await market.DoAsync<EndReserves>(async reserves => Assert.True(await reserves.RunAsync(default) > 0));
        await market.DoAsync<CloseLedger>(async books => Assert.True(await books.RunAsync(default)));
        // No comparison: the provider has no record of a history that is generated.
        await market.DoAsync<MarketDb>(Books.AssertAsync);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_months_parts_of_a_merchants_balance_are_what_its_entries_sum_up_to_closed_or_not(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (merchant, member) = await GrowAsync(market, database, orders: 400);
        var owner = merchant.Value.ToString("N");
        var entries = await market.ReadAsync(db => db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.MerchantPayable && p.Owner == owner)
            .Join(db.JournalEntries, p => p.Entry, e => e.Id, (p, e) => new { e.Key, p.Amount.Minor, p.AtUtc }).ToListAsync());
        var now = market.Clock.NowUtc;
        var month = new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc);

        var balance = await market.DoAsync<MerchantStatement, Outcome<MerchantBalance>>(statement => statement.BalanceAsync(merchant, member, default));

        Assert.Equal(-entries.Sum(e => e.Minor), balance.Value.Owed.Minor);
        Assert.Equal(-entries.Where(e => e.AtUtc < month).Sum(e => e.Minor), balance.Value.Opening.Minor);
        Assert.Equal(
            entries.Where(e => e.AtUtc >= month).GroupBy(e => StatementEntry.KindOf(e.Key)).Select(g => (g.Key, -g.Sum(e => e.Minor))).OrderBy(g => g.Key),
            balance.Value.ByKind.Select(k => (k.Key, k.Value.Minor)).OrderBy(k => k.Key));
        Assert.Equal([StatementKind.ReserveOver, StatementKind.Payout], balance.Value.ByKind.Keys.Order());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_statement_read_page_by_page_is_the_whole_account_with_the_balance_after_each_line(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (merchant, member) = await GrowAsync(market, database, orders: 150);
        var owner = merchant.Value.ToString("N");
        var lines = new List<StatementLine>();
        string? after = null;
        do
        {
            var page = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(statement => statement.ListAsync(merchant, member, after, default))).Value;
            lines.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        var entries = await market.ReadAsync(db => db.Postings.Where(p => (p.Account == AccountKind.MerchantPayable || p.Account == AccountKind.MerchantReserve) && p.Owner == owner).Select(p => p.Entry).Distinct().CountAsync());
        Assert.Equal(entries, lines.Count);
        Assert.Equal(entries, lines.Select(l => l.Entry).Distinct().Count());
        Assert.Equal(lines.OrderByDescending(l => l.AtUtc).Select(l => l.AtUtc), lines.Select(l => l.AtUtc));
        Assert.Equal(lines[^1].Amount, lines[^1].Balance);
        for (var i = 0; i + 1 < lines.Count; i++) Assert.Equal(lines[i].Balance, lines[i + 1].Balance + lines[i].Amount);
    }

    [Fact]
    public async Task What_the_desks_ask_is_read_by_keys_and_from_closings_however_much_lies_behind()
    {
        var reads = new ReadRows();
        await using var market = await TestMarket.OnAsync("postgres", disturbs: reads);
        // The books of so many orders are judged where there are fewer.
        market.LeavesBooksUnjudged = true;
        const int Behind = 30_000;
        var (merchant, member) = await GrowAsync(market, "postgres", Behind);
        var admin = await market.AdminAsync();
        var past = new PageKey(market.Clock.NowUtc.AddDays(-180), Guid.Empty.ToString()).ToString();

        var tooMany = new List<string>();

        // Where kinds are summed up, a closing for each day and kind of account is read; of all else a page, or a day.
        await AssertReadAsync("merchant's balance", 500, async () => await market.DoAsync<MerchantStatement>(q => Told(q.BalanceAsync(merchant, member, default))));
        await AssertReadAsync("merchant's statement", 400, async () => await market.DoAsync<MerchantStatement>(q => Told(q.ListAsync(merchant, member, null, default))));
        await AssertReadAsync("merchant's statement, half a year back", 400, async () => await market.DoAsync<MerchantStatement>(q => Told(q.ListAsync(merchant, member, past, default))));
        await AssertReadAsync("trial balance", OrderHistory.Days * 25, async () => await market.DoAsync<Journal>(q => Told(q.TrialBalanceAsync(admin, null, default))));
        await AssertReadAsync("merchants' debts", 1000, async () => await market.DoAsync<Journal>(q => Told(q.DebtsAsync(admin, null, default))));
        await AssertReadAsync("what is owed to authorities", OrderHistory.Days * 25, async () => await market.DoAsync<Journal>(q => Told(q.AuthoritiesAsync(admin, null, default))));
        await AssertReadAsync("merchant's holds", 400, async () => await market.DoAsync<Orders.Holds>(q => Told(q.OfMerchantAsync(merchant, member, new HoldQuery(), default))));
        await AssertReadAsync("all holds", 400, async () => await market.DoAsync<Orders.Holds>(q => Told(q.AllAsync(admin, new HoldQuery(), default))));
        await AssertReadAsync("merchant's payouts", 200, async () => await market.DoAsync<MerchantPayouts>(q => Told(q.ListAsync(merchant, member, null, default))));
        await AssertReadAsync("orders", 200, async () => await market.DoAsync<OrderRegister>(q => Told(q.ListAsync(admin, new OrderQuery(), default))));
        await AssertReadAsync("orders, half a year back", 200, async () => await market.DoAsync<OrderRegister>(q => Told(q.ListAsync(admin, new OrderQuery(After: past), default))));
        await AssertReadAsync("paid orders", 200, async () => await market.DoAsync<OrderRegister>(q => Told(q.ListAsync(admin, new OrderQuery(Status: OrderStatus.Paid), default))));

        Assert.Equal([], tooMany);

        async Task AssertReadAsync(string what, long most, Func<Task> ask)
        {
            reads.Forget();
            await ask();
            var rows = await reads.CountAsync(market.Connection);
            output.WriteLine($"{what}: {string.Join(", ", rows.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"))}");
            if (rows.Values.Sum() > most) tooMany.Add($"{what}: {rows.Values.Sum()} rows instead of {most}");
        }
    }

    private static async Task Told<T>(Task<Outcome<T>> asked) => Assert.True((await asked).Succeeded);

    /// <summary>Two merchants with goods, and so many orders of the last four hundred days; the first has half of them.</summary>
    private static async Task<(MerchantId Id, Actor Member)> GrowAsync(TestMarket market, string database, int orders)
    {
        var first = await market.MerchantAsync();
        var second = await market.MerchantAsync("Atelier Garance", "FR", "EUR");
        await market.ListingAsync(first);
        await market.ListingAsync(second, "64.00", sku: "SH-1");
        var goods = await market.ReadAsync(db => db.Variants.AsNoTracking().Join(db.Listings, v => v.Listing, l => l.Id, (v, l) => new { v.Id, v.Listing, v.Merchant, v.Sku, v.Price, v.Weight, v.Size, l.Slug })
            .Join(db.Merchants, v => v.Merchant, m => m.Id, (v, m) => new { Variant = v, m.Name, m.Address }).ToListAsync());
        var sold = goods.OrderBy(g => g.Variant.Merchant == first.Id ? 0 : 1).Select(g => new SoldGoods(
            g.Variant.Listing.Value, g.Variant.Id.Value, g.Variant.Merchant.Value, g.Name, g.Address.Country.Code, g.Variant.Slug, g.Variant.Sku, "Celadon teapot", "691110", "CN", g.Variant.Price, g.Variant.Weight.Grams, g.Variant.Size.ToString()));
        IRowWriter rows = database == "sqlite" ? new SqliteRows(market.Connection) : new PostgresRows(market.Connection);
        new OrderHistory(rows, [.. sold], orders, market.Clock.NowUtc).Fill();
        return first;
    }
}
