using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>A consignment that is sent in several parcels: what lies in which, how far the consignment is, and what becomes of the money.</summary>
public sealed class SplitParcelTests
{
    [Theory, Databases]
    public async Task The_consignment_follows_its_parcels_and_no_clock_starts_before_all_have_come(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));

        var first = await BuyAsync(market, order, tea, (pots, 2));
        Assert.Equal(ConsignmentStatus.ToPack, await StatusAsync(market, order));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        var partly = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.True(partly is { IsPartlySent: true, Status: ConsignmentStatus.ToPack, HandedOverAtUtc: null });
        Assert.Equal(order.Consignments[0].DispatchByUtc, partly.DispatchByUtc);
        Assert.Equal(partly.Id, Assert.Single((await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(t => t.ForAsync(tea.Id, tea.Member, default))).Value.ToPack.First).Id);
        Assert.Equal(OrderRefusals.AlreadyOnItsWay, (await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, partly.Id, DisputeTests.Key(order), default))).Refusal);
        Assert.Equal(OrderRefusals.NotYetSent, (await market.ReceiveAsync(order)).Refusal);

        // The first arrives long before the second is sent.
        market.Clock.Move(TimeSpan.FromDays(60));
        await FollowAsync(market);
        Assert.Equal(0, await market.ReceiptTimerAsync());
        Assert.Null((await market.OrderAsync(order.Number)).Consignments[0].DeliveredAtUtc);
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "delivered-part")));

        // All that is left is the default: one pot and the cups.
        var second = (await market.BuyLabelAsync(await market.CheapestAsync(partly, tea.Member), tea.Member)).Value;
        Assert.Equal([(pots.Id, 1), (cups.Id, 2)], await ContentsAsync(market, second));
        Assert.Equal(ConsignmentStatus.LabelBought, await StatusAsync(market, order));
        Assert.True((await HandOverAsync(market, second, tea.Member)).Succeeded);
        Assert.Equal(ConsignmentStatus.HandedOver, await StatusAsync(market, order));
        market.Clock.Move(TimeSpan.FromDays(40));
        await FollowAsync(market);

        var done = (await market.OrderAsync(order.Number)).Consignments[0];
        var last = await market.ReadAsync(db => db.Parcels.Where(p => p.Id == second).Select(p => p.DeliveredAtUtc).SingleAsync());
        Assert.Equal((ConsignmentStatus.Delivered, last), (done.Status, done.DeliveredAtUtc));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "delivered")));
        Assert.Equal(0, await market.ReadAsync(db => db.Stock.SumAsync(s => s.Committed)));
        market.Clock.Move(TimeSpan.FromDays(Consignment.ConfirmDaysAfterDelivery));
        Assert.Equal(1, await market.ReceiptTimerAsync());
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_came_in_the_first_parcel_may_be_complained_of_before_the_second_comes(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (id, pots, cups) = (order.Consignments[0].Id, Pots(order), Cups(order));
        Task<Outcome<DisputeId>> ClaimAsync(OrderLine line) => market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(
            order.Number, id, DisputeTests.Key(order), new DisputeClaim(DisputeReason.Damaged, line.LineTotal, "It lies in pieces.", []) { Lines = [line.Id] }, default));
        Task<Outcome<ReturnId>> ReturnAsync(OrderLine line, int units) => market.DoAsync<RequestReturn, Outcome<ReturnId>>(r => r.RunAsync(
            order.Number, id, DisputeTests.Key(order), new ReturnRequest(ReturnReason.Faulty, "The lid does not close.", [new(line.Id, units)]), default));
        var first = await BuyAsync(market, order, tea, (pots, 2));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        Assert.Equal(DisputeRefusals.OutsideWindow, (await ClaimAsync(pots)).Refusal);
        Assert.Equal(ReturnRefusals.OutsideWindow, (await ReturnAsync(pots, 1)).Refusal);

        market.Clock.Move(TimeSpan.FromDays(60));
        await FollowAsync(market);

        var partly = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal(await market.ReadAsync(db => db.Parcels.Where(p => p.Id == first).Select(p => p.DeliveredAtUtc).SingleAsync()), partly.FirstArrivedAtUtc);
        // Two of three pots have come, and no cup.
        Assert.Equal(ReturnRefusals.TooManyUnits, (await ReturnAsync(pots, 3)).Refusal);
        Assert.Equal(ReturnRefusals.TooManyUnits, (await ReturnAsync(cups, 1)).Refusal);
        Assert.True((await ClaimAsync(pots)).Succeeded);

        // The third pot waits for the case; the cups go on their way.
        Assert.Equal(OrderRefusals.InDispute, (await market.BuyLabelAsync(await OrderedAsync(market, order, tea, (pots, 1)), tea.Member)).Refusal);
        var second = await BuyAsync(market, order, tea, (cups, 2));
        Assert.Equal([(cups.Id, 2)], await ContentsAsync(market, second));
        Assert.Equal(id, Assert.Single((await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(t => t.ForAsync(tea.Id, tea.Member, default))).Value.ToPack.First).Id);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Purchases_at_once_never_pack_more_than_was_bought(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var pots = Pots(order);
        var wanted = await OrderedAsync(market, order, tea, (pots, 2));

        var bought = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.BuyLabelAsync(wanted with { Key = Id.New<ParcelId>() }, tea.Member))));

        Assert.Single(bought, b => b.Succeeded);
        Assert.All(bought.Where(b => !b.Succeeded), b => Assert.Contains(b.Refusal!.Code, new[] { "data.changed-meanwhile", "orders.only-units-left" }));
        Assert.Equal(2, await market.ReadAsync(db => db.ParcelContents.SumAsync(c => c.Quantity)));
        Assert.Equal(1, await market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == "sandbox-carrier" && r.Key.StartsWith("label:"))));
        Assert.Equal("orders.only-units-left", (await market.BuyLabelAsync(wanted with { Key = Id.New<ParcelId>() }, tea.Member)).Refusal?.Code);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_same_form_sent_twice_is_one_parcel(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var wanted = (await OrderedAsync(market, order, tea, (Pots(order), 1))) with { Key = Id.New<ParcelId>() };

        var once = await market.BuyLabelAsync(wanted, tea.Member);
        var twice = await market.BuyLabelAsync(wanted, tea.Member);

        Assert.Equal(once.Value, twice.Value);
        Assert.Equal(1, await market.ReadAsync(db => db.Parcels.CountAsync()));
    }

    [Theory, Databases]
    public async Task A_voided_label_frees_what_lay_in_its_parcel(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var first = await BuyAsync(market, order, tea, (pots, 2));
        await BuyAsync(market, order, tea, (pots, 1), (cups, 2));
        Assert.Equal(ConsignmentStatus.LabelBought, await StatusAsync(market, order));

        Assert.True((await VoidAsync(market, first, tea.Member)).Succeeded);

        Assert.Equal(ConsignmentStatus.ToPack, await StatusAsync(market, order));
        var sheet = (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(order.Consignments[0].Id, tea.Member, default))).Value;
        Assert.Equal((2, 0), (sheet.Lines.Single(l => l.Id == pots.Id).Left, sheet.Lines.Single(l => l.Id == cups.Id).Left));
        Assert.Equal([(pots.Id, 2)], await ContentsAsync(market, await BuyAsync(market, order, tea, (pots, 2))));
        Assert.Equal(ConsignmentStatus.LabelBought, await StatusAsync(market, order));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Nobody_waits_for_units_whose_money_went_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var first = await BuyAsync(market, order, tea, (pots, 3));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(50));
        await FollowAsync(market);

        Assert.True((await market.GiveBackAsync(order, await market.AdminAsync(), (cups, cups.Refundable))).Succeeded);

        // What came fifty days ago counts from now: the buyer's time to complain did not run before.
        var done = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal((ConsignmentStatus.Delivered, market.Clock.NowUtc), (done.Status, done.DeliveredAtUtc));
        var stock = await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync(s => s.Variant == cups.Variant));
        Assert.Equal((0, 10), (stock.Committed, stock.Available));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Units_that_cannot_be_sent_are_cancelled_for_their_share_of_the_money(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var id = order.Consignments[0].Id;
        var first = await BuyAsync(market, order, tea, (pots, 2));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        Task<Outcome<Money>> CancelAsync(Guid key, params LineUnits[] units) => market.DoAsync<CancelUnits, Outcome<Money>>(c => c.RunAsync(id, key, units, tea.Member, default));

        Assert.Equal("orders.only-units-left", (await CancelAsync(Guid.NewGuid(), new LineUnits(pots.Id, 2))).Refusal?.Code);
        var key = Guid.NewGuid();
        var given = (await CancelAsync(key, new LineUnits(pots.Id, 1), new LineUnits(cups.Id, 1))).Value;
        Assert.Equal(given, (await CancelAsync(key, new LineUnits(pots.Id, 1), new LineUnits(cups.Id, 1))).Value);
        Assert.Equal(pots.Refundable.Proportion(1, 3, Rounding.HalfUp) + cups.Refundable.Proportion(1, 2, Rounding.HalfUp), given);
        Assert.Equal(ConsignmentStatus.ToPack, await StatusAsync(market, order));
        Assert.Equal([(cups.Id, 1)], await ContentsAsync(market, (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value));
        Assert.Equal(ConsignmentStatus.LabelBought, await StatusAsync(market, order));
        await market.RunOutboxAsync();
        Assert.Equal(8, (await market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync(s => s.Variant == pots.Variant))).Available);
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "units-cancelled")));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Cancelling_all_of_an_order_unit_by_unit_is_refused()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (order, tea) = await PaidAsync(market);
        LineUnits[] all = [.. order.Lines().Select(l => new LineUnits(l.Id, l.Quantity))];

        Assert.Equal(OrderRefusals.CancelInstead, (await market.DoAsync<CancelUnits, Outcome<Money>>(c => c.RunAsync(order.Consignments[0].Id, Guid.NewGuid(), all, tea.Member, default))).Refusal);
        var stranger = await market.MerchantAsync("Another House");
        Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<CancelUnits, Outcome<Money>>(c => c.RunAsync(order.Consignments[0].Id, Guid.NewGuid(), all[..1], stranger.Member, default))).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task All_money_back_while_a_part_is_on_its_way_returns_only_what_never_left(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var first = await BuyAsync(market, order, tea, (pots, 2));
        var second = await BuyAsync(market, order, tea, (pots, 1));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);

        Assert.True((await market.GiveBackAsync(order, await market.AdminAsync(), (pots, pots.Refundable), (cups, cups.Refundable))).Succeeded);

        Assert.Equal(ConsignmentStatus.Refunded, await StatusAsync(market, order));
        Assert.Equal(OrderRefusals.Refunded, (await HandOverAsync(market, second, tea.Member)).Refusal);
        Assert.True((await VoidAsync(market, second, tea.Member)).Succeeded);
        var stock = await market.ReadAsync(db => db.Stock.AsNoTracking().ToDictionaryAsync(s => s.Variant));
        Assert.Equal((8, 10), (stock[pots.Variant].Available, stock[cups.Variant].Available));
        Assert.Equal(0, stock.Values.Sum(s => s.Committed));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Trouble_of_one_parcel_opens_the_claim_whatever_the_others_do(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var first = await BuyAsync(market, order, tea, (pots, 3));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        market.Clock.Move(TimeSpan.FromHours(30));

        await TellAsync(market, first, TrackingStatus.Lost);
        var partly = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal((ParcelTrouble.Lost, ConsignmentStatus.ToPack), (partly.Trouble, partly.Status));
        Assert.Equal(partly.Id, Assert.Single((await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(t => t.ForAsync(tea.Id, tea.Member, default))).Value.Troubled.First).Id);
        Assert.True(ClaimWindow.IsOpen(DisputeReason.NotReceived, partly, market.Clock.NowUtc));

        // The second arrives: the first is lost all the same, and silence is no receipt.
        var second = await BuyAsync(market, order, tea, (cups, 2));
        Assert.True((await HandOverAsync(market, second, tea.Member)).Succeeded);
        market.Clock.Move(TimeSpan.FromHours(1));
        await TellAsync(market, second, TrackingStatus.Delivered);
        var after = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal((ParcelTrouble.Lost, ConsignmentStatus.HandedOver), (after.Trouble, after.Status));
        Assert.Null(after.CountsAsReceivedAtUtc);
        market.Clock.Move(TimeSpan.FromDays(85));
        Assert.Equal(0, await market.ReceiptTimerAsync());

        // It turns up after all.
        await TellAsync(market, first, TrackingStatus.Delivered);
        var found = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal((null, ConsignmentStatus.Delivered, market.Clock.NowUtc), (found.Trouble, found.Status, found.DeliveredAtUtc!.Value));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Money_held_too_long_of_a_partly_sent_order_goes_to_a_person_and_not_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var first = await BuyAsync(market, order, tea, (Pots(order), 3));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        market.Clock.Move(TimeSpan.FromDays(91));

        Assert.Equal(2, await market.StopTimerAsync());

        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));
        Assert.All((await market.OrderAsync(order.Number)).Lines(), l => Assert.NotNull(l.StoppedAtUtc));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Papers_are_made_from_what_lies_in_the_parcel(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var first = await BuyAsync(market, order, tea, (pots, 2));
        var second = await BuyAsync(market, order, tea, (pots, 1), (cups, 2));

        Task<CommercialInvoice> InvoiceAsync(ParcelId id) => market.DoAsync<PrintInvoice, CommercialInvoice>(async p => (await p.ReadAsync(id, tea.Member, default)).Value);
        var (one, two) = (await InvoiceAsync(first), await InvoiceAsync(second));
        Assert.Equal(($"{order.Number}-1", $"{order.Number}-2"), (one.Number, two.Number));
        Assert.Equal([(2, pots.UnitPrice * 2, pots.UnitWeight * 2)], one.Declaration.Lines.Select(l => (l.Quantity, l.Value, l.NetWeight)));
        Assert.Equal(order.Consignments[0].Goods, one.Goods + two.Goods);
        Assert.Equal(order.Consignments[0].Delivery, one.Freight + two.Freight);

        var all = (await market.ReadAsync(db => PackedParcel.LoadAsync(db, tea.Id, [order.Consignments[0].Id], tea.Member, default))).Value;
        Assert.Equal([first, second], all.Select(p => p.Parcel!.Id));
        Assert.True((await HandOverAsync(market, first, tea.Member)).Succeeded);
        all = (await market.ReadAsync(db => PackedParcel.LoadAsync(db, tea.Id, [order.Consignments[0].Id], tea.Member, default))).Value;
        Assert.Equal(second, Assert.Single(all).Parcel!.Id);
        Assert.Equal(3, all[0].Goods.Lines.Sum(l => l.Quantity));
    }

    [Theory, Databases]
    public async Task A_parcel_of_before_carries_all_of_its_consignment(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var consignment = order.Consignments[0];
        var id = (await market.BuyLabelAsync(await market.CheapestAsync(consignment, tea.Member), tea.Member)).Value;
        // As a version writes it that knows no contents.
        await market.DoAsync<MarketDb>(async db =>
        {
            var parcel = Parcel.Buying(consignment.Id, order.Id, tea.Id, "sandbox", null, "post", Money.Zero(Currency.Eur), new Weight(900), new Dimensions(1, 1, 1), market.Clock.NowUtc);
            db.Parcels.Add(parcel);
            await db.SaveChangesAsync();
            var packing = await db.PackingAsync(await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(), await db.Consignments.SingleAsync(), default);
            Assert.Equal(consignment.Lines.Sum(l => l.Quantity), packing.Parcels.Single(p => p.Parcel.Id == parcel.Id).Units.Values.Sum());
            Assert.Empty(packing.Rest.Lines);
        });
        var known = await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync(p => p.Id == id));
        Assert.Equal((ParcelLoad.Whole, null), (known.Load, known.Part));
        Assert.Equal(2, await market.ReadAsync(db => db.ParcelContents.CountAsync(c => c.Parcel == id)));
    }

    [Theory, Databases]
    public async Task A_part_may_be_as_dear_as_the_whole_that_was_paid_for_and_no_dearer(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var whole = PackedGoods.All(order, order.Consignments[0]).PackedWeight();
        var light = await OrderedAsync(market, order, tea, (Cups(order), 1));
        var heavy = light with { Service = "parcel", Weight = new Weight(2 * whole.Grams), Accepted = new Money(9_999_00, light.Accepted.Currency) };

        var refused = (await market.BuyLabelAsync(heavy, tea.Member)).Refusal!;

        Assert.Equal(("shipping.contradicts-weight", whole.Kilograms, 2 * whole.Kilograms), (refused.Code, refused.Arguments["acceptedKilograms"], refused.Arguments["kilograms"]));
        Assert.Equal(order.Consignments[0].Delivery, refused.Arguments["accepted"]);
        // One cup is far lighter than what was paid for; packed as heavily as all of it, it is still no dearer.
        Assert.True((await market.BuyLabelAsync(light, tea.Member)).Succeeded);
        Assert.True((await market.BuyLabelAsync(heavy with { Weight = whole }, tea.Member)).Succeeded);
    }

    [Theory, Databases]
    public async Task Another_choice_than_the_one_that_was_compared_is_seen(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        var (pots, cups) = (Pots(order), Cups(order));
        var wanted = await OrderedAsync(market, order, tea, (pots, 1));

        foreach (var other in new LineUnits[][] { [new(pots.Id, 2)], [new(cups.Id, 1)], [new(pots.Id, 1), new(cups.Id, 1)] })
            Assert.Equal(LabelRefusals.ContentChanged, (await market.BuyLabelAsync(wanted with { Contents = other }, tea.Member)).Refusal);
        Assert.Equal(LabelRefusals.ContentChanged, (await market.BuyLabelAsync(wanted with { Contents = null }, tea.Member)).Refusal);
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
        Assert.True((await market.BuyLabelAsync(wanted, tea.Member)).Succeeded);
    }

    [Theory, Databases]
    public async Task Each_part_counts_once_for_the_reliability_of_its_service(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea) = await PaidAsync(market);
        foreach (var parcel in new[] { await BuyAsync(market, order, tea, (Pots(order), 3)), await BuyAsync(market, order, tea, (Cups(order), 2)) }) Assert.True((await HandOverAsync(market, parcel, tea.Member)).Succeeded);

        market.Clock.Move(TimeSpan.FromDays(60));
        await FollowAsync(market);
        await FollowAsync(market);

        var days = await market.ReadAsync(db => db.ServiceDays.AsNoTracking().ToListAsync());
        Assert.Equal((2, 2), (days.Where(d => d.Merchant == tea.Id).Sum(d => d.Parcels), days.Where(d => d.Merchant == ServiceDay.Market).Sum(d => d.Parcels)));
    }

    private static OrderLine Pots(Order order) => order.Lines().Single(l => l.Quantity == 3);

    private static OrderLine Cups(Order order) => order.Lines().Single(l => l.Quantity == 2);

    private static async Task<(Order Order, (MerchantId Id, Actor Member) Tea)> PaidAsync(TestMarket market)
    {
        var tea = await market.MerchantAsync();
        var pots = await market.ListingAsync(tea, "120.00");
        var cups = await market.ListingAsync(tea, "35.70", sku: "TC-1");
        return (await market.PaidOrderAsync("EUR", (pots, 3), (cups, 2)), tea);
    }

    private static async Task<LabelOrder> OrderedAsync(TestMarket market, Order order, (MerchantId Id, Actor Member) shop, params (OrderLine Line, int Units)[] contents)
    {
        LineUnits[] units = [.. contents.Select(c => new LineUnits(c.Line.Id, c.Units))];
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(order.Consignments[0].Id, shop.Member, null, null, default, units))).Value;
        var rate = offers.Rates[0];
        return new LabelOrder(order.Consignments[0].Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { Contents = units, Basis = offers.Basis, LateIsConfirmed = true };
    }

    private static async Task<ParcelId> BuyAsync(TestMarket market, Order order, (MerchantId Id, Actor Member) shop, params (OrderLine Line, int Units)[] contents)
    {
        // Parcels are told apart by when they were begun.
        market.Clock.Move(TimeSpan.FromMinutes(1));
        return (await market.BuyLabelAsync(await OrderedAsync(market, order, shop, contents), shop.Member)).Value;
    }

    private static async Task<ConsignmentStatus> StatusAsync(TestMarket market, Order order) => (await market.OrderAsync(order.Number)).Consignments[0].Status;

    private static async Task<(Guid, int)[]> ContentsAsync(TestMarket market, ParcelId parcel) =>
        [.. (await market.ReadAsync(db => db.ParcelContents.AsNoTracking().Where(c => c.Parcel == parcel).OrderBy(c => c.Quantity).ToListAsync())).Select(c => (c.Line, c.Quantity))];

    private static Task TellAsync(TestMarket market, ParcelId parcel, TrackingStatus status) => market.DoAsync<MarketDb>(async db => Assert.True((await db.AtomicallyAsync<Done>(async () =>
    {
        await db.WriteScansAsync(parcel, [new TrackingEvent(status, market.Clock.NowUtc, null, null, $"T{status}", status.TextKey())], market.Clock.NowUtc.AddDays(1), market.Clock.NowUtc, default);
        return Done.Ok;
    }, default)).Succeeded));

    private static Task FollowAsync(TestMarket market) => market.DoAsync<FollowParcels>(f => f.RunAsync(default));

    private static Task<Outcome<Done>> HandOverAsync(TestMarket market, ParcelId id, Actor actor) => market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(id, actor, default));

    private static Task<Outcome<Done>> VoidAsync(TestMarket market, ParcelId id, Actor actor) => market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(id, actor, default));
}
