using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Data.Tests.Office;

public sealed class MoneyDeskTests
{
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task The_statement_adds_up_to_the_balance_and_the_forecast_to_the_release(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var pot = await market.ListingAsync(tea, stock: 40);
        for (var i = 0; i < 3; i++)
        {
            var order = await market.PaidOrderAsync("EUR", (pot, i + 1));
            await market.SendAsync(order.Consignments[0], tea.Member);
            var expected = (await market.DoAsync<MoneyOnTheWay, Outcome<HeldForMerchant>>(q => q.ForAsync(tea.Id, tea.Member, default))).Value;
            var before = await BalanceAsync(market, tea);

            await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[0].Id, new OrderAccess(null, order.AccessKey), default));

            Assert.Equal(1, expected.Orders);
            var after = await BalanceAsync(market, tea);
            Assert.Equal((expected.Expected, before.Owed), (after.Reserved - before.Reserved, after.Owed));
            market.Clock.Move(TimeSpan.FromHours(1));
        }

        // The first of the three is out of its reserve, the others say until when they stay.
        var received = await market.ReadAsync(db => db.Consignments.OrderBy(c => c.ReleasedAtUtc).Select(c => c.ReleasedAtUtc!.Value).ToListAsync());
        var days = new HoldOptions().NewMerchantReserveDays;
        market.Clock.Move(received[0].AddDays(days) - market.Clock.NowUtc);
        Assert.Equal(1, await market.DoAsync<EndReserves, int>(e => e.RunAsync(default)));

        var lines = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(tea.Id, tea.Member, null, default))).Value.Items;
        var balance = await BalanceAsync(market, tea);
        var file = (await market.DoAsync<MerchantStatement, Outcome<IReadOnlyList<string>>>(q => q.ExportAsync(tea.Id, tea.Member, default))).Value;

        Assert.Equal(7, lines.Count);
        Assert.Equal(StatementKind.ReserveOver, lines[0].Kind);
        Assert.Equal(received.Select(at => (DateTime?)at.AddDays(days)), lines.Where(l => l.Kind == StatementKind.Released).Select(l => l.ReservedUntilUtc).Order());
        Assert.Equal(balance.Reserved, lines.Sum(l => l.Reserve, balance.Reserved.Currency));
        Assert.Equal(balance.Owed, lines[0].Balance);
        Assert.Equal(balance.Owed, lines.Sum(l => l.Amount, balance.Owed.Currency));
        for (var i = 0; i + 1 < lines.Count; i++) Assert.Equal(lines[i + 1].Balance, lines[i].Balance - lines[i].Amount);
        var month = new DateTime(market.Clock.NowUtc.Year, market.Clock.NowUtc.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(balance.Owed, balance.Opening + balance.ByKind.Values.Sum(balance.Owed.Currency));
        Assert.Equal(balance.Opening, lines.Where(l => l.AtUtc < month).Sum(l => l.Amount, balance.Owed.Currency));
        Assert.Equal(balance.ByKind[StatementKind.ReserveOver], lines.Where(l => l.AtUtc >= month && l.Kind == StatementKind.ReserveOver).Sum(l => l.Amount, balance.Owed.Currency));
        Assert.Equal(8, file.Count);
        Assert.Contains($",{balance.Owed.ToPlain()},CNY,", file[^1], StringComparison.Ordinal);
    }

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task The_pages_of_a_long_statement_go_on_where_the_last_ended(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var pot = await market.ListingAsync(tea, stock: 200);
        for (var i = 0; i < PageKey.Size + 3; i++)
        {
            var order = await market.PaidOrderAsync("EUR", (pot, 1));
            await market.SendAsync(order.Consignments[0], tea.Member);
        }

        var first = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(tea.Id, tea.Member, null, default))).Value;
        var second = (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(tea.Id, tea.Member, first.Next, default))).Value;

        Assert.Equal((PageKey.Size, 3), (first.Items.Count, second.Items.Count));
        Assert.Null(second.Next);
        Assert.Equal(first.Items[^1].Balance - first.Items[^1].Amount, second.Items[0].Balance);
        Assert.Equal(second.Items[^1].Amount, second.Items[^1].Balance);
        Assert.Empty(first.Items.Select(l => l.Entry).Intersect(second.Items.Select(l => l.Entry)));
    }

    [Fact]
    public async Task Nobody_else_sees_a_merchants_money_or_profile()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));

        foreach (var other in new[] { new Actor(Id.New<UserId>()), linen.Member })
        {
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<MerchantStatement, Outcome<MerchantBalance>>(q => q.BalanceAsync(tea.Id, other, default))).Refusal);
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<MerchantStatement, Outcome<Page<StatementLine>>>(q => q.ListAsync(tea.Id, other, null, default))).Refusal);
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<MerchantStatement, Outcome<IReadOnlyList<string>>>(q => q.ExportAsync(tea.Id, other, default))).Refusal);
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<OwnShop, Outcome<MerchantProfile>>(q => q.OpenAsync(tea.Id, other, default))).Refusal);
            Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<MoneyOnTheWay, Outcome<HeldForMerchant>>(q => q.ForAsync(tea.Id, other, default))).Refusal);
        }
    }

    private static async Task<MerchantBalance> BalanceAsync(TestMarket market, (MerchantId Id, Actor Member) merchant) =>
        (await market.DoAsync<MerchantStatement, Outcome<MerchantBalance>>(q => q.BalanceAsync(merchant.Id, merchant.Member, default))).Value;
}
