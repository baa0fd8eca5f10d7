using System.Text;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Classification;
using Storefront.Data.Tests.Fulfilment;
using Storefront.Data.Tests.Pricing;
using Storefront.Orders;

namespace Storefront.Data.Tests.Customs;

/// <summary>How an order's duty, tax and fees came about, for an admin.</summary>
public sealed class ExplainOrderTests
{
    [Theory, Databases]
    public async Task An_accepted_quote_is_explained_line_by_line_to_the_minor_unit(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var tea = await market.MerchantAsync();
        var (pot, scarf) = (await market.ListingAsync(tea), await market.ListingAsync(tea, price: "188.00", sku: "SC-1", hs: "621410"));
        var order = await market.PaidOrderAsync("EUR", (pot, 1), (scarf, 2));

        var explained = Assert.Single((await ExplainAsync(market, order.Number.ToLowerInvariant(), admin)).Value);

        var (paid, again) = (order.Consignments[0], explained.Again!);
        Assert.False(explained.Differs);
        Assert.Equal((paid.Goods, paid.Delivery, paid.Duty, paid.Tax, paid.Total), (again.Goods, again.Delivery, again.Duty, again.Tax, again.Total));
        Assert.Equal((paid.Goods, paid.Total), (explained.Paid.Goods, explained.Paid.Total));
        Assert.Equal(explained.Lines.Select(l => (l.Total, l.Duty, l.Tax)), again.Lines.Select(l => (l.Total, l.Duty, l.Tax)));
        Assert.All(again.Lines, l => Assert.Equal(DutyKind.PerHeading, l.Steps!.Value.Formula.Kind));
        // IOSS: the tax is on goods, delivery and the duty that is charged on.
        Assert.Equal(paid.Goods + paid.Delivery + paid.Duty, again.Lines.Sum(l => l.Steps!.Value.TaxBase, Currency.Eur));
        Assert.Equal(AccountRefusals.AdminsOnly, (await ExplainAsync(market, order.Number, tea.Member)).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await ExplainAsync(market, "NONE", admin)).Refusal);
    }

    [Theory, Databases]
    public async Task What_is_due_at_the_door_is_explained_and_a_later_correction_changes_nothing_that_was_accepted(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 8));

        var before = Assert.Single((await ExplainAsync(market, order.Number, admin)).Value);
        Assert.False(before.Differs);
        Assert.Equal(order.Consignments[0].Terms.EstimateAtDoor, before.Again!.DueAtDoor);
        Assert.Equal((DutyRateKind.Estimate, before.Again.AtDoor!.Duty), (before.Again.Lines[0].Steps!.Value.Row!.Kind, before.Again.Lines[0].DutyAtDoor));

        var tariff = Encoding.UTF8.GetBytes("hscode,description,parent,duty_percent\n6911,Porcelain,69,5.5\n");
        Assert.True((await market.DoAsync<ImportTariff, Outcome<TariffFile>>(i => i.TakeInAsync(new TariffOrigin(new Country("FR"), "a tariff", new DateOnly(2026, 11, 1)), tariff, admin, default))).Succeeded);
        var after = Assert.Single((await ExplainAsync(market, order.Number, admin)).Value);
        Assert.True(after.Differs);
        Assert.Equal((before.Paid, before.Terms.EstimateAtDoor), (after.Paid, after.Terms.EstimateAtDoor));
        Assert.Equal((DutyRateKind.Law, 55_000), (after.Again!.Lines[0].Steps!.Value.Row!.Kind, after.Again.Lines[0].Steps!.Value.DutyRate.Value));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Rates_that_came_after_the_order_explain_nothing_of_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("USD", 1.18m)));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        var order = await market.PaidOrderAsync("USD", (await market.ListingAsync(await market.MerchantAsync()), 1));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.TakeInAsync(RateDays.Of(RateDays.Friday, ("USD", 1.21m)));

        var explained = Assert.Single((await ExplainAsync(market, order.Number, admin)).Value);

        Assert.False(explained.Differs);
        Assert.Contains(explained.Again!.Rates, r => r.From == Currency.Eur && r.To == Currency.Usd && r.Rate == 1.18m);
        Assert.Equal(1.21m, market.Rate("USD"));
    }

    [Theory, Databases]
    public async Task What_goes_to_a_pickup_point_is_explained_by_the_points_place(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var admin = await market.AdminAsync();
        var tea = await market.MerchantAsync();
        var checkout = await PickupPointTests.ToPointAsync(market, await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)), to: TestMarket.Lyon with { Postcode = "75001", City = "Paris" }), "FR-69002-3");
        var placed = (await market.PlaceAsync(checkout)).Value;

        var explained = Assert.Single((await ExplainAsync(market, placed.Number, admin)).Value);

        Assert.Equal("69002", explained.Request.Postcode);
        Assert.DoesNotContain("Paris", explained.Request.Town, StringComparison.Ordinal);
    }

    private static Task<Outcome<IReadOnlyList<ExplainedQuote>>> ExplainAsync(TestMarket market, string number, Actor actor) => market.DoAsync<ExplainOrder, Outcome<IReadOnlyList<ExplainedQuote>>>(e => e.RunAsync(number, actor, default));
}
