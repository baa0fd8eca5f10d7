using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>What a carrier tells by itself: judged by the account's own secret, written down before it is answered, and once however often it comes.</summary>
public sealed class CarrierNewsTests
{
    private const string Number = "1Z999AA10123450001";

    private const string Secret = "whsec-karrio-8812";

    [Theory, Databases]
    public async Task News_is_stored_before_it_is_answered_and_once_and_its_scans_are_written_once(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var account = await AccountAsync(market);
        var picked = """{"status":"picked_up","code":"OR","timestamp":"TIME","location":"Longquan"}""".Replace("TIME", market.Clock.NowUtc.AddHours(-1).ToString("O"), StringComparison.Ordinal);

        Assert.True((await TellAsync(market, account, Tracker(picked))).Succeeded);
        Assert.Equal((1, 0), await CountAsync(market));
        Assert.True((await TellAsync(market, account, Tracker(picked))).Succeeded);
        Assert.Equal((1, 0), await CountAsync(market));
        await market.RunOutboxAsync();
        Assert.Equal((1, 1), await CountAsync(market));

        // Another message tells the same scan among others.
        Assert.True((await TellAsync(market, account, Tracker(picked, picked.Replace("picked_up", "in_transit", StringComparison.Ordinal).Replace("OR", "DP", StringComparison.Ordinal)))).Succeeded);
        await market.RunOutboxAsync();
        Assert.Equal((2, 2), await CountAsync(market));
    }

    [Theory, Databases]
    public async Task What_is_not_the_carriers_or_not_for_this_account_is_refused_and_not_kept(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var account = await AccountAsync(market);

        Assert.Equal("shipping.news-refused", (await TellAsync(market, account, Tracker(), mark: "guessed")).Refusal?.Code);
        Assert.Equal("shipping.news-refused", (await TellAsync(market, account, "half a messa")).Refusal?.Code);
        Assert.Equal("shipping.news-refused", (await TellAsync(market, account, Tracker(), carrier: "easypost")).Refusal?.Code);
        Assert.Equal("shipping.news-refused", (await TellAsync(market, Id.New<CarrierAccountId>(), Tracker())).Refusal?.Code);
        Assert.Equal((0, 0), await CountAsync(market));
    }

    [Theory, Databases]
    public async Task Messages_are_cleared_in_pages_when_their_time_is_over_but_for_those_of_open_cases_and_those_that_are_not_done(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var account = await AccountAsync(market);
        var picked = """{"status":"picked_up","code":"OR","timestamp":"TIME","location":"Longquan"}""".Replace("TIME", market.Clock.NowUtc.AddHours(-1).ToString("O"), StringComparison.Ordinal);
        await TellAsync(market, account, Tracker(picked));
        await market.RunOutboxAsync();
        // More than two pages of an account's other parcels, and one message whose scans nobody could write.
        await market.DoAsync<MarketDb>(async db =>
        {
            for (var i = 0; i < ForgetCarrierNews.PageSize * 2 + 20; i++) db.CarrierMessages.Add(CarrierMessage.Of(account, new CarrierNews($"event-{i}", [new ParcelNews($"1Z{i}", null, [])], "", ""), market.Clock.NowUtc));
            await db.SaveChangesAsync();
        });
        await TellAsync(market, account, Tracker(picked, picked.Replace("OR", "XX", StringComparison.Ordinal)));
        var order = await market.ReadAsync(db => db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync());
        var dispute = Dispute.Open(order.Id, order.Consignments[0].Id, order.Consignments[0].Merchant, [], DisputeReason.NotReceived, order.Consignments[0].Goods, market.Clock.NowUtc);

        market.Clock.Move(TimeSpan.FromDays(400));
        Assert.Equal(0, await ForgetAsync(market));
        market.Clock.Move(TimeSpan.FromDays(1));
        await market.DoAsync<MarketDb>(async db =>
        {
            db.Disputes.Add(dispute);
            await db.SaveChangesAsync();
        });

        Assert.Equal(ForgetCarrierNews.PageSize * 2 + 20, await ForgetAsync(market));
        Assert.Equal((2, 1), await CountAsync(market));
        // The case is over: its message goes, and the one that is not done stays for whoever looks into it.
        await market.DoAsync<MarketDb>(db => db.Disputes.ExecuteDeleteAsync());
        Assert.Equal(1, await ForgetAsync(market));
        Assert.Equal((1, 1), await CountAsync(market));
        await market.RunOutboxAsync();
        Assert.Equal(1, await ForgetAsync(market));
        Assert.Equal((0, 2), await CountAsync(market));
    }

    private static Task<int> ForgetAsync(TestMarket market) => market.DoAsync<ForgetCarrierNews, int>(f => f.RunAsync(default));

    private static string Tracker(params string[] events) => """{"event":"tracker.updated","data":{"tracking_number":"NUMBER","test_mode":true,"events":[EVENTS]}}"""
        .Replace("NUMBER", Number, StringComparison.Ordinal).Replace("EVENTS", string.Join(',', events), StringComparison.Ordinal);

    private static Task<Outcome<CarrierNews>> TellAsync(TestMarket market, CarrierAccountId account, string body, string mark = Secret, string carrier = "karrio") => market.DoAsync<ReceiveCarrierNews, Outcome<CarrierNews>>(
        r => r.RunAsync(carrier, account, new Dictionary<string, string> { ["x-event-id"] = mark }, Encoding.UTF8.GetBytes(body), default));

    private static Task<(int Messages, int Scans)> CountAsync(TestMarket market) => market.ReadAsync(async db => (await db.CarrierMessages.CountAsync(), await db.ParcelScans.CountAsync()));

    /// <summary>A merchant's karrio server, and a parcel that was handed over with a label from there.</summary>
    private static async Task<CarrierAccountId> AccountAsync(TestMarket market)
    {
        var (shop, now) = (await market.MerchantAsync(), market.Clock.NowUtc);
        var connector = market.Services.GetRequiredService<IEnumerable<ICarrierConnector>>().Single(c => c.Key == "karrio");
        var account = CarrierAccount.Of(shop.Id, connector.Key, now);
        var given = new Dictionary<string, string> { ["url"] = "https://karrio.example.com", ["api-key"] = "key_1", ["webhook-secret"] = Secret };
        account.Give(given, connector.Fields, isTest: true, market.Services.GetRequiredService<IKeepSecrets>(), now);
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var parcel = Parcel.Buying(order.Consignments[0].Id, order.Id, shop.Id, connector.Key, account.Id, "ups-eu:ups_standard", new Money(21_50, Currency.Usd), new Weight(910), new Dimensions(220, 180, 150), now);
        parcel.Bought(
            new BoughtLabel { Reference = parcel.Reference, CarrierKey = connector.Key, ServiceKey = parcel.Service, ServiceName = "UPS Standard", TrackingNumber = Number, Price = parcel.Cost, Marks = new LabelMarks("ups", "KA", "", MailStream.ParcelPost), BoughtAtUtc = now },
            now);
        parcel.HandOver(now.AddDays(-1));
        await market.DoAsync<MarketDb>(async db =>
        {
            db.CarrierAccounts.Add(account);
            db.Parcels.Add(parcel);
            await db.SaveChangesAsync();
        });
        return account.Id;
    }
}
