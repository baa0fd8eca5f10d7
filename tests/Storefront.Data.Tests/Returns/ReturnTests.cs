using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Returns;

/// <summary>Goods that go back: who may, until when, who moves, and what money follows to the minor unit.</summary>
public sealed class ReturnTests
{
    internal static readonly PostalAddress SaoPaulo = new() { Country = new Country("BR"), Name = "Ana Souza", Street = "Rua Augusta 900", City = "São Paulo", Region = "SP", Postcode = "01304-001", TaxId = "529.982.247-25", Phone = "+5511987654321" };

    [Theory, Databases]
    public async Task One_of_two_goods_comes_back_and_gives_its_price_duty_and_tax_and_no_delivery(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 2, SaoPaulo);
        var (back, kept) = (order.Lines()[0], order.Lines()[1]);
        Assert.True(back.Delivery.IsPositive);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.Faulty, (back, 1));
        var onHand = await OnHandAsync(market, back);
        Assert.Equal(HoldState.Disputed, (await market.LineAsync(back)).Hold);
        await market.AssertBooksBalanceAsync();

        Assert.True((await InspectAsync(market, shop.Member, id)).Succeeded);
        await market.RunOutboxAsync();

        var after = await market.LineAsync(back);
        Assert.Equal(new LineParts(back.LineTotal, Zero(back), back.Duty, back.Tax, Zero(back)), after.Refunded);
        var given = back.LineTotal + back.Duty + back.Tax;
        Assert.Equal((ReturnStatus.Refunded, given), await StateAsync(market, id));
        Assert.Equal((RefundStatus.Succeeded, given), await RefundAsync(market));
        Assert.Equal((HoldState.Held, HoldState.Held), (after.Hold, (await market.LineAsync(kept)).Hold));
        Assert.Equal(Zero(kept), (await market.LineAsync(kept)).Refunded.Total);
        Assert.Equal(onHand + 1, await OnHandAsync(market, back));
        await market.AssertBooksBalanceAsync();

        // What is left of it, its share of the delivery, goes the way of the other line.
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_withdrawal_from_the_whole_parcel_gives_everything_back_with_its_delivery(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 2);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.ChangedMind, [.. order.Lines().Select(l => (l, 1))]);

        Assert.True((await InspectAsync(market, shop.Member, id)).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((ReturnStatus.Refunded, order.Total), await StateAsync(market, id));
        Assert.Equal((RefundStatus.Succeeded, order.Total), await RefundAsync(market));
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.Equal([HoldState.Refunded, HoldState.Refunded], await market.HoldsAsync(order));
        await market.AssertBooksBalanceAsync();
    }

    [Theory]
    [InlineData("sqlite", "JPY"), InlineData("sqlite", "KWD"), InlineData("sqlite", "HUF"), InlineData("postgres", "EUR")]
    public async Task Units_sent_back_one_by_one_give_what_all_at_once_would_but_for_the_delivery(string database, string currency)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1, units: 3, currency: currency);
        var line = order.Lines()[0];
        foreach (var unit in Enumerable.Range(1, 3))
        {
            var id = await ComeBackAsync(market, shop, order, ReturnReason.Faulty, (line, 1));
            Assert.True((await InspectAsync(market, shop.Member, id)).Succeeded);
            Assert.Equal(line.LineTotal.Proportion(unit, 3, Rounding.HalfUp), (await market.LineAsync(line)).Refunded.Goods);
            Assert.Equal(line.Tax.Proportion(unit, 3, Rounding.HalfUp), (await market.LineAsync(line)).Refunded.Tax);
            await market.AssertBooksBalanceAsync();
        }

        var after = await market.LineAsync(line);
        Assert.Equal(new LineParts(line.LineTotal, Zero(line), line.Duty, line.Tax, Zero(line)), after.Refunded);
        Assert.Equal(ReturnRefusals.TooManyUnits, (await AskAsync(market, order, ReturnReason.Faulty, (line, 1))).Refusal);
    }

    [Theory, Databases]
    public async Task A_deduction_is_taken_off_the_goods_alone_and_only_for_a_change_of_mind(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 2);
        var (worn, broken) = (order.Lines()[0], order.Lines()[1]);
        var (first, second) = (await ComeBackAsync(market, shop, order, ReturnReason.ChangedMind, (worn, 1)), await ComeBackAsync(market, shop, order, ReturnReason.Faulty, (broken, 1)));
        var off = worn.LineTotal.Part(15);

        Assert.Equal(ReturnRefusals.NoDeduction, (await InspectAsync(market, shop.Member, second, deduction: off, why: "Worn.")).Refusal);
        Assert.Equal(ReturnRefusals.DeductionReasonMissing, (await InspectAsync(market, shop.Member, first, deduction: off)).Refusal);
        Assert.Equal(ReturnRefusals.DeductionOutOfRange, (await InspectAsync(market, shop.Member, first, deduction: worn.LineTotal + new Money(1, off.Currency), why: "Worn.")).Refusal);
        Assert.Equal(ReturnRefusals.DeductionOutOfRange, (await InspectAsync(market, shop.Member, first, deduction: new Money(-1, off.Currency), why: "Worn.")).Refusal);
        Assert.Equal(ReturnRefusals.InspectionIncomplete, (await InspectAsync(market, shop.Member, first, accepted: 2)).Refusal);
        Assert.True((await InspectAsync(market, shop.Member, first, deduction: off, why: "Worn for weeks.")).Succeeded);
        Assert.True((await InspectAsync(market, shop.Member, second)).Succeeded);

        Assert.Equal(new LineParts(worn.LineTotal - off, Zero(worn), worn.Duty, worn.Tax, Zero(worn)), (await market.LineAsync(worn)).Refunded);
        Assert.Equal(new LineParts(broken.LineTotal, Zero(worn), broken.Duty, broken.Tax, Zero(worn)), (await market.LineAsync(broken)).Refunded);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Goods_that_are_not_accepted_give_nothing_and_their_money_goes_its_way(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.NotAsDescribed, (order.Lines()[0], 1));

        Assert.True((await InspectAsync(market, shop.Member, id, accepted: 0)).Succeeded);

        Assert.Equal((ReturnStatus.Closed, Zero(order.Lines()[0])), await StateAsync(market, id));
        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));
        Assert.Equal(HoldState.Held, (await market.LineAsync(order.Lines()[0])).Hold);
        // The buyer may take it to the market.
        Assert.True((await market.ClaimAsync(order, order.Lines()[0].Refundable)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Money_is_not_released_while_goods_are_on_their_way_back_and_no_case_opens_about_them(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 2);
        var (back, kept) = (order.Lines()[0], order.Lines()[1]);
        var id = await AskAsync(market, order, ReturnReason.ChangedMind, (back, 1));
        Assert.True(id.Succeeded, id.Refusal?.Code);
        var consignment = (await market.OrderAsync(order.Number)).Consignments[0];
        // A return says nothing against the merchant.
        Assert.Equal((true, false), (consignment.InDispute, consignment.WasDisputed));

        Assert.Equal(DisputeRefusals.GoodsGoBack, (await market.ClaimAsync(order, back.Refundable, back)).Refusal);
        Assert.Equal(OrderRefusals.InDispute, (await market.GiveBackAsync(order, await market.AdminAsync(), (back, back.Refundable))).Refusal);
        Assert.Equal(OrderRefusals.InDispute, (await AskAsync(market, order, ReturnReason.Faulty, (back, 1))).Refusal);
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        Assert.Equal([HoldState.Disputed, HoldState.Reserved], [(await market.LineAsync(back)).Hold, (await market.LineAsync(kept)).Hold]);
        await market.AssertBooksBalanceAsync();

        Assert.True((await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.KeepAsync(id.Value, DisputeTests.Key(order), default))).Succeeded);
        Assert.Equal(ReturnStatus.Closed, (await StateAsync(market, id.Value)).Status);
        Assert.Equal(HoldState.Reserved, (await market.LineAsync(back)).Hold);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task After_the_release_the_merchant_gives_back_what_it_had_got(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1);
        var label = await market.StandsAsync(AccountKind.MerchantPayable, shop.Id);
        Assert.True((await market.ReceiveAsync(order)).Succeeded);
        Assert.True(await market.StandsAsync(AccountKind.MerchantReserve, shop.Id) > 0);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.ChangedMind, (order.Lines()[0], 1));
        // In no reserve's clock while it is open.
        market.Clock.Move(TimeSpan.FromDays(4));
        Assert.True((await InspectAsync(market, shop.Member, id)).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((0, label), (await market.StandsAsync(AccountKind.MerchantReserve, shop.Id), await market.StandsAsync(AccountKind.MerchantPayable, shop.Id)));
        Assert.Equal(order.Total, (await StateAsync(market, id)).Given);
        Assert.Equal([HoldState.Refunded], await market.HoldsAsync(order));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Silence_decides_to_the_second_and_one_node_wins(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1);
        var line = order.Lines()[0];
        var id = (await AskAsync(market, order, ReturnReason.DamagedOnTheWay, (line, 1))).Value;

        await SilenceAsync(market, Return.AnswerDays);
        Assert.Equal(ReturnStatus.Approved, (await StateAsync(market, id)).Status);
        await SilenceAsync(market, Return.SendDays);
        Assert.Equal(ReturnStatus.Closed, (await StateAsync(market, id)).Status);
        await market.AssertBooksBalanceAsync();

        var again = await ComeBackAsync(market, shop, order, ReturnReason.DamagedOnTheWay, (line, 1));
        var onHand = await OnHandAsync(market, line);
        await SilenceAsync(market, Return.InspectDays);
        await market.RunOutboxAsync();
        Assert.Equal((ReturnStatus.Refunded, order.Total), await StateAsync(market, again));
        Assert.Equal(onHand, await OnHandAsync(market, line));
        Assert.Equal(1, await market.ReadAsync(db => db.Refunds.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task An_inspection_sent_six_times_at_once_is_one_refund(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[0], 1));

        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => InspectAsync(market, shop.Member, id))));

        Assert.Single(done, d => d.Succeeded);
        Assert.All(done.Where(d => !d.Succeeded), d => Assert.Contains(d.Refusal!.Code, new[] { "returns.not-now", "data.changed-meanwhile" }));
        Assert.Equal(1, await market.ReadAsync(db => db.Refunds.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_change_of_mind_is_open_as_long_as_the_law_or_the_merchant_says_and_not_a_second_more()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, french) = await DeliveredAsync(market, 1);
        Assert.Equal(ReturnRefusals.NoteMissing, (await AskAsync(market, french, ReturnReason.Faulty, "", (french.Lines()[0], 1))).Refusal);
        var delivered = french.Consignments[0].DeliveredAtUtc!.Value;
        await IsOpenUntilAsync(french, ReturnReason.ChangedMind, delivered.AddDays(14));
        await IsOpenUntilAsync(french, ReturnReason.WrongItem, delivered.AddDays(30));

        var (other, brazilian) = await DeliveredAsync(market, 1, SaoPaulo, name: "Wuyi Tea");
        Assert.Equal(ReturnRefusals.OutsideWindow, (await AskAsync(market, brazilian, ReturnReason.ChangedMind, (brazilian.Lines()[0], 1))).Refusal);
        await TakesBackAsync(market, other, m => m with { ReturnDays = 20 });
        await IsOpenUntilAsync(brazilian, ReturnReason.ChangedMind, brazilian.Consignments[0].DeliveredAtUtc!.Value.AddDays(20));

        async Task IsOpenUntilAsync(Order order, ReturnReason reason, DateTime until)
        {
            market.Clock.Move(until - market.Clock.NowUtc);
            var open = await AskAsync(market, order, reason, (order.Lines()[0], 1));
            Assert.True(open.Succeeded, $"{reason}: {open.Refusal?.Code}");
            Assert.True((await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.KeepAsync(open.Value, DisputeTests.Key(order), default))).Succeeded);
            market.Clock.Move(TimeSpan.FromSeconds(1));
            Assert.Equal(ReturnRefusals.OutsideWindow, (await AskAsync(market, order, reason, (order.Lines()[0], 1))).Refusal);
        }
    }

    [Theory, Databases]
    public async Task Goods_go_to_the_merchants_address_in_the_buyers_country_where_it_has_one(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 2);
        var first = (await AskAsync(market, order, ReturnReason.WrongItem, (order.Lines()[0], 1))).Value;
        Assert.True((await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(first, shop.Member, default))).Succeeded);
        foreach (var (change, code) in new (Func<MerchantProfile, MerchantProfile>, string)[]
        {
            (m => m with { ReturnDays = 0 }, "merchants.return-days-out-of-range"), (m => m with { ReturnDays = 366 }, "merchants.return-days-out-of-range"),
            (m => m with { ReturnAddresses = [TestMarket.Lyon, TestMarket.Lyon] }, "merchants.one-return-address"), (m => m with { ReturnAddresses = [TestMarket.Lyon with { Street = "" }] }, "merchants.missing"),
        })
            Assert.Equal(code, (await ChangeAsync(market, shop, change)).Refusal?.Code);
        var depot = TestMarket.Lyon with { Name = "Dépôt Longjing", Street = "4 quai Perrache" };
        await TakesBackAsync(market, shop, m => m with { ReturnAddresses = [depot] });
        var second = (await AskAsync(market, order, ReturnReason.WrongItem, (order.Lines()[1], 1))).Value;
        Assert.True((await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(second, shop.Member, default))).Succeeded);

        var sheets = new[] { first, second }.Select(id => market.DoAsync<ReturnFile, Outcome<ReturnSheet>>(f => f.OpenAsync(id, shop.Member, default)).Result.Value).ToList();
        Assert.Equal(["CN", "FR"], sheets.Select(s => s.SendTo!.Country.Code));
        Assert.Equal("4 quai Perrache", sheets[1].SendTo!.Street);
        Assert.All(sheets, s => Assert.Equal(ReturnCarriage.Merchant, s.Carriage));
    }

    [Theory, Databases]
    public async Task A_bank_that_doubts_the_payment_stops_a_return_and_the_return_keeps_its_money_afterwards(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[0], 1));
        await market.DoAsync<MarketDb>(async db =>
        {
            var kept = await new HoldReturns().KeptAsync(db, await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(), default);
            Assert.Equal([order.Lines()[0].Id], kept);
            await new HoldReturns().FreezeAsync(db, order.Id, market.Clock.NowUtc, default);
            await db.SaveChangesAsync();
        });

        Assert.Equal(ReturnRefusals.Frozen, (await InspectAsync(market, shop.Member, id)).Refusal);
        market.Clock.Move(TimeSpan.FromDays(60));
        Assert.Equal(0, await market.DoAsync<EnforceReturnTerms, int>(e => e.RunAsync(default)));
        await market.DoAsync<MarketDb>(async db =>
        {
            await new HoldReturns().GoOnAsync(db, await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(), thaw: true, market.Clock.NowUtc, default);
            await db.SaveChangesAsync();
        });
        Assert.True((await InspectAsync(market, shop.Member, id)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Nobody_but_buyer_merchant_and_admin_moves_or_sees_a_return()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await DeliveredAsync(market, 1);
        var (other, admin, line) = (await market.MerchantAsync("Atelier Garance", "FR", "EUR"), await market.AdminAsync(), order.Lines()[0]);
        var stranger = new OrderAccess(Id.New<UserId>(), "not-the-secret");
        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<RequestReturn, Outcome<ReturnId>>(
            r => r.RunAsync(order.Number, order.Consignments[0].Id, stranger, new ReturnRequest(ReturnReason.Faulty, "Broken.", [new(line.Id, 1)]), default))).Refusal);
        var id = (await AskAsync(market, order, ReturnReason.Faulty, (line, 1))).Value;

        foreach (var actor in new[] { other.Member, new Actor(Id.New<UserId>()) })
        {
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(id, actor, default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.RefuseAsync(id, actor, "No.", default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReceiveReturn, Outcome<Done>>(r => r.RunAsync(id, actor, default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReceiveReturn, Outcome<Done>>(r => r.NeverCameAsync(id, actor, "No.", default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<InspectReturn, Outcome<Done>>(i => i.RunAsync(id, actor, [], default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReturnFile, Outcome<ReturnSheet>>(f => f.OpenAsync(id, actor, default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<MerchantReturns, Outcome<Page<ReturnRow>>>(m => m.ListAsync(shop.Id, actor, ReturnDrawer.ToAnswer, null, default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<MerchantReturns, Outcome<IReadOnlyDictionary<ReturnDrawer, int>>>(m => m.CountAsync(shop.Id, actor, default))).Refusal);
            Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<ReturnFile, Outcome<IReadOnlyList<ReturnRow>>>(f => f.OfOrderAsync(order.Number, actor, default))).Refusal);
        }

        foreach (var act in new Func<FollowReturn, Task<Outcome<Done>>>[] { f => f.SentAsync(id, stranger, "La Poste", "AB1", default), f => f.KeepAsync(id, stranger, default) })
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync(act)).Refusal);
        Assert.Equal(ReturnRefusals.NotNow, (await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.SentAsync(id, DisputeTests.Key(order), "La Poste", "AB1", default))).Refusal);
        Assert.Equal((1, ReturnStatus.Requested), ((await market.DoAsync<MerchantReturns, Outcome<Page<ReturnRow>>>(m => m.ListAsync(shop.Id, shop.Member, ReturnDrawer.ToAnswer, null, default))).Value.Items.Count, (await StateAsync(market, id)).Status));
        Assert.Single((await market.DoAsync<ReturnFile, Outcome<IReadOnlyList<ReturnRow>>>(f => f.OfOrderAsync(order.Number, admin, default))).Value);
        Assert.Equal(ReturnRefusals.AnswerMissing, (await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.RefuseAsync(id, shop.Member, " ", default))).Refusal);
        Assert.True((await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.RefuseAsync(id, admin, "It was cut to order.", default))).Succeeded);
        Assert.Equal((ReturnStatus.Refused, HoldState.Held), ((await StateAsync(market, id)).Status, (await market.LineAsync(line)).Hold));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Both_sides_are_told_of_each_step_once_and_of_the_refund(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await DeliveredAsync(market, 1);
        var id = await ComeBackAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[0], 1));
        Assert.True((await InspectAsync(market, shop.Member, id)).Succeeded);
        await market.RunOutboxAsync();

        var told = await market.ReadAsync(db => db.Notices.AsNoTracking().OrderBy(n => n.Id).ToListAsync());
        Assert.Equal(
            ["return-approved", "return-asked", "return-received", "return-requested", "return-sent"], told.Select(n => n.Template).Where(t => t.StartsWith("return-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Single(told, n => n.Template == "refunded");
        Assert.All(told.Where(n => n.Template is "return-asked" or "return-sent"), n => Assert.Equal($"/office/returns/{id.Value:D}", n.Values["link"]));
        Assert.All(told.Where(n => n.Template is "return-approved" or "return-received" or "return-requested"), n => Assert.Equal((order.Email, "fr"), (n.To, n.Language)));
    }

    [Fact]
    public async Task A_parcel_that_never_comes_is_ended_by_an_admin_alone_and_no_clock_decides()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await DeliveredAsync(market, 1);
        var id = await SentAsync(market, shop, order, ReturnReason.Faulty, (order.Lines()[0], 1));
        market.Clock.Move(TimeSpan.FromDays(Return.TransitDays + 1));
        Assert.Equal(0, await market.DoAsync<EnforceReturnTerms, int>(e => e.RunAsync(default)));

        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<ReceiveReturn, Outcome<Done>>(r => r.NeverCameAsync(id, shop.Member, "Nothing came.", default))).Refusal);
        Assert.True((await market.DoAsync<ReceiveReturn, Outcome<Done>>(async r => await r.NeverCameAsync(id, await market.AdminAsync(), "The number is unknown to the carrier.", default))).Succeeded);

        Assert.Equal(ReturnStatus.Closed, (await StateAsync(market, id)).Status);
        await market.AssertBooksBalanceAsync();
    }

    private static Money Zero(OrderLine line) => Money.Zero(line.LineTotal.Currency);

    internal static async Task<((MerchantId Id, Actor Member) Shop, Order Order)> DeliveredAsync(TestMarket market, int lines, PostalAddress? to = null, int units = 1, string currency = "EUR", string name = "Longjing House")
    {
        var shop = await market.MerchantAsync(name);
        var goods = await market.GoodsAsync(shop, lines);
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync([.. goods.Select(g => (g, units))]), currency, to))).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        var order = await market.OrderAsync(placed.Number);
        await market.SendAsync(order.Consignments[0], shop.Member);
        await DisputeTests.DeliverAsync(market, order);
        return (shop, await market.OrderAsync(order.Number));
    }

    internal static Task<Outcome<ReturnId>> AskAsync(TestMarket market, Order order, ReturnReason reason, params (OrderLine Line, int Units)[] goods) => AskAsync(market, order, reason, "It is not as it should be.", goods);

    private static Task<Outcome<ReturnId>> AskAsync(TestMarket market, Order order, ReturnReason reason, string note, params (OrderLine Line, int Units)[] goods) => market.DoAsync<RequestReturn, Outcome<ReturnId>>(
        r => r.RunAsync(order.Number, order.Consignments[0].Id, DisputeTests.Key(order), new ReturnRequest(reason, note, [.. goods.Select(g => new ReturnedUnits(g.Line.Id, g.Units))]), default));

    private static async Task<ReturnId> SentAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Order order, ReturnReason reason, params (OrderLine Line, int Units)[] goods)
    {
        var asked = await AskAsync(market, order, reason, goods);
        Assert.True(asked.Succeeded, asked.Refusal?.Code);
        Assert.True((await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(asked.Value, shop.Member, default))).Succeeded);
        Assert.True((await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.SentAsync(asked.Value, DisputeTests.Key(order), "La Poste", "6A12345678901", default))).Succeeded);
        return asked.Value;
    }

    internal static async Task<ReturnId> ComeBackAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Order order, ReturnReason reason, params (OrderLine Line, int Units)[] goods)
    {
        var id = await SentAsync(market, shop, order, reason, goods);
        Assert.True((await market.DoAsync<ReceiveReturn, Outcome<Done>>(r => r.RunAsync(id, shop.Member, default))).Succeeded);
        return id;
    }

    internal static async Task<Outcome<Done>> InspectAsync(TestMarket market, Actor actor, ReturnId id, int? accepted = null, Money? deduction = null, string? why = null)
    {
        var it = await market.ReadAsync(db => db.Returns.AsNoTracking().Include(r => r.Lines).SingleAsync(r => r.Id == id));
        return await market.DoAsync<InspectReturn, Outcome<Done>>(i => i.RunAsync(
            id, actor, [.. it.Lines.Select(l => new InspectedLine(l.Id, accepted ?? l.Units, ReturnCondition.Opened, BackToStock: true, deduction ?? Money.Zero(it.GivenBack.Currency), why))], default));
    }

    internal static async Task SilenceAsync(TestMarket market, int days)
    {
        market.Clock.Move(TimeSpan.FromDays(days));
        Assert.Equal(0, await market.DoAsync<EnforceReturnTerms, int>(e => e.RunAsync(default)));
        market.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => market.DoAsync<EnforceReturnTerms, int>(e => e.RunAsync(default)))))).Sum());
    }

    internal static async Task TakesBackAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Func<MerchantProfile, MerchantProfile> change) => Assert.True((await ChangeAsync(market, shop, change)).Succeeded);

    private static Task<Outcome<Done>> ChangeAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Func<MerchantProfile, MerchantProfile> change) => market.DoAsync<ChangeMerchant, Outcome<Done>>(async c =>
        await c.RunAsync(shop.Id, shop.Member, change(await market.ReadAsync(async db => (await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == shop.Id)).Profile)), default));

    internal static async Task<(ReturnStatus Status, Money Given)> StateAsync(TestMarket market, ReturnId id) =>
        await market.ReadAsync(db => db.Returns.AsNoTracking().SingleAsync(r => r.Id == id)) is { } it ? (it.Status, it.GivenBack) : default;

    private static async Task<(RefundStatus, Money)> RefundAsync(TestMarket market) => await market.ReadAsync(db => db.Refunds.AsNoTracking().SingleAsync()) is { } refund ? (refund.Status, refund.Amount) : default;

    private static Task<int> OnHandAsync(TestMarket market, OrderLine line) => market.ReadAsync(db => db.Stock.AsNoTracking().Where(s => s.Variant == line.Variant).Select(s => s.OnHand).SingleAsync());
}
