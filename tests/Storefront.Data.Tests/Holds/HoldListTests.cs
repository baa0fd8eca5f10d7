using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Provider;
using Storefront.Data.Tests.Returns;
using Storefront.Ledger;
using Storefront.Merchants;
using HeldMoney = Storefront.Orders.Holds;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.Data.Tests.Holds;

/// <summary>The lists of held money at both desks.</summary>
public sealed class HoldListTests
{
    [Theory, Databases]
    public async Task Every_line_that_is_held_stands_in_the_list_with_its_reason_and_its_day(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen, admin) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync());
        var goods = await market.GoodsAsync(tea, 2);
        var received = await market.ReceivedAsync(tea, goods);
        var claimed = await market.DeliveredAsync(tea, goods);
        Assert.True((await market.ClaimAsync(claimed, claimed.Lines()[0].Paid.Total, claimed.Lines()[0])).Succeeded);
        var sent = await market.PaidOrderAsync("JPY", (goods[0], 1));
        await market.SendAsync(sent.Consignments[0], tea.Member);
        var toPack = await market.PaidOrderAsync("EUR", (goods[0], 1), ((await market.GoodsAsync(linen, 1))[0], 1));
        await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((goods[0], 1))));

        var all = await AllAsync(market, admin, new HoldQuery());
        var own = (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.OfMerchantAsync(tea.Id, tea.Member, new HoldQuery(), default))).Value.Items;

        Assert.Equal(7, all.Count);
        Assert.Equal(6, own.Count);
        Assert.DoesNotContain(own, h => h.Merchant != tea.Id);
        foreach (var (reason, order, count) in new[] { (HoldReason.NewMerchantReserve, received, 2), (HoldReason.OpenCase, claimed, 1), (HoldReason.AwaitsConfirmation, claimed, 1), (HoldReason.OnTheWay, sent, 1), (HoldReason.NotSent, toPack, 2) })
        {
            var found = await AllAsync(market, admin, new HoldQuery(reason));
            Assert.Equal((count, count), (found.Count, found.Count(h => h.OrderNumber == order.Number && h.Reason == reason)));
            Assert.Equal(all.Where(h => h.Reason == reason).Select(h => h.Line).Order(), found.Select(h => h.Line).Order());
        }

        foreach (var empty in new[] { HoldReason.NotPaid, HoldReason.Reserve, HoldReason.AtLimit }) Assert.Empty(await AllAsync(market, admin, new HoldQuery(empty)));
        Assert.All(await AllAsync(market, admin, new HoldQuery(Merchant: linen.Id)), h => Assert.Equal((linen.Id, "EUR"), (h.Merchant, h.Net.Currency.Code)));
        var reserved = all.Where(h => h.Reason == HoldReason.NewMerchantReserve).ToList();
        Assert.All(reserved, h => Assert.Equal(received.Consignments[0].ReleasedAtUtc!.Value.AddDays(30), h.GoesOnAtUtc));
        Assert.Equal(await market.StandsAsync(AccountKind.MerchantReserve, tea.Id), reserved.Sum(h => h.Net.Minor));
        Assert.All(all.Where(h => h.Reason is HoldReason.OpenCase or HoldReason.NotSent), h => Assert.Null(h.GoesOnAtUtc));

        var totals = (await market.DoAsync<HeldMoney, Outcome<HoldTotals>>(h => h.TotalsAsync(admin, default))).Value;
        Assert.Equal(all.Where(h => h.Reason != HoldReason.NewMerchantReserve).GroupBy(h => h.Amount.Currency.Code).Select(g => (g.Key, g.Sum(h => h.Amount.Minor))).Order(), totals.Buyers.Select(m => (m.Currency.Code, m.Minor)));
        Assert.Equal([("CNY", reserved.Sum(h => h.Net.Minor))], totals.Reserves.Select(m => (m.Currency.Code, m.Minor)));
        var file = (await market.DoAsync<HeldMoney, Outcome<IReadOnlyList<string>>>(h => h.ExportAsync(tea.Id, tea.Member, new HoldQuery(HoldReason.OpenCase), default))).Value;
        Assert.Equal(2, file.Count);
        Assert.Contains($"{claimed.Number},", file[1], StringComparison.Ordinal);
        Assert.Contains(",OpenCase,", file[1], StringComparison.Ordinal);
        Assert.Equal(8, (await market.DoAsync<HeldMoney, Outcome<IReadOnlyList<string>>>(h => h.ExportAsync(null, admin, new HoldQuery(), default))).Value.Count);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_case_a_return_a_chargeback_and_a_warning_are_told_apart_and_each_has_its_last_day(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, admin) = (new Bank(market), await market.AdminAsync());
        var contested = await bank.OrderAsync(Bank.Disputed);
        var goods = await market.GoodsAsync(bank.Shop, 2);
        var warned = await bank.BuyAsync(goods[0], Bank.Warned);
        await bank.HearAsync();
        var inquired = await bank.BuyAsync(goods[0], Bank.Inquired);
        await bank.HearAsync();
        var delivered = await market.DeliveredAsync(bank.Shop, goods);
        Assert.True((await market.ClaimAsync(delivered, delivered.Lines()[0].Paid.Total, delivered.Lines()[0])).Succeeded);
        Assert.True((await ReturnTests.AskAsync(market, delivered, ReturnReason.ChangedMind, (delivered.Lines()[1], 1))).Succeeded);

        var all = await AllAsync(market, admin, new HoldQuery());
        foreach (var (reason, orders) in new[]
        {
            (HoldReason.Chargeback, new[] { contested.Number, inquired.Number }), (HoldReason.FraudWarning, [warned.Number]), (HoldReason.OpenCase, [delivered.Number]), (HoldReason.Return, [delivered.Number]),
        })
        {
            var found = await AllAsync(market, admin, new HoldQuery(reason));
            Assert.Equal(orders.Order(), found.Select(h => h.OrderNumber).Order());
            Assert.All(found, h => Assert.Equal(reason, h.Reason));
            Assert.Equal(found.Select(h => h.Line).Order(), all.Where(h => h.Reason == reason).Select(h => h.Line).Order());
            var own = (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.OfMerchantAsync(bank.Shop.Id, bank.Shop.Member, new HoldQuery(reason), default))).Value.Items;
            Assert.Equal(found.Select(h => (h.Line, h.AtLatestUtc)).Order(), own.Select(h => (h.Line, h.AtLatestUtc)).Order());
        }

        var last = delivered.PlacedAtUtc.AddDays(new HoldOptions().LongestDays);
        Assert.All(all.Where(h => h.OrderNumber == delivered.Number), h => Assert.Equal((null, last), (h.GoesOnAtUtc, h.AtLatestUtc!.Value)));
        var file = (await market.DoAsync<HeldMoney, Outcome<IReadOnlyList<string>>>(h => h.ExportAsync(bank.Shop.Id, bank.Shop.Member, new HoldQuery(HoldReason.Return), default))).Value;
        Assert.EndsWith("Goes on (UTC),At the latest (UTC)", file[0], StringComparison.Ordinal);
        Assert.EndsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $",Return,,{last:yyyy-MM-dd HH:mm:ss}"), file[1], StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task The_pages_of_a_long_list_go_on_where_the_last_ended(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, admin) = (await market.MerchantAsync(), await market.AdminAsync());
        var goods = await market.GoodsAsync(tea, 4);
        // Four lines each with one and the same day.
        for (var i = 0; i < 8; i++) await market.PaidOrderAsync("EUR", [.. goods.Select(g => (g, 1))]);

        var first = (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.AllAsync(admin, new HoldQuery(), default))).Value;
        var second = (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.AllAsync(admin, new HoldQuery(After: first.Next), default))).Value;

        Assert.Equal((PageKey.Size, 32 - PageKey.Size), (first.Items.Count, second.Items.Count));
        Assert.Null(second.Next);
        Assert.Equal(32, first.Items.Concat(second.Items).Select(h => h.Line).Distinct().Count());
    }

    [Fact]
    public async Task Nobody_else_sees_what_is_held()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        foreach (var other in new[] { new Actor(Id.New<UserId>()), linen.Member })
        {
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.OfMerchantAsync(tea.Id, other, new HoldQuery(), default))).Refusal);
            Assert.Equal(MerchantRefusals.NotFound, (await market.DoAsync<HeldMoney, Outcome<IReadOnlyList<string>>>(h => h.ExportAsync(tea.Id, other, new HoldQuery(), default))).Refusal);
            Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<HeldMoney, Outcome<IReadOnlyList<string>>>(h => h.ExportAsync(null, other, new HoldQuery(), default))).Refusal);
            Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.AllAsync(other, new HoldQuery(), default))).Refusal);
            Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<HeldMoney, Outcome<HoldTotals>>(h => h.TotalsAsync(other, default))).Refusal);
        }
    }

    private static async Task<IReadOnlyList<HoldRow>> AllAsync(TestMarket market, Actor admin, HoldQuery query) =>
        (await market.DoAsync<HeldMoney, Outcome<Page<HoldRow>>>(h => h.AllAsync(admin, query, default))).Value.Items;
}
