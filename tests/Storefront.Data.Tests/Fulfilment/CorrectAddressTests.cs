using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Disputes;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>Where an order goes is corrected before anything of it is handed over, and only where it costs the same.</summary>
public sealed class CorrectAddressTests
{
    private static readonly PostalAddress Right = TestMarket.Lyon with { Street = "21 rue Mercière", Postcode = "69003" };

    [Theory, Databases]
    public async Task The_buyer_corrects_the_address_until_it_is_handed_over_and_a_label_is_given_back_for_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);

        Assert.Equal(OrderRefusals.NotFound, (await CorrectAsync(market, order, Right, new OrderAccess(null, new string('a', 32)))).Refusal);
        Assert.Equal(OrderRefusals.AddressOtherCountry, (await CorrectAsync(market, order, Right with { Country = new Country("DE") })).Refusal);
        Assert.True((await CorrectAsync(market, order, Right)).Succeeded);
        var changed = await market.OrderAsync(order.Number);
        Assert.Equal((Right, order.Total), (changed.ShipTo, changed.Total));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(CorrectAddress))));
        Assert.Equal(["address-changed", "address-changed-shop"], await market.ReadAsync(db => db.Notices.Where(n => n.Template.StartsWith("address-")).Select(n => n.Template).OrderBy(t => t).ToListAsync()));

        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        // Nothing is given back for an address that is refused.
        Assert.Equal(OrderRefusals.AddressOtherCountry, (await CorrectAsync(market, order, Right with { Country = new Country("DE") })).Refusal);
        Assert.Equal(ParcelStatus.Labelled, await StatusAsync(market, label));
        Assert.True((await CorrectAsync(market, order, TestMarket.Lyon)).Succeeded);
        Assert.Equal(ParcelStatus.Voided, await StatusAsync(market, label));
        Assert.Equal((TestMarket.Lyon, ConsignmentStatus.ToPack), (await market.OrderAsync(order.Number)) is var after ? (after.ShipTo, after.Consignments[0].Status) : default);
        // Only now is there a label to take off.
        Assert.Equal((1, 1), (await NoticesAsync("address-changed-shop"), await NoticesAsync("address-changed-label")));
        Assert.Equal(["buyer"], await market.ReadAsync(db => db.OrderEvents.Where(e => e.Kind == OrderEventKind.LabelVoided).Select(e => e.Cause).ToListAsync()));
        Assert.True((await CorrectAsync(market, order, TestMarket.Lyon)).Succeeded);
        await market.SendAsync(order.Consignments[0], tea.Member);
        Assert.Equal(OrderRefusals.AddressTooLate, (await CorrectAsync(market, order, Right)).Refusal);
        await market.AssertBooksBalanceAsync();

        Task<int> NoticesAsync(string template) => market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == template));
    }

    [Theory, Databases]
    public async Task Of_several_labels_none_is_given_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, silk) = (await market.MerchantAsync(), await market.MerchantAsync("Another House"));
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1), (await market.ListingAsync(silk, sku: "SC-1"), 1));
        var labels = new List<ParcelId>();
        foreach (var consignment in order.Consignments)
        {
            var member = consignment.Merchant == tea.Id ? tea.Member : silk.Member;
            labels.Add((await market.BuyLabelAsync(await market.CheapestAsync(consignment, member), member)).Value);
        }

        var refused = (await CorrectAsync(market, order, Right)).Refusal!;

        Assert.Equal(("orders.address-on-labels", 2), (refused.Code, refused.Arguments["count"]));
        foreach (var label in labels) Assert.Equal(ParcelStatus.Labelled, await StatusAsync(market, label));
        Assert.Equal(TestMarket.Lyon, (await market.OrderAsync(order.Number)).ShipTo);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_place_that_costs_more_or_less_is_refused_with_the_difference(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var cup = await market.ListingAsync(tea, "120.00");
        // Ontario takes 13 % in all, Alberta 5 %.
        var toronto = new PostalAddress { Country = new Country("CA"), Name = "Ada Moss", Street = "8 King Street West", City = "Toronto", Region = "ON", Postcode = "M5H 1A1" };
        var calgary = toronto with { Street = "8 Centre Street", City = "Calgary", Region = "AB", Postcode = "T2G 0A1" };
        async Task<Order> ToAsync(PostalAddress to)
        {
            var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((cup, 1)), "CAD", to))).Value;
            await market.PayAsync(placed.Number, Storefront.Connectors.Payments.Sandbox.SandboxInstrument.Card("4242 4242 4242 4242"));
            return await market.OrderAsync(placed.Number);
        }

        var (dear, cheap) = (await ToAsync(toronto), await ToAsync(calgary));
        static Money Landed(Order order) => order.Total + (order.Consignments[0].Terms.EstimateAtDoor ?? Money.Zero(order.Total.Currency));
        var difference = Landed(dear) - Landed(cheap);
        Assert.True(difference.IsPositive, $"{Landed(dear)} and {Landed(cheap)}");

        var more = (await CorrectAsync(market, cheap, toronto)).Refusal!;
        var less = (await CorrectAsync(market, dear, calgary)).Refusal!;

        Assert.Equal(("orders.address-dearer", difference), (more.Code, more.Arguments["difference"]));
        Assert.Equal(("orders.address-cheaper", difference), (less.Code, less.Arguments["difference"]));
        Assert.Equal(toronto, (await market.OrderAsync(dear.Number)).ShipTo);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_a_merchant_proposes_the_buyer_must_accept(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var stranger = await market.MerchantAsync("Another House");
        var id = order.Consignments[0].Id;
        Task<Outcome<Done>> ProposeAsync(Actor actor, PostalAddress to) => market.DoAsync<CorrectAddress, Outcome<Done>>(c => c.ProposeAsync(id, actor, to, default));
        Task<Outcome<Done>> AnswerAsync(Guid change, bool accepts) => market.DoAsync<CorrectAddress, Outcome<Done>>(c => c.AnswerAsync(order.Number, DisputeTests.Key(order), change, accepts, default));
        Task<AddressChange> LastAsync() => market.ReadAsync(db => db.AddressChanges.AsNoTracking().OrderByDescending(c => c.AtUtc).ThenByDescending(c => c.Id).FirstAsync());

        Assert.Equal(OrderRefusals.NotFound, (await ProposeAsync(stranger.Member, Right)).Refusal);
        Assert.True((await ProposeAsync(tea.Member, Right)).Succeeded);
        Assert.Equal(TestMarket.Lyon, (await market.OrderAsync(order.Number)).ShipTo);
        var first = await LastAsync();
        Assert.True((await AnswerAsync(first.Id, accepts: false)).Succeeded);
        Assert.Equal(OrderRefusals.AddressAnswered, (await AnswerAsync(first.Id, accepts: true)).Refusal);

        market.Clock.Move(TimeSpan.FromMinutes(1));
        Assert.True((await ProposeAsync(tea.Member, Right)).Succeeded);
        var second = await LastAsync();
        Assert.True((await AnswerAsync(second.Id, accepts: true)).Succeeded);
        Assert.True((await AnswerAsync(second.Id, accepts: true)).Succeeded);
        Assert.Equal(Right, (await market.OrderAsync(order.Number)).ShipTo);
        var sheet = (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(id, tea.Member, default))).Value;
        Assert.Equal([AddressChangeStatus.Accepted, AddressChangeStatus.Declined], sheet.Addresses.Select(a => a.Status));
        Assert.Equal(2, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "address-proposed")));

        // A label that is bought before the answer is given back when the buyer accepts.
        market.Clock.Move(TimeSpan.FromMinutes(1));
        Assert.True((await ProposeAsync(tea.Member, TestMarket.Lyon)).Succeeded);
        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        Assert.True((await AnswerAsync((await LastAsync()).Id, accepts: true)).Succeeded);
        Assert.Equal((TestMarket.Lyon, ParcelStatus.Voided), ((await market.OrderAsync(order.Number)).ShipTo, await StatusAsync(market, label)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_that_its_carrier_does_not_take_back_keeps_the_address_and_it_is_said_what_to_do(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var label = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        // The carrier is one that we no longer know: it can be asked nothing.
        await market.DoAsync<MarketDb>(async db => Assert.Equal(1, await db.EveryParcel.Where(p => p.Id == label).ExecuteUpdateAsync(u => u.SetProperty(p => p.Carrier, "gone"))));

        var refused = (await CorrectAsync(market, order, Right)).Refusal!;
        var proposed = (await market.DoAsync<CorrectAddress, Outcome<Done>>(c => c.ProposeAsync(order.Consignments[0].Id, tea.Member, Right, default))).Refusal!;
        var standing = await market.DoAsync<CorrectAddress, AddressStanding>(async c => await c.StandingAsync(await market.OrderAsync(order.Number), default));

        Assert.Equal(("orders.address-label-stays", "gone"), (refused.Code, refused.Arguments["carrier"]));
        Assert.Equal((refused.Code, refused.Code), (proposed.Code, standing.WhyNot!.Code));
        Assert.Equal((TestMarket.Lyon, ParcelStatus.Labelled), ((await market.OrderAsync(order.Number)).ShipTo, await StatusAsync(market, label)));
        await market.AssertBooksBalanceAsync();
    }

    private static Task<ParcelStatus> StatusAsync(TestMarket market, ParcelId id) => market.ReadAsync(db => db.EveryParcel.Where(p => p.Id == id).Select(p => p.Status).SingleAsync());

    [Theory, Databases]
    public async Task Old_addresses_are_in_the_persons_data_and_go_with_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        Assert.True((await CorrectAsync(market, order, Right)).Succeeded);
        // Nobody is forgotten while the order is under way.
        Assert.True((await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByMerchantAsync(order.Consignments[0].Id, tea.Member, default))).Succeeded);
        var person = new DataSubject(Id.New<UserId>(), order.Email);

        var export = System.Text.Json.JsonSerializer.Serialize(await market.DoAsync<IEnumerable<IHoldPersonalData>, object>(all => all.Single(h => h.Section == "orders").ExportAsync(person, default)));
        await market.DoAsync<MarketDb>(async db =>
        {
            await new OrderPersonalData(db).EraseAsync(person, market.Clock.NowUtc, default);
            await db.SaveChangesAsync();
        });

        Assert.Contains("12 rue Merci", export, StringComparison.Ordinal);
        Assert.Contains("21 rue Merci", export, StringComparison.Ordinal);
        var kept = await market.ReadAsync(db => db.AddressChanges.AsNoTracking().SingleAsync());
        Assert.Equal((OrderPersonalData.StandIn, OrderPersonalData.StandIn, null), (kept.From.Name, kept.To.Street, kept.To.City));
        Assert.True((await market.OrderAsync(order.Number)).ShipTo is { Name: OrderPersonalData.StandIn });
    }

    private static async Task<(Order Order, (MerchantId Id, Actor Member) Tea)> PaidAsync(TestMarket market)
    {
        var tea = await market.MerchantAsync();
        return (await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1)), tea);
    }

    private static Task<Outcome<Done>> CorrectAsync(TestMarket market, Order order, PostalAddress to, OrderAccess? access = null) =>
        market.DoAsync<CorrectAddress, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, access ?? DisputeTests.Key(order), to, default));
}
