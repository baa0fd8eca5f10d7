using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Returns;

/// <summary>Labels for the way back: bought once, paid once, given back when nobody needs them, and the parcel moves the return on.</summary>
public sealed class ReturnLabelTests
{
    private static readonly PostalAddress Lille = new() { Country = new Country("FR"), Name = "Retours", Company = "Entrepôt Nord", Street = "4 rue du Port", City = "Lille", Postcode = "59000" };

    [Theory, Databases]
    public async Task By_the_merchants_standing_choice_a_label_is_bought_and_its_parcel_moves_the_return_to_the_end(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        await ChoosesAsync(market, shop, ReturnPostage.FaultyGoods);
        var owed = await market.StandsAsync(AccountKind.MerchantPayable, shop.Id);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        await market.RunOutboxAsync();

        var label = Assert.Single(await LabelsAsync(market, id));
        Assert.Equal(ParcelStatus.Labelled, label.Status);
        var posted = await PostedAsync(market, label.Id);
        Assert.Equal((label.Cost, -label.Cost), (await CarrierAsync(market, label.Id), -label.Cost));
        Assert.Equal(owed + posted.Minor, await market.StandsAsync(AccountKind.MerchantPayable, shop.Id));
        Assert.True(posted.IsNegative);
        var mail = await market.ReadAsync(db => db.Notices.AsNoTracking().SingleAsync(n => n.Template == "return-label"));
        Assert.Equal((order.Email, $"/fr/returns/{id.Value:D}?key={order.AccessKey}"), (mail.To, mail.Values["link"]));
        var file = (await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForBuyerAsync(id, DisputeTests.Key(order), default))).Value;
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(file.Bytes, 0, 5));
        // The outward parcel and its consignment are what they were.
        Assert.Equal(ConsignmentStatus.Delivered, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.Equal(1, await market.ReadAsync(db => db.Parcels.CountAsync()));

        Assert.True((await market.DoAsync<HandOverReturn, Outcome<Done>>(h => h.RunAsync(id, DisputeTests.Key(order), default))).Succeeded);
        Assert.True((await market.DoAsync<HandOverReturn, Outcome<Done>>(h => h.RunAsync(id, DisputeTests.Key(order), default))).Succeeded);
        Assert.Equal(ReturnStatus.OnTheWay, (await ReturnTests.StateAsync(market, id)).Status);
        await ArrivesAsync(market, id);

        var it = await market.ReadAsync(db => db.Returns.AsNoTracking().SingleAsync(r => r.Id == id));
        Assert.Equal((ReturnStatus.Received, label.TrackingNumber), (it.Status, it.TrackingNumber));
        Assert.Equal(it.ReceivedAtUtc!.Value.AddDays(Return.InspectDays), it.DueAtUtc);
        Assert.True((await ReturnTests.InspectAsync(market, shop.Member, id)).Succeeded);
        await market.RunOutboxAsync();
        Assert.Equal((ReturnStatus.Refunded, order.Total), await ReturnTests.StateAsync(market, id));
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key == $"label:{label.Id.Value:N}")));
        Assert.Equal(["return-approved", "return-arrived", "return-asked", "return-label", "return-received", "return-requested", "return-sent"], await market.ReadAsync(db =>
            db.Notices.Where(n => n.Template.StartsWith("return-")).Select(n => n.Template).OrderBy(t => t).ToListAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Goods_that_no_service_takes_get_no_label_for_the_way_back_by_hand_or_by_choice(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        await ChoosesAsync(market, shop, ReturnPostage.FaultyGoods);
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Battery\" = 'IonAlone'"));
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        await market.RunOutboxAsync();

        Assert.All(await LabelsAsync(market, id), l => Assert.Fail($"{l.Service} was bought."));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "return-label-missing")));
        var offers = (await market.DoAsync<QuoteReturnLabels, Outcome<LabelOffers>>(q => q.RunAsync(id, shop.Member, null, null, default))).Value;
        Assert.Empty(offers.Rates);
        Assert.All(offers.Unfit, u => Assert.Equal(("shipping.goods-not-taken", "IonAlone"), (u.Why.Code, u.Why.Arguments["kind"])));
        var rate = offers.Unfit[0].Rate;
        Assert.Equal("shipping.goods-not-taken", (await BuyAsync(market, shop, new ReturnLabelOrder(id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size))).Refusal?.Code);
        Assert.Empty(await LabelsAsync(market, id));
    }

    [Theory, Databases]
    public async Task Bought_six_times_at_once_it_is_one_label_and_one_cost(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.WrongItem);
        var wanted = await CheapestAsync(market, shop, id);

        var bought = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => BuyAsync(market, shop, wanted))));

        Assert.Contains(bought, b => b.Succeeded);
        Assert.All(bought.Where(b => !b.Succeeded), b => Assert.Equal("data.changed-meanwhile", b.Refusal!.Code));
        var label = Assert.Single(await LabelsAsync(market, id));
        Assert.All(bought.Where(b => b.Succeeded), b => Assert.Equal(label.Id, b.Value));
        Assert.Equal(2, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("label:"))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_whose_answer_was_lost_is_found_by_its_reference_and_never_bought_twice(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.WrongItem);
        var wanted = await CheapestAsync(market, shop, id);
        market.Services.GetRequiredService<SandboxScript>().Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);

        var lost = await BuyAsync(market, shop, wanted);
        Assert.Equal((ParcelStatus.Buying, lost.Value), Assert.Single(await LabelsAsync(market, id)) is { } buying ? (buying.Status, buying.Id) : default);
        Assert.Equal(lost.Value, (await BuyAsync(market, shop, wanted)).Value);
        Assert.Equal(CarrierRefusals.LabelNotReady, (await VoidAsync(market, shop, lost.Value)).Refusal);
        market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
        await market.DoAsync<BuyLabel, int>(b => b.SweepAsync(default));
        await market.RunOutboxAsync();

        Assert.Equal(ParcelStatus.Labelled, Assert.Single(await LabelsAsync(market, id)).Status);
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key == $"label:{lost.Value.Value:N}")));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "return-label")));
        await market.AssertBooksBalanceAsync();
    }

    [Theory]
    [InlineData("sqlite", true), InlineData("sqlite", false), InlineData("postgres", true)]
    public async Task A_label_goes_back_to_the_carrier_and_its_cost_to_the_merchant_when_the_return_is_withdrawn_or_lapses(string database, bool withdrawn)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var owed = await market.StandsAsync(AccountKind.MerchantPayable, shop.Id);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.WrongItem);
        Assert.True((await BuyAsync(market, shop, await CheapestAsync(market, shop, id))).Succeeded);
        await market.RunOutboxAsync();

        if (withdrawn) Assert.True((await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.KeepAsync(id, DisputeTests.Key(order), default))).Succeeded);
        else await ReturnTests.SilenceAsync(market, Return.SendDays);
        await market.RunOutboxAsync();

        var label = Assert.Single(await LabelsAsync(market, id));
        Assert.Equal((ParcelStatus.Voided, ReturnStatus.Closed), (label.Status, (await ReturnTests.StateAsync(market, id)).Status));
        Assert.Equal(owed, await market.StandsAsync(AccountKind.MerchantPayable, shop.Id));
        Assert.Equal(ReturnRefusals.NotNow, (await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForBuyerAsync(id, DisputeTests.Key(order), default))).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_that_came_when_the_return_was_over_is_given_back(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var owed = await market.StandsAsync(AccountKind.MerchantPayable, shop.Id);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.WrongItem);
        market.Services.GetRequiredService<SandboxScript>().Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);
        await BuyAsync(market, shop, await CheapestAsync(market, shop, id));
        Assert.True((await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.KeepAsync(id, DisputeTests.Key(order), default))).Succeeded);
        await market.RunOutboxAsync();

        market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
        await market.DoAsync<BuyLabel, int>(b => b.SweepAsync(default));
        await market.RunOutboxAsync();

        Assert.Equal(ParcelStatus.Voided, Assert.Single(await LabelsAsync(market, id)).Status);
        Assert.Equal(owed, await market.StandsAsync(AccountKind.MerchantPayable, shop.Id));
        Assert.Equal(0, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "return-label")));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Who_pays_is_a_matter_of_the_reason_and_of_the_merchants_choice_when_the_buyer_asked()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 2);
        await ChoosesAsync(market, shop, ReturnPostage.FaultyGoods);
        var mind = (await ReturnTests.AskAsync(market, order, ReturnReason.ChangedMind, (order.Lines()[0], 1))).Value;
        await ChoosesAsync(market, shop, ReturnPostage.AllGoods);
        Assert.True((await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(mind, shop.Member, default))).Succeeded);
        await market.RunOutboxAsync();
        // It was told that it would pay: no label.
        Assert.Equal(ReturnCarriage.Buyer, await CarriageAsync(market, mind));
        Assert.Empty(await LabelsAsync(market, mind));

        var all = await ApprovedAsync(market, shop, order, ReturnReason.ChangedMind, line: 1);
        await market.RunOutboxAsync();
        Assert.Equal(ReturnCarriage.Merchant, await CarriageAsync(market, all));
        Assert.Single(await LabelsAsync(market, all));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Where_no_carrier_sells_one_the_merchant_is_told_once_and_brings_one_from_elsewhere()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        await ChoosesAsync(market, shop, ReturnPostage.AllGoods);
        var script = market.Services.GetRequiredService<SandboxScript>();
        for (var i = 0; i < 10; i++) script.Next(SandboxCall.Buy, SandboxFault.RefuseAddress);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        await market.RunOutboxAsync();
        Assert.All(await LabelsAsync(market, id), l => Assert.Equal(ParcelStatus.Refused, l.Status));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "return-label-missing")));

        var paper = Encoding.ASCII.GetBytes("%PDF-1.7 a label");
        Assert.Equal(ReturnRefusals.CarrierMissing, (await GiveAsync(market, shop.Member, id, paper, " ", null)).Refusal);
        Assert.Equal(ReturnRefusals.TrackingMissing, (await GiveAsync(market, shop.Member, id, null, "La Poste", " ")).Refusal);
        Assert.Equal(ReturnRefusals.LabelNoPdf, (await GiveAsync(market, shop.Member, id, "GIF89a"u8.ToArray(), "La Poste", null)).Refusal);
        Assert.Equal(ReturnRefusals.LabelNoPdf, (await GiveAsync(market, shop.Member, id, [.. paper, .. new byte[GiveReturnLabel.LargestBytes]], "La Poste", null)).Refusal);
        Assert.Equal(ReturnRefusals.NotFound, (await GiveAsync(market, new Actor(Id.New<UserId>()), id, paper, "La Poste", "8R123")).Refusal);
        Assert.Equal(ReturnRefusals.NotFound, (await GiveAsync(market, await market.AdminAsync(), id, paper, "La Poste", "8R123")).Refusal);
        Assert.Equal(ReturnRefusals.NoLabel, (await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForBuyerAsync(id, DisputeTests.Key(order), default))).Refusal);
        Assert.True((await GiveAsync(market, shop.Member, id, paper, "La Poste", "8R123")).Succeeded);

        Assert.Equal(paper, (await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForBuyerAsync(id, DisputeTests.Key(order), default))).Value.Bytes);
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "return-label")));
        Assert.True((await market.DoAsync<HandOverReturn, Outcome<Done>>(h => h.RunAsync(id, DisputeTests.Key(order), default))).Succeeded);
        var it = await market.ReadAsync(db => db.Returns.AsNoTracking().SingleAsync(r => r.Id == id));
        Assert.Equal((ReturnStatus.OnTheWay, "La Poste", "8R123"), (it.Status, it.Carrier, it.TrackingNumber));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Customs_reads_that_goods_come_back_with_the_values_and_the_number_under_which_they_left()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1, units: 3);
        var line = order.Lines()[0];
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty, units: 2);
        var left = await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync());

        var (declared, label) = await market.DoAsync<MarketDb, (CustomsDeclaration, PackedLabel)>(async db => (await PackedReturn.LoadAsync(db, id, default))! is { } packed ? (packed.Declare()!.Value.Value, packed.Label()) : default);

        Assert.Equal((CustomsCategory.ReturnedGoods, 2, line.LineTotal.Proportion(2, 3, Rounding.HalfUp), line.HsCode), (declared.Category, declared.Lines[0].Quantity, declared.TotalValue, declared.Lines[0].HsCode));
        Assert.Equal((order.Number, left.TrackingNumber), (declared.Export!.OrderNumber, declared.Export.TrackingNumber));
        Assert.Contains(left.TrackingNumber!, declared.Export.Text, StringComparison.Ordinal);
        Assert.Equal(("FR", "CN"), (label.Sender.Country.Code, label.Recipient.Country.Code));

        // To an address in the buyer's country no border is crossed.
        var (other, second) = await ReturnTests.DeliveredAsync(market, 1, name: "Wuyi Tea");
        await ReturnTests.TakesBackAsync(market, other, m => m with { ReturnAddresses = [Lille] });
        var near = await ApprovedAsync(market, other, second, ReturnReason.Faulty);
        Assert.Null(await market.DoAsync<MarketDb, Outcome<CustomsDeclaration>?>(async db => (await PackedReturn.LoadAsync(db, near, default))!.Declare()));
        Assert.True((await BuyAsync(market, other, await CheapestAsync(market, other, near))).Succeeded);
    }

    [Theory, Databases]
    public async Task What_comes_back_from_a_part_names_that_part_and_is_no_parcel_of_the_consignment(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop, "120.00"), 1), (await market.ListingAsync(shop, "35.70", sku: "TC-1"), 1));
        var numbers = new Dictionary<Guid, (string Tracking, string Papers)>();
        foreach (var line in order.Lines())
        {
            LineUnits[] contents = [new(line.Id, 1)];
            var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(order.Consignments[0].Id, shop.Member, null, null, default, contents))).Value;
            var wanted = new LabelOrder(order.Consignments[0].Id, offers.Rates[0].CarrierKey, offers.Rates[0].ServiceKey, offers.Rates[0].Price, offers.Weight, offers.Size) { Contents = contents, LateIsConfirmed = true };
            var parcel = (await market.BuyLabelAsync(wanted, shop.Member)).Value;
            Assert.True((await market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(parcel, shop.Member, default))).Succeeded);
            numbers[line.Id] = (await market.ReadAsync(db => db.Parcels.Where(p => p.Id == parcel).Select(p => p.TrackingNumber!).SingleAsync()), $"{order.Number}-{numbers.Count + 1}");
            market.Clock.Move(TimeSpan.FromHours(1));
        }

        await DisputeTests.DeliverAsync(market, order);
        order = await market.OrderAsync(order.Number);
        Assert.Equal(ConsignmentStatus.Delivered, order.Consignments[0].Status);
        foreach (var (line, at) in order.Lines().Select((l, i) => (l, i)))
        {
            var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty, at);
            var export = await market.DoAsync<MarketDb, ReturnedExport>(async db => (await PackedReturn.LoadAsync(db, id, default))!.Declare()!.Value.Value.Export!);
            Assert.Equal(numbers[line.Id], (export.TrackingNumber!, export.OrderNumber));
            var back = (await BuyAsync(market, shop, await CheapestAsync(market, shop, id))).Value;
            Assert.Empty(await market.ReadAsync(db => db.ParcelContents.Where(c => c.Parcel == back).ToListAsync()));
            if (at == 0) Assert.True((await VoidAsync(market, shop, back)).Succeeded);
        }

        var after = await market.DoAsync<MarketDb, (ConsignmentStatus Status, int Parcels)>(async db =>
        {
            var same = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync();
            return (same.Consignments[0].Status, (await db.PackingAsync(same, same.Consignments[0], default)).Parcels.Count);
        });
        Assert.Equal((ConsignmentStatus.Delivered, 2), after);
        Assert.Equal([(OrderEventKind.LabelBought, 2), (OrderEventKind.ReturnLabelBought, 2), (OrderEventKind.ReturnLabelVoided, 1)], (await market.ReadAsync(db => db.OrderEvents.AsNoTracking()
            .Where(e => e.Kind == OrderEventKind.LabelBought || e.Kind == OrderEventKind.LabelVoided || e.Kind == OrderEventKind.ReturnLabelBought || e.Kind == OrderEventKind.ReturnLabelVoided).ToListAsync()))
            .GroupBy(e => e.Kind).OrderBy(g => g.Key.ToString(), StringComparer.Ordinal).Select(g => (g.Key, g.Count())));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Only_its_buyer_and_its_merchant_get_the_label_and_nobody_else_buys_or_voids_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var other = await market.MerchantAsync("Wuyi Tea");
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        var wanted = await CheapestAsync(market, shop, id);

        Assert.Equal(ReturnRefusals.NotFound, (await BuyAsync(market, other, wanted)).Refusal);
        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<QuoteReturnLabels, Outcome<LabelOffers>>(q => q.RunAsync(id, other.Member, null, null, default))).Refusal);
        var parcel = (await BuyAsync(market, shop, wanted)).Value;

        Assert.Equal(OrderRefusals.NotFound, (await VoidAsync(market, other, parcel)).Refusal);
        foreach (var access in new[] { new OrderAccess(null, null), new OrderAccess(Id.New<UserId>(), new string('0', 32)) })
        {
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForBuyerAsync(id, access, default))).Refusal);
            Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<HandOverReturn, Outcome<Done>>(h => h.RunAsync(id, access, default))).Refusal);
        }

        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForMerchantAsync(id, other.Member, default))).Refusal);
        Assert.True((await market.DoAsync<ReturnLabelFile, Outcome<DrawnDocument>>(f => f.ForMerchantAsync(id, shop.Member, default))).Succeeded);
        // The pages of outward parcels do not know it.
        Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<PrintLabel, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, shop.Member, DocumentFormat.Pdf, 1, default))).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(parcel, shop.Member, default))).Refusal);
    }

    [Fact]
    public async Task A_parcel_that_arrives_while_the_bank_decides_is_received_when_it_has()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        Assert.True((await BuyAsync(market, shop, await CheapestAsync(market, shop, id))).Succeeded);
        Assert.True((await market.DoAsync<HandOverReturn, Outcome<Done>>(h => h.RunAsync(id, DisputeTests.Key(order), default))).Succeeded);
        await market.DoAsync<MarketDb>(async db =>
        {
            (await db.Returns.SingleAsync(r => r.Id == id)).Freeze(market.Clock.NowUtc);
            await db.SaveChangesAsync();
        });

        await ArrivesAsync(market, id);
        Assert.Equal(ReturnStatus.OnTheWay, (await ReturnTests.StateAsync(market, id)).Status);
        await market.DoAsync<MarketDb>(async db =>
        {
            var loaded = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == order.Id);
            await new HoldReturns().GoOnAsync(db, loaded, thaw: true, market.Clock.NowUtc, default);
            await db.SaveChangesAsync();
        });
        await market.RunOutboxAsync();

        Assert.Equal(ReturnStatus.Received, (await ReturnTests.StateAsync(market, id)).Status);
    }

    [Fact]
    public async Task Sent_by_another_way_the_label_is_given_back()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var id = await ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        Assert.True((await BuyAsync(market, shop, await CheapestAsync(market, shop, id))).Succeeded);

        Assert.True((await market.DoAsync<FollowReturn, Outcome<Done>>(f => f.SentAsync(id, DisputeTests.Key(order), "La Poste", "6A12345678901", default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.Equal((ReturnStatus.OnTheWay, ParcelStatus.Voided), ((await ReturnTests.StateAsync(market, id)).Status, Assert.Single(await LabelsAsync(market, id)).Status));
        await market.AssertBooksBalanceAsync();
    }

    internal static async Task<ReturnId> ApprovedAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Order order, ReturnReason reason, int line = 0, int units = 1)
    {
        var asked = await ReturnTests.AskAsync(market, order, reason, (order.Lines()[line], units));
        Assert.True(asked.Succeeded, asked.Refusal?.Code);
        Assert.True((await market.DoAsync<JudgeReturn, Outcome<Done>>(j => j.ApproveAsync(asked.Value, shop.Member, default))).Succeeded);
        return asked.Value;
    }

    private static Task ChoosesAsync(TestMarket market, (MerchantId Id, Actor Member) shop, ReturnPostage choice) => ReturnTests.TakesBackAsync(market, shop, m => m with { ReturnPostage = choice });

    private static async Task<ReturnLabelOrder> CheapestAsync(TestMarket market, (MerchantId Id, Actor Member) shop, ReturnId id)
    {
        var offers = await market.DoAsync<QuoteReturnLabels, Outcome<LabelOffers>>(q => q.RunAsync(id, shop.Member, null, null, default));
        Assert.True(offers.Succeeded, offers.Refusal?.Code);
        var rate = offers.Value.Rates[0];
        return new ReturnLabelOrder(id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Value.Weight, offers.Value.Size);
    }

    private static Task<Outcome<ParcelId>> BuyAsync(TestMarket market, (MerchantId Id, Actor Member) shop, ReturnLabelOrder wanted) => market.DoAsync<BuyReturnLabel, Outcome<ParcelId>>(b => b.RunAsync(wanted, shop.Member, default));

    private static Task<Outcome<Done>> VoidAsync(TestMarket market, (MerchantId Id, Actor Member) shop, ParcelId id) => market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(id, shop.Member, default));

    private static Task<Outcome<Done>> GiveAsync(TestMarket market, Actor actor, ReturnId id, byte[]? paper, string carrier, string? number) =>
        market.DoAsync<GiveReturnLabel, Outcome<Done>>(g => g.RunAsync(id, actor, paper is null ? default(ReadOnlyMemory<byte>?) : paper, carrier, number, default));

    private static Task<List<Parcel>> LabelsAsync(TestMarket market, ReturnId id) => market.ReadAsync(db => db.EveryParcel.AsNoTracking().Where(p => p.Return == id).ToListAsync());

    private static Task<ReturnCarriage> CarriageAsync(TestMarket market, ReturnId id) => market.ReadAsync(db => db.Returns.Where(r => r.Id == id).Select(r => r.Carriage).SingleAsync());

    /// <summary>What the merchant's balance lost by a label.</summary>
    private static async Task<Money> PostedAsync(TestMarket market, ParcelId id) => -(await market.ReadAsync(db => db.JournalEntries.AsNoTracking().Include(e => e.Postings).SingleAsync(e => e.Key == $"label:{id.Value:N}"))).Postings.Single(p => p.Account == AccountKind.MerchantPayable).Amount;

    private static async Task<Money> CarrierAsync(TestMarket market, ParcelId id) => -(await market.ReadAsync(db => db.JournalEntries.AsNoTracking().Include(e => e.Postings).SingleAsync(e => e.Key == $"label:{id.Value:N}"))).Postings.Single(p => p.Account == AccountKind.CarrierPayable).Amount;

    /// <summary>Day by day until the carrier has delivered it.</summary>
    private static async Task ArrivesAsync(TestMarket market, ReturnId id)
    {
        for (var day = 0; day < 60 && (await LabelsAsync(market, id)).TrueForAll(l => l.Status != ParcelStatus.Delivered); day++)
        {
            market.Clock.Move(TimeSpan.FromDays(1));
            await market.DoAsync<FollowParcels, int>(f => f.RunAsync(default));
            await market.RunOutboxAsync();
        }

        Assert.Contains(await LabelsAsync(market, id), l => l.Status == ParcelStatus.Delivered);
    }
}
