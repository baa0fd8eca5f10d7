using Microsoft.EntityFrameworkCore;
using Storefront.Data.Tests.Holds;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Office;

/// <summary>The statement of a month adds up, whatever was before it and after it.</summary>
public sealed class MonthlyStatementTests
{
    [Theory, Databases]
    public async Task Months_follow_each_other_and_add_up_to_what_the_books_owe(string database)
    {
        await using var market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Fees:Country"] = "FR" });
        var shop = await market.MerchantAsync("Atelier Garance", "FR", "EUR");
        var goods = await market.GoodsAsync(shop, 3);
        var began = market.Clock.NowUtc;
        for (var i = 0; i < 3; i++)
        {
            await market.ReceivedAsync(shop, [goods[i]], i == 1 ? "USD" : "EUR");
            await market.PassReserveAsync();
        }

        var order = await market.ReceivedAsync(shop, goods);
        Assert.True((await market.GiveBackAsync(order, await market.AdminAsync(), (order.Lines()[0], order.Lines()[0].Refundable.Part(40)))).Succeeded);

        AccountStatement? before = null;
        var (commission, tax) = (0L, 0L);
        for (var month = DateOnly.FromDateTime(began); month <= DateOnly.FromDateTime(market.Clock.NowUtc).AddMonths(1); month = month.AddMonths(1))
        {
            var one = await ReadAsync(market, shop, month);
            if (before is null) Assert.True(one.Opening.IsZero);
            else Assert.Equal((before.Closing, before.ClosingReserve), (one.Opening, one.OpeningReserve));
            Assert.Equal(one.Closing, one.Opening + one.Lines.Sum(l => l.Amount, Currency.Eur));
            Assert.Equal(one.ClosingReserve, one.OpeningReserve + one.Lines.Sum(l => l.Reserve, Currency.Eur));
            Assert.All(one.Lines, l => Assert.InRange(DateOnly.FromDateTime(l.AtUtc), one.First, one.Last));
            (commission, tax, before) = (commission + one.Commission.Minor, tax + one.CommissionTax.Minor, one);
        }

        Assert.Equal(await market.StandsAsync(AccountKind.MerchantPayable, shop.Id, "EUR"), before!.Closing.Minor);
        Assert.Equal(await market.StandsAsync(AccountKind.MerchantReserve, shop.Id, "EUR"), before.ClosingReserve.Minor);
        Assert.Equal(-(await market.ReadAsync(db => db.BalanceAsync(AccountKind.PlatformFees, "", Currency.Eur, null, default))).Minor, commission);
        Assert.Equal(-(await market.ReadAsync(db => db.BalanceAsync(AccountKind.FeeTaxCollected, "FR", Currency.Eur, null, default))).Minor, tax);
        Assert.True(tax > 0);
    }

    [Theory, Databases]
    public async Task A_line_shows_the_rates_that_its_order_froze_and_the_sheet_holds_all_of_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await market.ReceivedAsync(shop, await market.GoodsAsync(shop, 1), "USD");

        var statement = await ReadAsync(market, shop, DateOnly.FromDateTime(market.Clock.NowUtc));
        var sale = Assert.Single(statement.Lines, l => l.Kind == StatementKind.Released);
        Assert.Equal(string.Join("; ", order.Consignments[0].Terms.Rates), sale.Rates);
        Assert.NotEmpty(sale.Rates);

        var drawn = (await market.DoAsync<MonthlyStatement, Outcome<DrawnDocument>>(s => s.PrintAsync(shop.Id, statement.First, shop.Member, default))).Value;
        Assert.Equal((DocumentFormat.Pdf, 0), (drawn.Format, drawn.MissingGlyphs));
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(drawn.Bytes, 0, 4));
    }

    [Theory, Databases]
    public async Task A_label_in_another_currency_shows_the_rate_of_its_day_wherever_the_statement_is_read(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var label = await market.BuyLabelAsync(await market.CheapestAsync((await market.PaidOrderAsync("USD", ((await market.GoodsAsync(shop, 1))[0], 1))).Consignments[0], shop.Member), shop.Member);
        Assert.True(label.Succeeded);
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(label.Value, shop.Member, default))).Succeeded);

        var rate = await market.ReadAsync(db => db.JournalEntries.Where(e => e.Key.StartsWith("label:")).Select(e => e.Rate).SingleAsync());
        var month = await ReadAsync(market, shop, DateOnly.FromDateTime(market.Clock.NowUtc));
        var page = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(shop.Id, shop.Member, null, default))).Value.Items;
        var file = (await market.DoAsync<MerchantStatement, Outcome<IReadOnlyList<string>>>(q => q.ExportAsync(shop.Id, shop.Member, default))).Value;

        Assert.StartsWith("EUR→CNY ", rate!.ToString(), StringComparison.Ordinal);
        foreach (var kind in new[] { StatementKind.Label, StatementKind.LabelVoided })
        {
            Assert.Equal(rate.ToString(), Assert.Single(month.Lines, l => l.Kind == kind).Rates);
            Assert.Equal(rate.ToString(), Assert.Single(page, l => l.Kind == kind).Rates);
            Assert.Contains(rate.ToString(), Assert.Single(file, l => l.Contains($",{kind},", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    [Theory, Databases]
    public async Task Nobody_reads_the_statement_of_another_shop(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, silk) = (await market.MerchantAsync(), await market.MerchantAsync("Silk"));
        Task<Outcome<AccountStatement>> As(Storefront.Accounts.Actor actor) => market.DoAsync<MonthlyStatement, Outcome<AccountStatement>>(s => s.ReadAsync(tea.Id, DateOnly.FromDateTime(market.Clock.NowUtc), actor, default));

        Assert.Equal(MerchantRefusals.NotFound, (await As(silk.Member)).Refusal);
        Assert.True((await As(tea.Member)).Succeeded);
        Assert.True((await As(await market.AdminAsync())).Succeeded);
    }

    private static async Task<AccountStatement> ReadAsync(TestMarket market, (MerchantId Id, Storefront.Accounts.Actor Member) shop, DateOnly month) =>
        (await market.DoAsync<MonthlyStatement, Outcome<AccountStatement>>(s => s.ReadAsync(shop.Id, month, shop.Member, default))).Value;
}
