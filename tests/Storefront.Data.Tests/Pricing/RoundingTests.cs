using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Faults;
using Storefront.Data.Tests.Holds;
using Storefront.Data.Tests.Payouts;
using Storefront.Data.Tests.Provider;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Data.Tests.Pricing;

/// <summary>Money that does not divide, from order to refund and bank.</summary>
public sealed class RoundingTests
{
    [Theory, Databases]
    public async Task F53_A_hundred_over_three_merchants_and_one_yen_over_two_are_divided_to_the_unit_and_nobody_is_sent_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (bank, goods) = (new Bank(market), new List<(Storefront.Catalog.VariantId, int)>());
        foreach (var name in new[] { "Atelier Garance", "Atelier Indigo", "Atelier Gaude" })
            goods.Add((await market.ListingAsync(await market.MerchantAsync(name, "FR", "EUR"), "60.00", 20, "LN", "630251"), 1));

        var parts = new List<long[]>();
        for (var time = 0; time < 2; time++)
        {
            var order = await market.PaidOrderAsync("EUR", [.. goods]);
            Assert.Single(order.Consignments.Select(c => c.Total).Distinct());
            await bank.ByHandAsync(order, new Money(100_00, Currency.Eur));
            await bank.HearAsync();
            parts.Add(await PartsAsync(order));
        }

        var yen = await market.PaidOrderAsync("JPY", [.. goods.Take(2)]);
        await bank.ByHandAsync(yen, new Money(1, new Currency("JPY")));
        await bank.HearAsync();

        // The cent that is left goes to the first, each time.
        Assert.All(parts, p => Assert.Equal([33_34L, 33_33, 33_33], p));
        var ofYen = await PartsAsync(yen);
        Assert.Equal([1L, 0], ofYen);
        Assert.Equal(1, await market.ReadAsync(db => db.Refunds.CountAsync(r => r.Order == yen.Id)));

        // A share of nothing is no transfer.
        var (id, member) = await market.MerchantAsync("Nothing Sold");
        var idle = new PayingShop(market, id, member);
        await idle.SignUpAsync();
        await idle.SetBankAsync(PayingShop.Good);
        market.Clock.Move(TimeSpan.FromHours(73));
        Assert.Equal(0, await idle.WriteAsync());
        Assert.Equal((PayoutBlock.NothingOwed, 0, 0), ((await idle.AccountAsync()).BlockedBecause, await idle.AtProviderAsync(), await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == SandboxBank.Transfers))));
        await bank.AssertAsync();

        async Task<long[]> PartsAsync(Order order) =>
            [.. (await market.OrderAsync(order.Number)).Consignments.OrderBy(c => c.Id.Value).Select(c => c.RefundedMinor)];
    }

    /// <summary>What a bank is not sent stays owed and goes out with the next. Of the currencies that the row names the market sells in these; the wire's integers are tested beside the provider.</summary>
    [Theory]
    [InlineData("HUF", "33333.33", 1_00), InlineData("TWD", "3333.33", 1_00), InlineData("ISK", "12345", 1), InlineData("KWD", "31.235", 1)]
    public async Task F54_What_a_bank_cannot_be_sent_stays_owed_and_is_neither_lost_nor_paid_twice(string code, string price, long step)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var currency = new Currency(code);
        var (id, member) = await market.MerchantAsync(currency: code);
        var shop = new PayingShop(market, id, member);
        await shop.SignUpAsync();
        await shop.SetBankAsync(PayingShop.Good);
        var pot = await market.ListingAsync((id, member), price, 50);
        var earned = Money.Zero(currency);

        for (var time = 1; time <= 2; time++)
        {
            var before = await shop.OwedAsync();
            var order = await market.PaidOrderAsync("EUR", (pot, 3));
            await market.SendAsync(order.Consignments[0], member);
            Assert.True((await market.ReceiveAsync(order)).Succeeded);
            market.Clock.Move(TimeSpan.FromDays(31));
            await market.ReserveTimerAsync();
            earned += await shop.OwedAsync() - before;
            Assert.Equal(1, await shop.WriteAsync());
            await market.RunOutboxAsync();
            market.Clock.Move(TimeSpan.FromHours(25));
            await shop.SweepAsync();

            var paid = await shop.PayoutsAsync();
            Assert.All(paid, p => Assert.Equal((PayoutStatus.Paid, 0L), (p.Status, p.Amount.Minor % step)));
            Assert.Equal((time, earned), (paid.Count, paid.Sum(p => p.Amount, currency) + await shop.OwedAsync()));
            Assert.InRange((await shop.OwedAsync()).Minor, 0, step - 1);
        }

        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task F55_What_a_display_does_not_show_is_charged_and_refunded_to_the_minor_unit(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var goods = await market.GoodsAsync(await market.MerchantAsync(), 3);
        var order = await market.PaidOrderAsync("HUF", (goods[0], 1), (goods[1], 3), (goods[2], 1));
        var (line, part) = (order.Lines()[0], new Money(1_37, order.Total.Currency));

        var whole = new Money(4_990_00, order.Total.Currency);
        Assert.DoesNotContain(".", Language.English.Format.Money(whole), StringComparison.Ordinal);
        Assert.Equal(order.Total.Minor, order.Lines().Sum(l => l.Paid.Total.Minor));
        Assert.Equal(order.Total, (await market.AtGatewayAsync(order.Number)).Amount);
        Assert.True((await market.GiveBackAsync(order, admin, (line, part))).Succeeded);
        await market.RunOutboxAsync();
        var rest = (await market.OrderAsync(order.Number)).Lines().Select(l => (l, l.Refundable)).ToArray();
        Assert.True((await market.GiveBackAsync(await market.OrderAsync(order.Number), admin, rest)).Succeeded);
        await market.RunOutboxAsync();

        var back = (await market.AtGatewayAsync(order.Number)).Refunds.Select(r => r.Amount).ToList();
        Assert.Equal([part, order.Total - part], back);
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>Tax is rounded once for a parcel and divided over its lines. The commercial invoice and what was paid to the state are the charge.</summary>
    [Theory, Databases]
    public async Task F56_The_lines_and_the_invoices_of_an_order_at_odd_prices_are_what_was_charged(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, clay) = (await market.MerchantAsync(), await market.MerchantAsync("Yixing Kilns"));
        var (cups, pots) = (await market.GoodsAsync(tea, 4), await market.GoodsAsync(clay, 2));
        var order = await market.PaidOrderAsync("EUR", (cups[0], 1), (cups[1], 1), (cups[2], 1), (cups[3], 1), (pots[0], 1), (pots[1], 2));
        var charged = (await market.AtGatewayAsync(order.Number)).Amount;

        var sum = Money.Zero(charged.Currency);
        foreach (var consignment in order.Consignments)
        {
            var member = consignment.Merchant == tea.Id ? tea.Member : clay.Member;
            var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(consignment, member), member)).Value;
            var invoice = (await market.DoAsync<PrintInvoice, Outcome<Storefront.Shipping.CommercialInvoice>>(p => p.ReadAsync(parcel, member, default))).Value;
            Assert.Equal(consignment.Goods, consignment.Lines.Sum(l => l.LineTotal, charged.Currency));
            Assert.All(consignment.Lines, l => Assert.Equal(l.UnitPrice * l.Quantity, l.LineTotal));
            Assert.Equal((consignment.Duty, consignment.Tax), (consignment.Lines.Sum(l => l.Duty, charged.Currency), consignment.Lines.Sum(l => l.Tax, charged.Currency)));
            Assert.Equal(consignment.Goods + consignment.Delivery, invoice.Total);
            sum += invoice.Total + consignment.Duty + consignment.Tax + consignment.Fees;
        }

        Assert.Equal((charged, charged), (sum, order.Total));
        Assert.Equal(charged, order.Consignments.SelectMany(c => c.Lines).Sum(l => l.Paid.Total, charged.Currency));
        await market.AssertBooksBalanceAsync();
    }
}
