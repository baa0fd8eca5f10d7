using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Data.Tests.Office;

public sealed class MerchantDeskTests
{
    [Theory, Databases]
    public async Task A_merchant_finds_its_paid_order_to_pack_and_nobody_else_does(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 2), (await market.ListingAsync(linen, "42.00", 5, "LN-1", "630251"), 1));
        var own = order.Consignments.Single(c => c.Merchant == tea.Id);
        var query = new MerchantOrderQuery(OrderDrawer.ToPack);

        var list = await market.DoAsync<MerchantOrders, Outcome<Page<MerchantOrderRow>>>(q => q.ListAsync(tea.Id, tea.Member, query, default));
        var sheet = await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(q => q.OpenAsync(own.Id, tea.Member, default));
        var work = await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(q => q.ForAsync(tea.Id, tea.Member, default));

        var row = Assert.Single(list.Value.Items);
        Assert.Equal((own.Id, 2, 1), (row.Id, row.Units, row.Lines));
        Assert.Equal("Celadon teapot TP-1", row.FirstTitle);
        Assert.Equal(own.Total, sheet.Value.Paid.Total);
        Assert.Equal(sheet.Value.Payout.Goods + sheet.Value.Payout.Delivery, sheet.Value.Payout.Net + sheet.Value.Payout.Fee + sheet.Value.Payout.FeeTax);
        Assert.Equal(1, work.Value.ToPack.Count);
        foreach (var other in await OthersAsync(market, linen.Member))
        {
            Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<MerchantOrders, Outcome<Page<MerchantOrderRow>>>(q => q.ListAsync(tea.Id, other, query, default))).Refusal);
            Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<MerchantOrders, Outcome<IReadOnlyDictionary<OrderDrawer, int>>>(q => q.CountAsync(tea.Id, other, default))).Refusal);
            Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(q => q.OpenAsync(own.Id, other, default))).Refusal);
            Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(q => q.ForAsync(tea.Id, other, default))).Refusal);
            Assert.Equal(CatalogRefusals.NotYours, (await market.DoAsync<ListingsToday, Outcome<ListingWork>>(q => q.ForAsync(tea.Id, other, default))).Refusal);
            Assert.Equal(DisputeRefusals.NotFound, (await market.DoAsync<MerchantDisputes, Outcome<Page<MerchantDisputeRow>>>(q => q.ListAsync(tea.Id, other, DisputeDrawer.ToAnswer, null, default))).Refusal);
            Assert.Equal(DisputeRefusals.NotFound, (await market.DoAsync<MerchantDisputes, Outcome<IReadOnlyDictionary<DisputeDrawer, int>>>(q => q.CountAsync(tea.Id, other, default))).Refusal);
        }
    }

    [Theory, Databases]
    public async Task An_order_that_waits_for_its_case_is_marked_and_counted_nowhere_as_one_to_pack(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // The mark of a case without the case itself: nothing else of it is asked here.
        market.LeavesBooksUnjudged = true;
        var tea = await market.MerchantAsync();
        var pot = await market.ListingAsync(tea, stock: 10);
        var (disputed, other) = ((await market.PaidOrderAsync("EUR", (pot, 1))).Consignments[0], (await market.PaidOrderAsync("EUR", (pot, 1))).Consignments[0]);
        await market.DoAsync<MarketDb>(db => db.Consignments.Where(c => c.Id == disputed.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.InDispute, true)));

        var rows = (await market.DoAsync<MerchantOrders, Outcome<Page<MerchantOrderRow>>>(q => q.ListAsync(tea.Id, tea.Member, new MerchantOrderQuery(OrderDrawer.ToPack), default))).Value.Items;
        var counts = (await market.DoAsync<MerchantOrders, Outcome<IReadOnlyDictionary<OrderDrawer, int>>>(q => q.CountAsync(tea.Id, tea.Member, default))).Value;
        var work = (await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(q => q.ForAsync(tea.Id, tea.Member, default))).Value;

        Assert.Equal([(disputed.Id, true), (other.Id, false)], rows.Select(r => (r.Id, r.WaitsForCase)).OrderByDescending(r => r.WaitsForCase));
        Assert.Equal((1, 1), (counts[OrderDrawer.ToPack], work.ToPack.Count));
    }

    [Theory, Databases]
    public async Task The_pages_of_a_long_list_hold_every_order_once_and_in_order(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var pot = await market.ListingAsync(tea, stock: 100);
        for (var i = 0; i < PageKey.Size + 5; i++)
        {
            await market.PaidOrderAsync("EUR", (pot, 1));
            // Some share their instant, so that the number has to tell them apart.
            if (i % 3 == 0) market.Clock.Move(TimeSpan.FromMinutes(1));
        }

        var seen = new List<MerchantOrderRow>();
        string? after = null;
        do
        {
            var page = (await market.DoAsync<MerchantOrders, Outcome<Page<MerchantOrderRow>>>(q => q.ListAsync(tea.Id, tea.Member, new MerchantOrderQuery(OrderDrawer.ToPack, null, after), default))).Value;
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(PageKey.Size + 5, seen.Select(r => r.Id).Distinct().Count());
        Assert.Equal(PageKey.Size + 5, seen.Count);
        Assert.Equal(seen.OrderBy(r => r.DispatchByUtc).ThenBy(r => r.OrderNumber, StringComparer.Ordinal).Select(r => r.Id), seen.Select(r => r.Id));
    }

    [Theory, Databases]
    public async Task An_order_is_found_by_number_sku_and_tracking_number(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        await market.SendAsync(order.Consignments[0], tea.Member);
        var tracking = await market.ReadAsync(db => db.Parcels.Select(p => p.TrackingNumber).SingleAsync());

        foreach (var text in new[] { order.Number, order.Number[..5].ToLowerInvariant(), "TP-1", tracking })
        {
            var page = await market.DoAsync<MerchantOrders, Outcome<Page<MerchantOrderRow>>>(q => q.ListAsync(tea.Id, tea.Member, new MerchantOrderQuery(OrderDrawer.OnTheWay, text), default));
            Assert.Equal(order.Number, Assert.Single(page.Value.Items).OrderNumber);
        }

        var none = await market.DoAsync<MerchantOrders, Outcome<Page<MerchantOrderRow>>>(q => q.ListAsync(tea.Id, tea.Member, new MerchantOrderQuery(OrderDrawer.OnTheWay, "%"), default));
        Assert.Empty(none.Value.Items);
    }

    [Theory, Databases]
    public async Task What_is_sold_out_or_incomplete_stands_on_the_list_of_today(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await market.ListingAsync(tea, stock: 0);
        await market.ListingAsync(tea, stock: 3, sku: "TP-2");

        var work = (await market.DoAsync<ListingsToday, Outcome<ListingWork>>(q => q.ForAsync(tea.Id, tea.Member, default))).Value;

        Assert.Equal((1, 0, 2), (work.SoldOutCount, work.DraftCount, work.PublishedCount));
        Assert.Equal("Celadon teapot TP-1", Assert.Single(work.SoldOut).Title);
    }

    [Theory, Databases]
    public async Task The_office_knows_whose_desk_is_whose(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();

        var desks = (await market.DoAsync<OfficeDesks, Outcome<Desks>>(q => q.OfAsync(admin, default))).Value;
        var gone = await market.DoAsync<OfficeDesks, Outcome<Desks>>(q => q.OfAsync(new Actor(Id.New<UserId>()), default));

        Assert.True(desks.IsAdmin);
        Assert.Null(desks.Merchant);
        Assert.Equal(AccountRefusals.NotFound, gone.Refusal);
    }

    /// <summary>A stranger, another merchant's member, and an admin: none of them works for the shop.</summary>
    private static async Task<IReadOnlyList<Actor>> OthersAsync(TestMarket market, Actor otherMerchant) => [new Actor(Id.New<UserId>()), otherMerchant, await market.AdminAsync()];
}
