using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

public sealed class LabelFaultTests
{
    [Theory, Databases]
    public async Task A_label_that_was_made_while_its_answer_was_lost_is_found_and_never_bought_twice(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        Script(market).Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);
        var wanted = await market.CheapestAsync(order.Consignments[0], tea.Member);

        var first = (await market.BuyLabelAsync(wanted, tea.Member)).Value;
        var again = (await market.BuyLabelAsync(wanted, tea.Member)).Value;
        Assert.Equal(ParcelStatus.Buying, (await ParcelAsync(market, first)).Status);
        Assert.Equal(CarrierRefusals.LabelNotReady, (await PrintAsync(market, first, tea.Member)).Refusal);
        Assert.Equal(CarrierRefusals.LabelNotReady, (await HandOverAsync(market, first, tea.Member)).Refusal);
        Assert.Equal(CarrierRefusals.LabelNotReady, (await VoidAsync(market, first, tea.Member)).Refusal);
        await SweepAsync(market);

        Assert.Equal(first, again);
        Assert.Equal(ParcelStatus.Labelled, (await ParcelAsync(market, first)).Status);
        Assert.Equal(1, await LabelsAsync(market));
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("label:"))));
        Assert.True((await PrintAsync(market, first, tea.Member)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_that_was_not_made_is_given_up_and_may_be_bought_again(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        Script(market).Next(SandboxCall.Buy, SandboxFault.TimeOutBefore);
        var wanted = await market.CheapestAsync(order.Consignments[0], tea.Member);

        var lost = (await market.BuyLabelAsync(wanted, tea.Member)).Value;
        await SweepAsync(market);
        var bought = (await market.BuyLabelAsync(wanted, tea.Member)).Value;

        Assert.Equal((ParcelStatus.Refused, "shipping.carrier-silent"), ((await ParcelAsync(market, lost)).Status, (await ParcelAsync(market, lost)).RefusalCode));
        Assert.Equal(ParcelStatus.Labelled, (await ParcelAsync(market, bought)).Status);
        Assert.Equal(1, await LabelsAsync(market));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task While_the_carrier_stays_silent_nothing_is_decided()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (tea, order) = await PaidAsync(market);
        Script(market).Next(SandboxCall.Buy, SandboxFault.TimeOutAfter).Next(SandboxCall.Find, SandboxFault.TimeOutBefore).Next(SandboxCall.Find, SandboxFault.TimeOutAfter);

        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        await SweepAsync(market);
        await SweepAsync(market);
        Assert.Equal(ParcelStatus.Buying, (await ParcelAsync(market, parcel)).Status);
        var cancelled = await market.DoAsync<CancelConsignment, Outcome<Done>>(c => c.ByMerchantAsync(order.Consignments[0].Id, tea.Member, default));
        await SweepAsync(market);

        Assert.Equal(OrderRefusals.LabelStandsInTheWay, cancelled.Refusal);
        Assert.Equal(ParcelStatus.Labelled, (await ParcelAsync(market, parcel)).Status);
        Assert.Equal(1, await LabelsAsync(market));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_that_was_given_back_in_the_carriers_portal_before_we_heard_of_it_is_void(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        Script(market).Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);
        var lost = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        var handle = (await ParcelAsync(market, lost)).Handle;
        Assert.True((await market.DoAsync<CarrierDirectory, Outcome<Done>>(c => c.Find<IVoidLabels>("sandbox")!.VoidAsync(handle))).Succeeded);

        await SweepAsync(market);

        Assert.Equal((ParcelStatus.Voided, ConsignmentStatus.ToPack), ((await ParcelAsync(market, lost)).Status, (await market.OrderAsync(order.Number)).Consignments[0].Status));
        Assert.Equal(["carrier"], await market.ReadAsync(db => db.OrderEvents.Where(e => e.Kind == OrderEventKind.LabelVoided).Select(e => e.Cause).ToListAsync()));
        Assert.Equal((2, 0), (await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("label"))), await market.ReadAsync(async db => (await db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.CarrierPayable).ToListAsync()).Sum(p => p.Amount.Minor))));
        Assert.True((await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Succeeded);
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_label_that_the_carrier_refuses_costs_nothing_and_can_be_tried_again()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (tea, order) = await PaidAsync(market);
        Script(market).Next(SandboxCall.Buy, SandboxFault.RefuseAddress);
        var wanted = await market.CheapestAsync(order.Consignments[0], tea.Member);

        var refused = await market.BuyLabelAsync(wanted, tea.Member);
        Assert.Equal("shipping.address-refused", refused.Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("label"))));
        Assert.Equal(ConsignmentStatus.ToPack, (await market.OrderAsync(order.Number)).Consignments[0].Status);

        Assert.True((await market.BuyLabelAsync(wanted, tea.Member)).Succeeded);
        Assert.Equal(1, await LabelsAsync(market));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Many_clicks_on_buy_make_one_label(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var wanted = await market.CheapestAsync(order.Consignments[0], tea.Member);

        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => market.BuyLabelAsync(wanted, tea.Member))));

        Assert.Contains(clicks, c => c.Succeeded);
        Assert.All(clicks.Where(c => !c.Succeeded), c => Assert.Equal(Saving.ChangedMeanwhile, c.Refusal));
        Assert.Equal(1, await LabelsAsync(market));
        Assert.Equal(1, await market.ReadAsync(db => db.Parcels.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_void_without_an_answer_is_asked_again_and_gives_the_cost_back_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        Script(market).Next(SandboxCall.Void, SandboxFault.TimeOutAfter);

        var silent = await VoidAsync(market, parcel, tea.Member);
        var handOver = await HandOverAsync(market, parcel, tea.Member);
        var voided = await VoidAsync(market, parcel, tea.Member);
        var again = await VoidAsync(market, parcel, tea.Member);

        Assert.Equal("shipping.carrier-silent", silent.Refusal?.Code);
        Assert.Equal("shipping.label-voided", handOver.Refusal?.Code);
        Assert.True(voided.Succeeded && again.Succeeded);
        Assert.Equal(ConsignmentStatus.ToPack, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.Equal(0, await market.ReadAsync(async db => (await db.Postings.AsNoTracking().Where(p => p.Account == AccountKind.CarrierPayable).ToListAsync()).Sum(p => p.Amount.Minor)));
        Assert.Equal(CarrierRefusals.LabelVoided, (await PrintAsync(market, parcel, tea.Member)).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_hand_over_without_an_answer_is_told_again_and_the_stock_leaves_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        Script(market).Next(SandboxCall.HandOver, SandboxFault.TimeOutBefore).Next(SandboxCall.HandOver, SandboxFault.TimeOutAfter);

        var first = await HandOverAsync(market, parcel, tea.Member);
        var second = await HandOverAsync(market, parcel, tea.Member);
        Assert.Equal(10, (await StockAsync(market)).OnHand);
        // The carrier has it, although nobody here knows: it does not take the label back any more.
        var voided = await VoidAsync(market, parcel, tea.Member);
        var third = await HandOverAsync(market, parcel, tea.Member);
        var fourth = await HandOverAsync(market, parcel, tea.Member);

        Assert.Equal(("shipping.carrier-silent", "shipping.carrier-silent"), (first.Refusal?.Code, second.Refusal?.Code));
        Assert.Equal(CarrierRefusals.AlreadyHandedOver, voided.Refusal);
        Assert.True(third.Succeeded && fourth.Succeeded);
        Assert.Equal((9, 0), ((await StockAsync(market)).OnHand, (await StockAsync(market)).Committed));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "dispatched")));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task A_label_is_printed_from_what_was_written_down_while_the_carrier_is_silent()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (tea, order) = await PaidAsync(market);
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        Script(market).Next(SandboxCall.Find, SandboxFault.TimeOutBefore);

        var printed = await PrintAsync(market, parcel, tea.Member);

        Assert.Equal("%PDF"u8, printed.Value.Bytes.AsSpan(0, 4));
    }

    [Theory, Databases]
    public async Task Money_that_went_back_before_the_parcel_left_stops_the_hand_over_and_frees_the_stock(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var consignment = order.Consignments[0];
        Script(market).Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(consignment, tea.Member), tea.Member)).Value;
        market.Clock.Move(consignment.PromisedByUtc.AddDays(1) - market.Clock.NowUtc);
        var claim = new DisputeClaim(DisputeReason.NotReceived, consignment.Total, "Nothing came.", []);
        var dispute = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), claim, default))).Value;
        Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.AcceptAsync(dispute, tea.Member, default))).Succeeded);

        await SweepAsync(market);
        var labelled = await ParcelAsync(market, parcel);
        var handOver = await HandOverAsync(market, parcel, tea.Member);
        var voided = await VoidAsync(market, parcel, tea.Member);
        await market.RunOutboxAsync();

        Assert.Equal(ParcelStatus.Labelled, labelled.Status);
        Assert.Equal(OrderRefusals.Refunded, handOver.Refusal);
        Assert.True(voided.Succeeded, voided.Refusal?.Code);
        Assert.Equal(ConsignmentStatus.Refunded, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.Equal(10, (await StockAsync(market)).Available);
        await market.AssertBooksBalanceAsync();
    }

    private static async Task<((MerchantId Id, Actor Member) Tea, Order Order)> PaidAsync(TestMarket market)
    {
        var tea = await market.MerchantAsync();
        return (tea, await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1)));
    }

    private static SandboxScript Script(TestMarket market) => market.Services.GetRequiredService<SandboxScript>();

    private static async Task SweepAsync(TestMarket market)
    {
        market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
        await market.DoAsync<BuyLabel>(buy => buy.SweepAsync(default));
    }

    private static Task<Parcel> ParcelAsync(TestMarket market, ParcelId id) => market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync(p => p.Id == id));

    private static Task<Storefront.Catalog.Stock> StockAsync(TestMarket market) => market.ReadAsync(db => db.Stock.AsNoTracking().SingleAsync());

    /// <summary>Labels that the carrier has made.</summary>
    private static Task<int> LabelsAsync(TestMarket market) => market.ReadAsync(db => db.ConnectorRecords.CountAsync(r => r.Connector == "sandbox-carrier" && r.Key.StartsWith("label:")));

    private static Task<Outcome<Done>> VoidAsync(TestMarket market, ParcelId id, Actor actor) => market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(id, actor, default));

    private static Task<Outcome<Done>> HandOverAsync(TestMarket market, ParcelId id, Actor actor) => market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(id, actor, default));

    private static Task<Outcome<DrawnDocument>> PrintAsync(TestMarket market, ParcelId id, Actor actor) => market.DoAsync<PrintLabel, Outcome<DrawnDocument>>(p => p.RunAsync(id, actor, DocumentFormat.Pdf, 1, default));
}
