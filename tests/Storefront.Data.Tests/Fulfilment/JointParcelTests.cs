using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>Several orders of one buyer in one parcel.</summary>
public sealed class JointParcelTests
{
    [Theory, Databases]
    public async Task Two_orders_share_a_label_whose_cost_is_divided_to_the_minor_unit_and_move_together(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var (one, two) = (await PaidAsync(market, await market.ListingAsync(tea, "31.30"), 1), await PaidAsync(market, await GlassAsync(market, tea, "31.30"), 2));

        var sheet = await SheetAsync(market, one, tea.Member);
        var other = Assert.Single(sheet.Together);
        Assert.Equal((two.Consignments[0].Id, 2, null), (other.Consignment, other.Units, other.Why));
        var parcel = (await BuyAsync(market, one, tea.Member, two)).Value;

        var known = await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync());
        Assert.Equal((parcel, ParcelLoad.Joint), (known.Id, known.Load));
        Assert.All([one, two], o => Assert.Equal(ConsignmentStatus.LabelBought, StatusOf(market, o).Result));
        var entries = await market.ReadAsync(db => db.JournalEntries.AsNoTracking().Include(e => e.Postings).Where(e => e.Key.StartsWith("label:")).ToListAsync());
        Assert.Equal(new[] { one.Consignments[0].Id, two.Consignments[0].Id }.OrderBy(c => c.Value), entries.Select(e => e.Consignment!.Value).OrderBy(c => c.Value));
        Assert.Equal(known.Cost.Minor, -entries.SelectMany(e => e.Postings).Where(p => p.Account == AccountKind.CarrierPayable).Sum(p => p.Amount.Minor));
        var shares = known.Cost.Split([780, 1560]);
        Assert.Equal(-shares[0].Minor, entries.Single(e => e.Consignment == one.Consignments[0].Id).Postings.Single(p => p.Account == AccountKind.CarrierPayable).Amount.Minor);

        var invoice = (await market.DoAsync<PrintInvoice, Outcome<CommercialInvoice>>(p => p.ReadAsync(parcel, tea.Member, default))).Value;
        Assert.Equal([1, 2], invoice.Declaration.Lines.Select(l => l.Quantity));
        Assert.Equal(one.Consignments[0].Goods + two.Consignments[0].Goods, invoice.Goods);
        Assert.Contains(two.Number, invoice.OrderNumber, StringComparison.Ordinal);

        Assert.True((await market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(parcel, tea.Member, default))).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(60));
        await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
        foreach (var order in new[] { one, two })
        {
            var consignment = (await market.OrderAsync(order.Number)).Consignments[0];
            Assert.Equal(ConsignmentStatus.Delivered, consignment.Status);
            Assert.Equal(known.TrackingNumber, Assert.Single((await SheetAsync(market, order, tea.Member)).Parcels).TrackingNumber);
            Assert.Equal(2, await market.ReadAsync(db => db.OrderEvents.CountAsync(e => e.Order == order.Id && e.Detail == known.TrackingNumber && e.Kind != OrderEventKind.LabelBought)));
        }

        Assert.Equal(2, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "delivered")));
        // One parcel, whose service is counted once for its merchant and once for the market.
        Assert.Equal((2, 2), await market.ReadAsync(async db => (await db.ServiceDays.CountAsync(), await db.ServiceDays.SumAsync(d => d.Parcels))));
        Assert.Equal(3, await market.ReadAsync(db => db.StockMovements.Where(m => m.Kind == StockMovementKind.Shipped).SumAsync(m => m.Units)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_voided_label_frees_all_of_them_and_gives_each_its_part_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var (one, two) = (await PaidAsync(market, await market.ListingAsync(tea, "31.30"), 1), await PaidAsync(market, await GlassAsync(market, tea, "31.30"), 2));
        var parcel = (await BuyAsync(market, one, tea.Member, two)).Value;

        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(parcel, tea.Member, default))).Succeeded);

        Assert.All([one, two], o => Assert.Equal(ConsignmentStatus.ToPack, StatusOf(market, o).Result));
        var postings = await market.ReadAsync(db => db.Postings.AsNoTracking().Where(p => db.JournalEntries.Any(e => e.Id == p.Entry && e.Key.StartsWith("label"))).ToListAsync());
        Assert.All(postings.GroupBy(p => (p.Account, p.Owner, p.Amount.Currency)), g => Assert.Equal(0, g.Sum(p => p.Amount.Minor)));
        Assert.Equal(4, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("label"))));
        await market.SendAsync(one.Consignments[0], tea.Member);
        await market.SendAsync(two.Consignments[0], tea.Member);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Orders_that_together_cross_the_limit_of_the_scheme_are_refused_with_the_difference(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        // Each about 90 euro of goods: apart under the Union's limit of 150 euro, together above it.
        var (one, two) = (await PaidAsync(market, await market.ListingAsync(tea, "700.00"), 1), await PaidAsync(market, await GlassAsync(market, tea, "700.00"), 1));
        Assert.InRange(one.Consignments[0].Goods.Minor, 75_01, 149_99);

        var why = Assert.Single((await SheetAsync(market, one, tea.Member)).Together).Why;
        var bought = await BuyAsync(market, one, tea.Member, two, quoted: false);

        Assert.Equal("orders.taxed-apart", why?.Code);
        Assert.Equal("orders.taxed-apart", bought.Refusal?.Code);
        Assert.True(Assert.IsType<Money>(bought.Refusal!.Arguments["difference"]).IsPositive);
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
    }

    [Theory, Databases]
    public async Task Orders_for_which_less_would_be_owed_together_are_refused_too(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        // The Union takes 3 euro for each heading in a parcel: one heading in two parcels was paid for twice.
        var cup = await market.ListingAsync(tea, "31.30");
        var (one, two) = (await PaidAsync(market, cup, 1), await PaidAsync(market, cup, 1));

        var bought = await BuyAsync(market, one, tea.Member, two, quoted: false);

        Assert.Equal("orders.taxed-apart", bought.Refusal?.Code);
        var difference = Assert.IsType<Money>(bought.Refusal!.Arguments["difference"]);
        Assert.InRange(difference.Minor, 3_00, 3_99);
    }

    [Theory, Databases]
    public async Task Only_the_same_buyer_at_the_same_address_and_nothing_in_dispute_goes_together(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var cup = await market.ListingAsync(tea, "31.30", stock: 100);
        var mine = await PaidAsync(market, cup, 1);
        var elsewhere = await PaidAsync(market, cup, 1, TestMarket.Lyon with { Street = "14 rue Mercière" });
        var somebody = await PaidAsync(market, cup, 1, email: "jean@example.test");
        var disputed = await PaidAsync(market, cup, 1);
        var linen = await market.MerchantAsync("Another House");
        var foreign = await PaidAsync(market, await market.ListingAsync(linen, "31.30", sku: "L-1"), 1);
        var last = await PaidAsync(market, await GlassAsync(market, tea, "31.30"), 1);
        market.Clock.Move(disputed.Consignments[0].PromisedByUtc.AddDays(1) - market.Clock.NowUtc);
        var claim = new Storefront.Disputes.DisputeClaim(Storefront.Disputes.DisputeReason.NotReceived, disputed.Consignments[0].Total, "Nothing came.", []);
        Assert.True((await market.DoAsync<Storefront.Disputes.OpenDispute, Outcome<Storefront.Disputes.DisputeId>>(o => o.RunAsync(disputed.Number, disputed.Consignments[0].Id, DisputeTests.Key(disputed), claim, default))).Succeeded);

        Assert.Equal(last.Consignments[0].Id, Assert.Single((await SheetAsync(market, mine, tea.Member)).Together).Consignment);
        Assert.Equal("orders.not-together", (await BuyAsync(market, mine, tea.Member, elsewhere, quoted: false)).Refusal?.Code);
        Assert.Equal("orders.not-together", (await BuyAsync(market, mine, tea.Member, somebody, quoted: false)).Refusal?.Code);
        Assert.Equal("orders.in-dispute", (await BuyAsync(market, mine, tea.Member, disputed, quoted: false)).Refusal?.Code);
        Assert.Equal("orders.not-found", (await BuyAsync(market, mine, tea.Member, foreign, quoted: false)).Refusal?.Code);
        var bought = (await BuyAsync(market, mine, tea.Member, last)).Value;
        // Asked again when nothing is left, it is the same label.
        Assert.Equal(bought, (await BuyAsync(market, mine, tea.Member, last, quoted: false)).Value);
        Assert.Equal(1, await market.ReadAsync(db => db.Parcels.CountAsync()));
    }

    [Theory, Databases]
    public async Task Together_they_may_be_as_dear_as_was_paid_for_all_of_them_and_the_first_promise_counts(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var one = await PaidAsync(market, await market.ListingAsync(tea, "31.30"), 1);
        market.Clock.Move(TimeSpan.FromDays(2));
        var two = await PaidAsync(market, await GlassAsync(market, tea, "31.30"), 2);
        var wanted = await WantedAsync(market, two, tea.Member, one);

        var refused = (await market.BuyLabelAsync(wanted with { Service = "parcel", Weight = new Weight(19_000), Accepted = new Money(9_999_00, wanted.Accepted.Currency) }, tea.Member)).Refusal!;

        Assert.Equal(("shipping.contradicts-weight", one.Consignments[0].Delivery + two.Consignments[0].Delivery), (refused.Code, refused.Arguments["accepted"]));
        Assert.Equal(LabelRefusals.ContentChanged, (await market.BuyLabelAsync(wanted with { With = [] }, tea.Member)).Refusal);
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(two.Consignments[0].Id, tea.Member, null, null, default, with: [one.Consignments[0].Id]))).Value;
        Assert.Equal(one.Consignments[0].PromisedByUtc, offers.PromisedByUtc);
        Assert.True((await market.BuyLabelAsync(wanted, tea.Member)).Succeeded);
    }

    [Theory, Databases]
    public async Task Orders_to_pickup_points_go_together_to_the_same_point_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var (cup, glass) = (await market.ListingAsync(tea, "31.30", stock: 100), await GlassAsync(market, tea, "31.30"));
        var (here, home) = (await PaidAsync(market, cup, 1, point: "FR-69002-3"), await PaidAsync(market, glass, 1));
        var (there, same) = (await PaidAsync(market, glass, 1, point: "FR-69002-1"), await PaidAsync(market, glass, 1, point: "FR-69002-3"));

        Assert.Equal(same.Consignments[0].Id, Assert.Single((await SheetAsync(market, here, tea.Member)).Together).Consignment);
        foreach (var other in new[] { home, there }) Assert.Equal("orders.not-together", (await BuyAsync(market, here, tea.Member, other, quoted: false)).Refusal?.Code);
        var parcel = (await BuyAsync(market, here, tea.Member, same)).Value;

        Assert.True((await market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(parcel, tea.Member, default))).Succeeded);
        var mails = await market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template == "dispatched-part" || n.Template == "dispatched").ToListAsync());
        Assert.Equal(2, mails.Count);
        Assert.All(mails, m => Assert.Equal("Longjing House: Sandbox Locker, Railway Station, 69002 Sandbox Town", m.Values["points"]));
    }

    /// <summary>Under another heading of the tariff.</summary>
    private static Task<VariantId> GlassAsync(TestMarket market, (MerchantId Id, Actor Member) shop, string price) => market.ListingAsync(shop, price, 100, "GL-1", "701337");

    private static async Task<Order> PaidAsync(TestMarket market, VariantId goods, int units, PostalAddress? to = null, string email = "camille@example.test", string? point = null)
    {
        market.Clock.Move(TimeSpan.FromSeconds(1));
        var checkout = await market.CheckoutAsync(await market.BasketAsync((goods, units)), to: to, email: email);
        if (point is not null) checkout = await PickupPointTests.ToPointAsync(market, checkout, point);
        var placed = (await market.PlaceAsync(checkout)).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        return await market.OrderAsync(placed.Number);
    }

    private static async Task<MerchantOrderSheet> SheetAsync(TestMarket market, Order order, Actor actor) =>
        (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(order.Consignments[0].Id, actor, default))).Value;

    private static async Task<ConsignmentStatus> StatusOf(TestMarket market, Order order) => (await market.OrderAsync(order.Number)).Consignments[0].Status;

    /// <param name="quoted">Whether prices are asked for both together; where that is refused, the merchant presses on with another price.</param>
    private static async Task<Outcome<ParcelId>> BuyAsync(TestMarket market, Order lead, Actor actor, Order other, bool quoted = true)
    {
        var blind = new LabelOrder(lead.Consignments[0].Id, "sandbox", "any", new Money(1, Currency.Eur), new Weight(900), new Dimensions(200, 200, 200)) { With = [other.Consignments[0].Id], Key = Id.New<ParcelId>() };
        return await market.BuyLabelAsync(quoted ? await WantedAsync(market, lead, actor, other) : blind, actor);
    }

    private static async Task<LabelOrder> WantedAsync(TestMarket market, Order lead, Actor actor, Order other)
    {
        ConsignmentId[] with = [other.Consignments[0].Id];
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(lead.Consignments[0].Id, actor, null, null, default, with: with))).Value;
        var rate = offers.Rates[0];
        return new LabelOrder(lead.Consignments[0].Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { With = with, Key = Id.New<ParcelId>(), Basis = offers.Basis, LateIsConfirmed = true };
    }
}
