using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Connectors.Carriers.FourPx;
using Storefront.Connectors.Tests.Carriers.FourPx;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>A merchant's own account with a carrier that is reached over HTTP, from the credentials to the delivered parcel. The carrier's end of the wire is its stand-in on loopback.</summary>
public sealed class CarrierAccountTests
{
    [Theory, Databases]
    public async Task Credentials_are_encrypted_and_never_shown_again_and_an_empty_secret_keeps_what_was_given(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        var account = await carrier.ConnectAsync(market, shop);

        var kept = await market.ReadAsync(db => db.CarrierAccounts.AsNoTracking().SingleAsync());
        Assert.DoesNotContain(carrier.Secret, kept.Kept, StringComparison.Ordinal);
        Assert.Null(kept.Given.Single(g => g.Key == FourPxConnector.AppSecret).Value);
        Assert.Equal("sample-key", kept.Given.Single(g => g.Key == FourPxConnector.AppKey).Value);

        var again = await GiveAsync(market, shop, new() { [FourPxConnector.AppKey] = "sample-key", [FourPxConnector.AppSecret] = "" });
        Assert.Equal(account, again.Value);
        var checks = (await TryAsync(market, account, shop.Member)).Value;
        Assert.Equal(5, checks.Count);
        Assert.All(checks, c => Assert.Null(c.Refusal));
        Assert.Equal(2, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(ConnectCarrier))));
    }

    [Theory, Databases]
    public async Task Wrong_credentials_are_told_by_ability_and_new_ones_wipe_the_finding(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        var account = (await GiveAsync(market, shop, new() { [FourPxConnector.AppKey] = "sample-key", [FourPxConnector.AppSecret] = "typed wrongly" })).Value;

        Assert.All((await TryAsync(market, account, shop.Member)).Value, c => Assert.Equal("shipping.credentials-refused", c.Refusal));

        await carrier.ConnectAsync(market, shop);
        Assert.Empty((await market.ReadAsync(db => db.CarrierAccounts.AsNoTracking().SingleAsync())).Checks);
    }

    [Theory, Databases]
    public async Task Nobody_else_gives_tries_turns_or_removes_an_account(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        var stranger = await market.MerchantAsync("Another House");
        var account = await carrier.ConnectAsync(market, shop);

        Assert.Equal("shipping.account-not-found", (await market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(shop.Id, "4px", new Dictionary<string, string?>(), true, stranger.Member, default))).Refusal?.Code);
        Assert.Equal("shipping.account-not-found", (await TryAsync(market, account, stranger.Member)).Refusal?.Code);
        Assert.Equal("shipping.account-not-found", (await market.DoAsync<ConnectCarrier, Outcome<Done>>(c => c.SwitchAsync(account, false, stranger.Member, default))).Refusal?.Code);
        Assert.Equal("shipping.account-not-found", (await market.DoAsync<ConnectCarrier, Outcome<Done>>(c => c.RemoveAsync(account, stranger.Member, default))).Refusal?.Code);
        Assert.Empty(await market.DoAsync<CarrierAccounts, IReadOnlyList<CarrierOnDesk>>(q => q.OfAsync(shop.Id, stranger.Member, default)));
        Assert.True((await market.ReadAsync(db => db.CarrierAccounts.AsNoTracking().SingleAsync())).IsOn);
    }

    [Theory]
    [InlineData("", "s", "shipping.credential-missing")]
    [InlineData("k", "", "shipping.credential-missing")]
    public async Task What_the_carrier_cannot_do_without_is_asked_for(string key, string secret, string refusal)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var shop = await market.MerchantAsync();

        var given = await GiveAsync(market, shop, new() { [FourPxConnector.AppKey] = key, [FourPxConnector.AppSecret] = secret });

        Assert.Equal(refusal, given.Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.CarrierAccounts.CountAsync()));
    }

    [Theory, Databases]
    public async Task A_label_of_the_own_account_is_bought_fetched_printed_as_it_came_followed_and_billed_to_nobody_here(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var consignment = order.Consignments[0];
        carrier.Double.LabelIsReadyAfter = 2;

        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, shop.Member, null, null, default))).Value;
        Assert.Equal(["4px", "sandbox"], offers.Rates.Select(r => r.CarrierKey).Distinct().Order());
        var rate = offers.Rates.First(r => r.CarrierKey == "4px");
        var parcel = (await market.BuyLabelAsync(new LabelOrder(consignment.Id, "4px", rate.ServiceKey, rate.Price, offers.Weight, offers.Size), shop.Member)).Value;

        Assert.Equal("shipping.label-not-ready", (await PrintAsync(market, parcel, shop.Member)).Refusal?.Code);
        Assert.Equal("shipping.label-not-ready", (await PrintAsync(market, parcel, shop.Member)).Refusal?.Code);
        market.Clock.Move(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await market.DoAsync<FetchLabel, int>(f => f.SweepAsync(default)));
        Assert.Equal(0, await market.DoAsync<FetchLabel, int>(f => f.SweepAsync(default)));
        Assert.Equal(carrier.Double.Labels.Values.Single().File, (await PrintAsync(market, parcel, shop.Member)).Value.Bytes);

        var hand = await market.DoAsync<HandOverParcel, Outcome<Done>>(h => h.RunAsync(parcel, shop.Member, default));
        Assert.Null(hand.Refusal);
        carrier.Double.Labels.Values.Single().IsMoving = true;
        market.Clock.Move(TimeSpan.FromDays(60));
        await market.DoAsync<FollowParcels>(f => f.RunAsync(default));
        Assert.Equal(ParcelStatus.Delivered, (await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync())).Status);
        Assert.Equal(3, await market.ReadAsync(db => db.ParcelScans.CountAsync()));
        Assert.False(await market.ReadAsync(db => db.JournalEntries.AnyAsync(e => e.Key.StartsWith("label:"))));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_of_the_own_account_is_voided_there_and_leaves_no_posting(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        var account = await carrier.ConnectAsync(market, shop);
        var (parcel, consignment) = await BoughtAsync(market, shop);

        // Turning the account off stops new labels, not the care for old ones.
        await market.DoAsync<ConnectCarrier>(c => c.SwitchAsync(account, false, shop.Member, default));
        var voided = await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(parcel, shop.Member, default));

        Assert.Null(voided.Refusal);
        Assert.True(carrier.Double.Labels.Values.Single().IsVoided);
        Assert.Equal(ConsignmentStatus.ToPack, await market.ReadAsync(db => db.Consignments.Where(c => c.Id == consignment).Select(c => c.Status).SingleAsync()));
        var refused = await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment, shop.Member, null, null, default));
        Assert.DoesNotContain(refused.Value.Rates, r => r.CarrierKey == "4px");
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_purchase_whose_answer_was_lost_is_found_at_the_account_by_our_reference(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        carrier.Server.Next(r => carrier.Double.AbilityOf(r) == CarrierAbility.Buy, Fault.DoneAndSilent);

        var (parcel, _) = await BoughtAsync(market, shop);
        Assert.Equal(ParcelStatus.Buying, (await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync(p => p.Id == parcel))).Status);
        market.Clock.Move(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await market.DoAsync<BuyLabel, int>(b => b.SweepAsync(default)));

        var found = await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync(p => p.Id == parcel));
        Assert.Equal((ParcelStatus.Labelled, carrier.Double.Labels.Values.Single().TrackingNumber), (found.Status, found.TrackingNumber));
        Assert.True(found.Cost.IsPositive);
    }

    /// <summary>While nobody knows whether the label is there, and the carrier stays silent, the merchant looks in the carrier's portal and decides.</summary>
    [Theory, Databases]
    public async Task A_purchase_that_nobody_answers_for_is_resolved_by_the_merchant_and_by_nobody_else(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        var stranger = await market.MerchantAsync("Another House");
        await carrier.ConnectAsync(market, shop);
        carrier.Server.Next(r => carrier.Double.AbilityOf(r) == CarrierAbility.Buy, Fault.DoneAndSilent);
        var (parcel, consignment) = await BoughtAsync(market, shop);
        Task<Outcome<Done>> ResolveAsync(string? number, Actor actor) => market.DoAsync<ResolveLabel, Outcome<Done>>(r => r.RunAsync(parcel, number, actor, default));

        Assert.Equal("shipping.label-not-ready", (await ResolveAsync(null, shop.Member)).Refusal?.Code);
        market.Clock.Move(ResolveLabel.Patience + TimeSpan.FromMinutes(1));
        Assert.Equal("orders.not-found", (await ResolveAsync(null, stranger.Member)).Refusal?.Code);
        Assert.Equal("shipping.number-wrong", (await ResolveAsync("12", shop.Member)).Refusal?.Code);
        Assert.Null((await ResolveAsync(carrier.Double.Labels.Values.Single().TrackingNumber, shop.Member)).Refusal);
        Assert.Equal("shipping.label-not-ready", (await ResolveAsync(null, shop.Member)).Refusal?.Code);

        Assert.Equal(ConsignmentStatus.LabelBought, await market.ReadAsync(db => db.Consignments.Where(c => c.Id == consignment).Select(c => c.Status).SingleAsync()));
        Assert.Equal(carrier.Double.Labels.Values.Single().File, (await PrintAsync(market, parcel, shop.Member)).Value.Bytes);
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(ResolveLabel))));
    }

    [Fact]
    public async Task A_carrier_that_hangs_is_named_after_three_seconds_and_left_alone_after_three_silences()
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync("sqlite");
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        carrier.Server.Next(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote, Fault.Hang, times: CarrierHealth.MostSilences);

        for (var i = 0; i < CarrierHealth.MostSilences + 1; i++)
        {
            var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(order.Consignments[0].Id, shop.Member, null, null, default))).Value;
            Assert.Equal(["4PX"], offers.Silent);
            Assert.NotEmpty(offers.Rates);
        }

        Assert.Equal(CarrierHealth.MostSilences, carrier.Server.Requests.Count(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote));
        market.Clock.Move(CarrierHealth.Rest);
        var later = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(order.Consignments[0].Id, shop.Member, null, null, default))).Value;
        Assert.Empty(later.Silent);
    }

    [Fact]
    public async Task Who_looks_again_at_the_same_parcel_asks_nobody_twice_and_another_weight_is_asked()
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync("sqlite");
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        int Asked() => carrier.Server.Requests.Count(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote);
        Task QuoteAsync(int? grams) => market.DoAsync<QuoteLabels>(q => q.RunAsync(order.Consignments[0].Id, shop.Member, grams is { } g ? new Weight(g) : null, null, default));

        await QuoteAsync(null);
        await QuoteAsync(null);
        Assert.Equal(1, Asked());
        await QuoteAsync(900);
        Assert.Equal(2, Asked());
        market.Clock.Move(QuoteCache.Life + TimeSpan.FromSeconds(1));
        await QuoteAsync(null);
        Assert.Equal(3, Asked());
    }

    private static async Task<(ParcelId Parcel, ConsignmentId Consignment)> BoughtAsync(TestMarket market, (MerchantId Id, Actor Member) shop)
    {
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var id = order.Consignments[0].Id;
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(id, shop.Member, null, null, default))).Value;
        var rate = offers.Rates.First(r => r.CarrierKey == "4px");
        return ((await market.BuyLabelAsync(new LabelOrder(id, "4px", rate.ServiceKey, rate.Price, offers.Weight, offers.Size), shop.Member)).Value, id);
    }

    private static Task<Outcome<CarrierAccountId>> GiveAsync(TestMarket market, (MerchantId Id, Actor Member) shop, Dictionary<string, string?> given) =>
        market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(shop.Id, "4px", given, isTest: true, shop.Member, default));

    private static Task<Outcome<IReadOnlyList<CredentialCheck>>> TryAsync(TestMarket market, CarrierAccountId account, Actor actor) =>
        market.DoAsync<ConnectCarrier, Outcome<IReadOnlyList<CredentialCheck>>>(c => c.TryAsync(account, actor, default));

    private static Task<Outcome<DrawnDocument>> PrintAsync(TestMarket market, ParcelId parcel, Actor actor) =>
        market.DoAsync<PrintLabel, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, actor, DocumentFormat.Pdf, 1, default));
}
