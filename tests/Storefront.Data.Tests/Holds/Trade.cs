using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data.Tests.Disputes;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Data.Tests.Holds;

/// <summary>What the tests of held money do again and again.</summary>
internal static class Trade
{
    private static readonly string[] Prices = ["268.00", "35.70", "99.99", "7.10"];

    /// <summary>Listings of one merchant at odd prices, for orders of several lines.</summary>
    public static async Task<VariantId[]> GoodsAsync(this TestMarket market, (MerchantId Id, Actor Member) merchant, int count)
    {
        var goods = new VariantId[count];
        for (var i = 0; i < count; i++) goods[i] = await market.ListingAsync(merchant, Prices[i % Prices.Length], 200, $"{merchant.Id.Value:N}"[^6..] + $"-{i}");
        return goods;
    }

    /// <summary>An order of several lines of one merchant, one unit of each, sent and scanned as delivered.</summary>
    public static async Task<Order> DeliveredAsync(this TestMarket market, (MerchantId Id, Actor Member) merchant, VariantId[] goods, string currency = "EUR")
    {
        var order = await market.PaidOrderAsync(currency, [.. goods.Select(g => (g, 1))]);
        await market.SendAsync(order.Consignments[0], merchant.Member);
        await DisputeTests.DeliverAsync(market, order);
        return await market.OrderAsync(order.Number);
    }

    public static async Task<Order> ReceivedAsync(this TestMarket market, (MerchantId Id, Actor Member) merchant, VariantId[] goods, string currency = "EUR")
    {
        var order = await market.DeliveredAsync(merchant, goods, currency);
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        return await market.OrderAsync(order.Number);
    }

    public static Task<Outcome<Done>> ReceiveAsync(this TestMarket market, Order order, int consignment = 0) =>
        market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, order.Consignments[consignment].Id, DisputeTests.Key(order), default));

    public static Task<int> ReceiptTimerAsync(this TestMarket market) => market.DoAsync<ConfirmReceipt, int>(c => c.ByTimeAsync(default));

    public static Task<int> ReserveTimerAsync(this TestMarket market) => market.DoAsync<EndReserves, int>(e => e.RunAsync(default));

    /// <summary>Lets the longest reserve go by.</summary>
    public static async Task PassReserveAsync(this TestMarket market)
    {
        market.Clock.Move(TimeSpan.FromDays(31));
        Assert.True(await market.ReserveTimerAsync() > 0);
    }

    public static Task<int> StopTimerAsync(this TestMarket market) => market.DoAsync<StopLongHolds, int>(s => s.RunAsync(default));

    public static Task<Outcome<DisputeId>> ClaimAsync(this TestMarket market, Order order, Money ask, params OrderLine[] lines) => market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(
        order.Number, order.Consignments[0].Id, DisputeTests.Key(order), new DisputeClaim(DisputeReason.Damaged, ask, "It came broken.", []) { Lines = [.. lines.Select(l => l.Id)] }, default));

    public static Task<Outcome<Done>> GiveBackAsync(this TestMarket market, Order order, Actor admin, params (OrderLine Line, Money Amount)[] lines) => market.GiveBackAsync(Guid.NewGuid(), order, admin, lines);

    public static Task<Outcome<Done>> GiveBackAsync(this TestMarket market, Guid key, Order order, Actor admin, params (OrderLine Line, Money Amount)[] lines) => market.DoAsync<GiveMoneyBack, Outcome<Done>>(
        g => g.ByAdminAsync(order.Number, admin, new RefundOrder(key, [.. lines.Select(l => new LineAmount(l.Line.Id, l.Amount))], "A kindness."), default));

    /// <summary>As it stands now.</summary>
    public static Task<OrderLine> LineAsync(this TestMarket market, OrderLine line) => market.ReadAsync(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.Id == line.Id));

    public static Task<HoldState[]> HoldsAsync(this TestMarket market, Order order) =>
        market.ReadAsync(db => db.OrderLines.AsNoTracking().Where(l => db.Consignments.Any(c => c.Id == l.Consignment && c.Order == order.Id)).OrderBy(l => l.Id).Select(l => l.Hold).ToArrayAsync());

    public static IReadOnlyList<OrderLine> Lines(this Order order, int consignment = 0) => [.. order.Consignments[consignment].Lines.OrderBy(l => l.Id)];

    /// <summary>In the merchant's favour positive, in its currency's minor units.</summary>
    public static async Task<long> StandsAsync(this TestMarket market, AccountKind account, MerchantId merchant, string currency = "CNY") =>
        -(await market.ReadAsync(db => db.BalanceAsync(account, merchant.Value.ToString("N"), new Currency(currency), null, default))).Minor;

    public static Task<int> EntriesAsync(this TestMarket market, string prefix) => market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith(prefix)));

    public static Money Part(this Money money, long percent) => new(money.Minor * percent / 100, money.Currency);
}
