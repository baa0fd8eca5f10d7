using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

public sealed class TrackingTests
{
    [Theory, Databases]
    public async Task News_that_comes_twice_and_in_the_wrong_order_is_written_once_and_in_order(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, _, parcel) = await SentAsync(market);
        var script = market.Services.GetRequiredService<SandboxScript>().Next(SandboxCall.Track, SandboxFault.TellBackwardsTwice).Next(SandboxCall.Track, SandboxFault.TellBackwardsTwice);

        await FollowAsync(market, TimeSpan.FromDays(4));
        var early = await market.ReadAsync(db => db.ParcelScans.CountAsync());
        await FollowAsync(market, TimeSpan.FromDays(60));
        await FollowAsync(market, TimeSpan.FromDays(1));

        var scans = await market.ReadAsync(db => db.ParcelScans.AsNoTracking().Where(s => s.Parcel == parcel).ToListAsync());
        var carrier = await market.DoAsync<CarrierDirectory, IReadOnlyList<TrackingEvent>>(async c => (await c.Find<ITrackParcels>("sandbox")!.TrackAsync([new LabelHandle("any", TrackingNumber(market), null, "")]))["any"]);
        Assert.InRange(early, 2, scans.Count - 1);
        Assert.Equal(carrier.Count, scans.Count);
        var consignment = (await market.OrderAsync(order.Number)).Consignments[0];
        Assert.Equal((ConsignmentStatus.Delivered, carrier[^1].AtUtc), (consignment.Status, consignment.DeliveredAtUtc));
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "delivered")));
    }

    [Fact]
    public async Task A_carrier_that_is_silent_about_one_parcel_does_not_keep_the_others_waiting()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (first, tea, _) = await SentAsync(market);
        var second = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea, sku: "TP-2"), 1));
        market.Clock.Move(TimeSpan.FromMinutes(1));
        await market.SendAsync(second.Consignments[0], tea.Member);
        market.Services.GetRequiredService<SandboxScript>().Next(SandboxCall.Track, SandboxFault.TimeOutAfter);

        await FollowAsync(market, TimeSpan.FromDays(60));
        var after = (await market.OrderAsync(first.Number)).Consignments[0].Status;
        await FollowAsync(market, TimeSpan.FromHours(1));

        Assert.Equal(ConsignmentStatus.HandedOver, after);
        Assert.Equal(ConsignmentStatus.Delivered, (await market.OrderAsync(second.Number)).Consignments[0].Status);
        Assert.Equal(ConsignmentStatus.Delivered, (await market.OrderAsync(first.Number)).Consignments[0].Status);
    }

    [Theory, Databases]
    public async Task Many_nodes_that_follow_one_parcel_write_each_scan_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, _, _) = await SentAsync(market);
        market.Clock.Move(TimeSpan.FromDays(60));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => market.DoAsync<FollowParcels>(f => f.RunAsync(default)))));

        var codes = await market.ReadAsync(db => db.ParcelScans.Select(s => s.Code).ToListAsync());
        Assert.Equal(codes.Distinct().Count(), codes.Count);
        Assert.Equal(ConsignmentStatus.Delivered, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == "delivered")));
    }

    [Theory, Databases]
    public async Task What_was_delivered_and_nobody_disputes_is_released_by_the_timer_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea, _) = await SentAsync(market);
        await FollowAsync(market, TimeSpan.FromDays(20));
        var delivered = (await market.OrderAsync(order.Number)).Consignments[0].DeliveredAtUtc!.Value;

        market.Clock.Move(delivered.AddDays(Consignment.ConfirmDaysAfterDelivery) - market.Clock.NowUtc);
        Assert.Equal(0, await ConfirmAsync(market));
        Assert.Equal(0, await OwedAsync(market, tea));
        market.Clock.Move(TimeSpan.FromSeconds(1));
        var confirmed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ConfirmAsync(market))));

        Assert.Equal(1, confirmed.Sum());
        Assert.Equal(ConsignmentStatus.Received, (await market.OrderAsync(order.Number)).Consignments[0].Status);
        Assert.True(await OwedAsync(market, tea) > 0);
        Assert.Equal(1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("released:"))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_no_carrier_ever_scanned_and_nobody_missed_is_released_when_the_time_to_miss_it_is_over(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (order, tea, _) = await SentAsync(market);
        var promised = (await market.OrderAsync(order.Number)).Consignments[0].PromisedByUtc;

        market.Clock.Move(promised.AddDays(Consignment.ConfirmDaysAfterPromise) - market.Clock.NowUtc);
        Assert.Equal(0, await ConfirmAsync(market));
        Assert.True(ClaimWindow.IsOpen(DisputeReason.NotReceived, (await market.OrderAsync(order.Number)).Consignments[0], market.Clock.NowUtc));
        market.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.False(ClaimWindow.IsOpen(DisputeReason.NotReceived, (await market.OrderAsync(order.Number)).Consignments[0], market.Clock.NowUtc));
        Assert.Equal(1, await ConfirmAsync(market));

        Assert.True(await OwedAsync(market, tea) > 0);
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>A parcel that will not arrive: the buyer may claim at once and hears of it, the merchant finds it among the day's work, and no timer takes silence for receipt.</summary>
    [Theory, Databases]
    public async Task A_lost_or_returned_parcel_opens_the_claim_at_once_and_is_never_received_by_time(string database)
    {
        foreach (var (fate, trouble, template) in new[] { ("sandbox-lost", ParcelTrouble.Lost, "parcel-lost"), ("sandbox-returned", ParcelTrouble.Returned, "parcel-returned") })
        {
            await using var market = await TestMarket.OnAsync(database);
            var tea = await market.MerchantAsync();
            var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((await market.ListingAsync(tea), 1)), to: TestMarket.Lyon with { Street2 = fate }))).Value;
            await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
            await market.SendAsync((await market.OrderAsync(placed.Number)).Consignments[0], tea.Member);
            var script = market.Clock.NowUtc;

            for (var day = 0; day < 40; day++) await FollowAsync(market, TimeSpan.FromDays(1));

            var consignment = (await market.OrderAsync(placed.Number)).Consignments[0];
            Assert.Equal((ConsignmentStatus.HandedOver, trouble), (consignment.Status, consignment.Trouble));
            Assert.InRange(consignment.TroubledAtUtc!.Value, script, market.Clock.NowUtc);
            Assert.True(ClaimWindow.For(DisputeReason.NotReceived, consignment, market.Clock.NowUtc)!.Value.FromUtc <= consignment.TroubledAtUtc);
            Assert.Equal(1, await market.ReadAsync(db => db.Notices.CountAsync(n => n.Template == template)));
            var work = (await market.DoAsync<OrdersToday, Outcome<MerchantWork>>(q => q.ForAsync(tea.Id, tea.Member, default))).Value;
            Assert.Equal((1, trouble), (work.Troubled.Count, work.Troubled.First[0].Trouble));
            Assert.Equal(0, work.Late.Count);
            market.Clock.Move(TimeSpan.FromDays(200));
            Assert.Equal(0, await ConfirmAsync(market));
            Assert.Equal(0, await OwedAsync(market, tea));
            await market.AssertBooksBalanceAsync();
        }
    }

    [Fact]
    public async Task The_timer_leaves_disputed_money_where_it_is()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (order, tea, _) = await SentAsync(market);
        await FollowAsync(market, TimeSpan.FromDays(60));
        var consignment = (await market.OrderAsync(order.Number)).Consignments[0];
        market.Clock.Move(consignment.DeliveredAtUtc!.Value.AddDays(3) - market.Clock.NowUtc);
        var claim = new DisputeClaim(DisputeReason.Damaged, consignment.Goods, "It broke.", []);
        Assert.True((await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), claim, default))).Succeeded);

        market.Clock.Move(TimeSpan.FromDays(30));
        var confirmed = await ConfirmAsync(market);
        var byHand = await market.DoAsync<ConfirmReceipt, Outcome<Done>>(c => c.ByBuyerAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), default));

        Assert.Equal(0, confirmed);
        Assert.Equal(OrderRefusals.InDispute, byHand.Refusal);
        Assert.Equal(0, await OwedAsync(market, tea));
        await market.AssertBooksBalanceAsync();
    }

    private static async Task<(Order Order, (Merchants.MerchantId Id, Actor Member) Tea, ParcelId Parcel)> SentAsync(TestMarket market)
    {
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        return (order, tea, await market.SendAsync(order.Consignments[0], tea.Member));
    }

    private static async Task FollowAsync(TestMarket market, TimeSpan later)
    {
        market.Clock.Move(later);
        await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
    }

    private static string TrackingNumber(TestMarket market) => market.ReadAsync(db => db.Parcels.Select(p => p.TrackingNumber!).SingleAsync()).GetAwaiter().GetResult();

    private static Task<int> ConfirmAsync(TestMarket market) => market.DoAsync<ConfirmReceipt, int>(c => c.ByTimeAsync(default));

    /// <summary>What was released to the merchant's reserve, labels left out, in minor units.</summary>
    private static Task<long> OwedAsync(TestMarket market, (Merchants.MerchantId Id, Actor Member) merchant) => market.ReadAsync(async db =>
    {
        var owner = merchant.Id.Value.ToString("N");
        var postings = await db.Postings.AsNoTracking().Join(db.JournalEntries.Where(e => e.Key.StartsWith("released:")), p => p.Entry, e => e.Id, (p, _) => p)
            .Where(p => p.Account == AccountKind.MerchantReserve && p.Owner == owner).ToListAsync();
        return postings.Sum(p => -p.Amount.Minor);
    });
}
