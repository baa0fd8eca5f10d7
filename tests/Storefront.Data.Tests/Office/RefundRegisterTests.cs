using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Holds;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Data.Tests.Office;

/// <summary>The list of everything that goes back to buyers.</summary>
public sealed class RefundRegisterTests
{
    [Theory, Databases]
    public async Task Refunds_are_listed_by_state_with_why_page_by_page_and_taken_away_as_a_table(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // Refunds are called failed that are not.
        market.LeavesBooksUnjudged = true;
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", [.. (await market.GoodsAsync(tea, 1)).Select(g => (g, 1))]);
        for (var i = 0; i < PageKey.Size + 2; i++) Assert.True((await market.GiveBackAsync(await market.OrderAsync(order.Number), admin, (order.Lines()[0], new Money(10, Currency.Eur)))).Succeeded);
        await market.ReadAsync(db => db.Refunds.OrderBy(r => r.Id).Take(3).ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RefundStatus.Failed).SetProperty(r => r.FailureCode, "expired_card")));

        var counts = (await market.DoAsync<RefundRegister, Outcome<IReadOnlyDictionary<RefundStatus, int>>>(r => r.CountAsync(admin, default))).Value;
        var failed = await ListAsync(market, admin, RefundStatus.Failed);
        var other = await market.ReadAsync(db => db.Refunds.Where(r => r.Status != RefundStatus.Failed).Select(r => r.Status).Distinct().SingleAsync());
        var rest = await ListAsync(market, admin, other);

        Assert.Equal((3, 3, PageKey.Size - 1), (counts[RefundStatus.Failed], failed.Items.Count, rest.Items.Count));
        Assert.All(failed.Items, r => Assert.Equal((order.Number, "Longjing House", "expired_card", RefundCause.GivenBack, 10L), (r.OrderNumber, r.MerchantName, r.FailureCode, r.Cause, r.Amount.Minor)));
        var lines = (await market.DoAsync<RefundRegister, Outcome<IReadOnlyList<string>>>(r => r.ExportAsync(admin, RefundStatus.Failed, default))).Value;
        Assert.Equal(4, lines.Count);
        Assert.Contains("0.10,EUR,GivenBack,Failed,expired_card", lines[1], StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task A_long_list_has_pages_and_only_admins_read_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var order = await market.PaidOrderAsync("EUR", [.. (await market.GoodsAsync(tea, 1)).Select(g => (g, 1))]);
        for (var i = 0; i < PageKey.Size + 2; i++) Assert.True((await market.GiveBackAsync(await market.OrderAsync(order.Number), admin, (order.Lines()[0], new Money(10, Currency.Eur)))).Succeeded);
        var status = await market.ReadAsync(db => db.Refunds.Select(r => r.Status).Distinct().SingleAsync());

        var first = await ListAsync(market, admin, status);
        var second = await ListAsync(market, admin, status, first.Next);

        Assert.Equal((PageKey.Size, 2, (string?)null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(PageKey.Size + 2, first.Items.Concat(second.Items).Select(r => r.Id).Distinct().Count());
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<RefundRegister, Outcome<Page<RefundRow>>>(r => r.ListAsync(tea.Member, status, null, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<RefundRegister, Outcome<IReadOnlyList<string>>>(r => r.ExportAsync(tea.Member, status, default))).Refusal);
    }

    private static async Task<Page<RefundRow>> ListAsync(TestMarket market, Actor admin, RefundStatus status, string? after = null) =>
        (await market.DoAsync<RefundRegister, Outcome<Page<RefundRow>>>(r => r.ListAsync(admin, status, after, default))).Value;
}
