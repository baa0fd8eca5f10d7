using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Tests.Carriers.Usps;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>Parcels that are handed over together: with the carrier's manifest, with our own list, or to a driver who was asked to come. The carrier's end of the wire is its stand-in on loopback.</summary>
public sealed class HandOverBatchTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);

    [Theory, Databases]
    public async Task A_manifest_of_the_carrier_is_kept_as_it_came_and_its_parcels_are_handed_over(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(3);

        var made = (await ManifestAsync(market, shop, parcels)).Value;
        Assert.Equal(ManifestStatus.Made, made.Status);
        Assert.Equal(3, made.Parcels.Count);
        Assert.All(made.Parcels, p => Assert.Null(p.Why));
        Assert.All(await market.ReadAsync(db => db.Parcels.AsNoTracking().ToListAsync()), p => Assert.Equal((ParcelStatus.HandedOver, made.Id), (p.Status, p.Manifest!.Value)));
        var record = Assert.Single((await ListAsync(market, shop)).Items);
        Assert.Equal(("92750901755477000000011", false, 3, Day), (record.Number, record.IsOurs, record.Parcels, record.Day));
        var paper = (await market.DoAsync<Manifests, Outcome<CarrierFile>>(m => m.OpenAsync(made.Id, shop.Member, default))).Value;
        Assert.Equal("%PDF-1.4 form"u8.ToArray(), paper.Bytes.ToArray());

        Assert.Equal("shipping.on-manifest", (await ManifestAsync(market, shop, parcels)).Refusal?.Code);
        Assert.Equal(1, usps.Count(CarrierAbility.Manifest));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_manifest_whose_answer_was_lost_is_asked_for_once_and_the_merchant_says_what_is_there(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(2);
        usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Manifest, Fault.DoneAndSilent);

        var made = (await ManifestAsync(market, shop, parcels)).Value;
        Assert.Equal(ManifestStatus.Making, made.Status);
        Assert.Empty(made.Parcels);
        Assert.All(await market.ReadAsync(db => db.Parcels.AsNoTracking().ToListAsync()), p => Assert.Equal(ParcelStatus.Labelled, p.Status));
        Assert.Equal("shipping.on-manifest", (await ManifestAsync(market, shop, parcels)).Refusal?.Code);
        Assert.Equal(1, usps.Count(CarrierAbility.Manifest));

        Assert.Equal("shipping.manifest-not-open", (await ResolveAsync(market, shop.Member, made.Id, "92750901755477000000011")).Refusal?.Code);
        market.Clock.Move(MakeManifest.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal("shipping.manifest-number-wrong", (await ResolveAsync(market, shop.Member, made.Id, " ")).Refusal?.Code);
        var settled = (await ResolveAsync(market, shop.Member, made.Id, " 92750901755477000000011 ")).Value;
        Assert.Equal(ManifestStatus.Made, settled.Status);
        Assert.All(settled.Parcels, p => Assert.Null(p.Why));
        Assert.All(await market.ReadAsync(db => db.Parcels.AsNoTracking().ToListAsync()), p => Assert.Equal(ParcelStatus.HandedOver, p.Status));
        Assert.Equal(1, await market.ReadAsync(db => db.AuditLog.CountAsync(a => a.Act == nameof(MakeManifest))));
        Assert.Equal(1, usps.Count(CarrierAbility.Manifest));
        await market.AssertBooksBalanceAsync();
    }

    /// <summary>Nobody at USPS knows a label by our reference: the purchase is sent once, and waits for the merchant's word however often it is looked at.</summary>
    [Theory, Databases]
    public async Task A_purchase_without_an_answer_that_cannot_be_looked_up_is_sent_once_and_waits(string database)
    {
        foreach (var fault in new[] { Fault.DoneAndSilent, Fault.NotDone, Fault.Half, Fault.Malformed })
        {
            await using var usps = await UspsAtLoopback.StartAsync(database);
            usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Buy, fault);
            var (market, shop, parcels) = await usps.LabelledAsync(1);

            Assert.Equal(ParcelStatus.Buying, await StatusAsync());
            for (var i = 0; i < 3; i++)
            {
                market.Clock.Move(BuyLabel.Patience + TimeSpan.FromSeconds(1));
                Assert.Equal(0, await market.DoAsync<BuyLabel, int>(b => b.SweepAsync(default)));
            }

            Assert.Equal((ParcelStatus.Buying, 1), (await StatusAsync(), usps.Count(CarrierAbility.Buy)));
            Assert.Equal(fault is Fault.DoneAndSilent or Fault.Half ? 1 : 0, usps.Double.Labels.Count);
            await market.AssertBooksBalanceAsync();
            Task<ParcelStatus> StatusAsync() => market.ReadAsync(db => db.Parcels.Where(p => p.Id == parcels[0] && p.Merchant == shop.Id).Select(p => p.Status).SingleAsync());
        }
    }

    [Theory, Databases]
    public async Task A_label_on_the_carriers_manifest_is_not_voided_and_one_on_our_own_list_is_taken_off(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(2);
        Task<Outcome<Done>> VoidAsync(ParcelId id) => market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(id, shop.Member, default));
        usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Manifest, Fault.DoneAndSilent);
        var made = (await ManifestAsync(market, shop, parcels)).Value;
        Assert.Equal(ManifestStatus.Making, made.Status);

        Assert.Equal("shipping.void-on-manifest", (await VoidAsync(parcels[0])).Refusal?.Code);
        Assert.Equal(0, usps.Count(CarrierAbility.Void));
        market.Clock.Move(MakeManifest.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(ManifestStatus.Refused, (await ResolveAsync(market, shop.Member, made.Id, null)).Value.Status);

        // Our own list: the carrier knows nothing of it.
        await market.DoAsync<MarketDb>(async db =>
        {
            var parcel = await db.Parcels.SingleAsync(p => p.Id == parcels[0]);
            var list = ManifestRecord.Making(shop.Id, parcel.Carrier, parcel.Account, [parcel], isOurs: true, Day, market.Clock.NowUtc);
            db.Manifests.Add(list);
            parcel.StandsOn(list.Id);
            await db.SaveChangesAsync();
        });
        var voided = await VoidAsync(parcels[0]);
        Assert.True(voided.Succeeded, voided.Refusal?.Code);
        Assert.Equal((ParcelStatus.Voided, null), await market.ReadAsync(db => db.Parcels.Where(p => p.Id == parcels[0]).Select(p => new ValueTuple<ParcelStatus, ManifestId?>(p.Status, p.Manifest)).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Parcels_of_a_manifest_that_is_not_there_or_was_refused_are_free_again(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(2);
        usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Manifest, Fault.NotDone);

        var lost = (await ManifestAsync(market, shop, parcels)).Value;
        Assert.Equal(ManifestStatus.Making, lost.Status);
        market.Clock.Move(MakeManifest.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(ManifestStatus.Refused, (await ResolveAsync(market, shop.Member, lost.Id, null)).Value.Status);

        Assert.Equal(ManifestStatus.Made, (await ManifestAsync(market, shop, parcels)).Value.Status);
        Assert.Equal([ManifestStatus.Made, ManifestStatus.Refused], (await ListAsync(market, shop)).Items.Select(m => m.Status));
    }

    [Theory, Databases]
    public async Task Where_the_carrier_makes_none_our_own_list_is_drawn_once_and_kept(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var parcels = new List<ParcelId>();
        foreach (var consignment in await LabelBatchTests.PaidAsync(market, shop, 2)) parcels.Add((await market.BuyLabelAsync(await market.CheapestAsync(consignment, shop.Member), shop.Member)).Value);

        var made = (await ManifestAsync(market, shop, parcels)).Value;
        Assert.All(made.Parcels, p => Assert.Null(p.Why));
        var record = Assert.Single((await ListAsync(market, shop)).Items);
        var numbers = await market.ReadAsync(db => db.Parcels.Select(p => p.TrackingNumber!).ToListAsync());
        Assert.Equal((HandOverList.NumberOf(Day, numbers), true), (record.Number, record.IsOurs));
        var first = (await market.DoAsync<Manifests, Outcome<CarrierFile>>(m => m.OpenAsync(made.Id, shop.Member, default))).Value.Bytes.ToArray();
        market.Clock.Move(TimeSpan.FromDays(3));
        Assert.Equal(first, (await market.DoAsync<Manifests, Outcome<CarrierFile>>(m => m.OpenAsync(made.Id, shop.Member, default))).Value.Bytes.ToArray());
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_collection_is_asked_for_once_and_called_off(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(2);
        var wish = Tomorrow(market, parcels);

        var first = (await BookAsync(market, shop, wish)).Value;
        Assert.Equal((PickupStatus.Booked, "WTC65035594"), await StateAsync(market, first));
        usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Pickup, Fault.DoneAndSilent);
        var another = Tomorrow(market, parcels);
        var lost = (await BookAsync(market, shop, another with { Ready = another.Ready.AddDays(1), Closes = another.Closes.AddDays(1) })).Value;
        Assert.Equal((PickupStatus.Booking, null), await StateAsync(market, lost));
        Assert.Equal(2, usps.Count(CarrierAbility.Pickup));

        Assert.Null((await market.DoAsync<CancelPickup, Outcome<Done>>(c => c.RunAsync(first, shop.Member, default))).Refusal);
        Assert.Null((await market.DoAsync<CancelPickup, Outcome<Done>>(c => c.RunAsync(first, shop.Member, default))).Refusal);
        Assert.Equal(3, usps.Count(CarrierAbility.Pickup));
        // What was never confirmed cannot be called off at the carrier by us: the merchant says that nobody comes.
        Assert.Null((await market.DoAsync<CancelPickup, Outcome<Done>>(c => c.RunAsync(lost, shop.Member, default))).Refusal);
        Assert.Equal(3, usps.Count(CarrierAbility.Pickup));
        Assert.All((await market.DoAsync<Pickups, Outcome<Page<PickupRecord>>>(p => p.ListAsync(shop.Id, shop.Member, null, default))).Value.Items, p => Assert.Equal(PickupStatus.Cancelled, p.Status));

        Assert.Equal("shipping.pickup-times", (await BookAsync(market, shop, Tomorrow(market, parcels) with { Closes = wish.Ready })).Refusal?.Code);
        Assert.Equal("shipping.pickup-note-long", (await BookAsync(market, shop, Tomorrow(market, parcels) with { Note = new string('x', PickupRecord.LongestNote + 1) })).Refusal?.Code);
    }

    [Theory, Databases]
    public async Task One_driver_comes_to_an_address_on_a_day_however_often_and_by_whomever_it_is_asked(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(3);

        // Two members of the shop with a form each, and one of them presses twice.
        PickupWish[] wishes = [Tomorrow(market, parcels[..1]), Tomorrow(market, parcels[1..])];
        var asked = await Task.WhenAll(new[] { wishes[0], wishes[1], wishes[0], wishes[1] }.Select(w => Task.Run(() => BookAsync(market, shop, w))));
        var first = Assert.Single(asked.Where(a => a.Succeeded).Select(a => a.Value).Distinct());
        Assert.All(asked.Where(a => !a.Succeeded), a => Assert.Equal("shipping.pickup-stands", a.Refusal?.Code));
        Assert.Equal(first, (await BookAsync(market, shop, wishes.Single(w => w.Key == first))).Value);
        Assert.Equal(1, usps.Count(CarrierAbility.Pickup));
        Assert.Equal("shipping.pickup-stands", (await BookAsync(market, shop, Tomorrow(market, parcels))).Refusal?.Code);

        // Called off, the day is free again; without an answer it is not.
        Assert.Null((await market.DoAsync<CancelPickup, Outcome<Done>>(c => c.RunAsync(first, shop.Member, default))).Refusal);
        usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Pickup, Fault.DoneAndSilent);
        var lost = (await BookAsync(market, shop, Tomorrow(market, parcels))).Value;
        Assert.Equal((PickupStatus.Booking, null), await StateAsync(market, lost));
        Assert.Equal("shipping.pickup-stands", (await BookAsync(market, shop, Tomorrow(market, parcels))).Refusal?.Code);
    }

    [Theory, Databases]
    public async Task Nobody_else_makes_sees_resolves_books_or_cancels_and_accounts_are_not_mixed(string database)
    {
        await using var usps = await UspsAtLoopback.StartAsync(database);
        var (market, shop, parcels) = await usps.LabelledAsync(2);
        var stranger = await market.MerchantAsync("Another House");
        usps.Server.Next(r => usps.Double.AbilityOf(r) == CarrierAbility.Manifest, Fault.DoneAndSilent);

        Assert.Equal("orders.not-found", (await market.DoAsync<MakeManifest, Outcome<MadeManifest>>(m => m.RunAsync(shop.Id, parcels, Day, stranger.Member, default))).Refusal?.Code);
        Assert.Equal("orders.not-found", (await ManifestAsync(market, stranger, parcels)).Refusal?.Code);
        Assert.Equal("orders.not-found", (await BookAsync(market, stranger, Tomorrow(market, parcels))).Refusal?.Code);
        Assert.Equal(0, usps.Count(CarrierAbility.Manifest) + usps.Count(CarrierAbility.Pickup));

        var made = (await ManifestAsync(market, shop, parcels[..1])).Value;
        market.Clock.Move(MakeManifest.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal("shipping.manifest-not-found", (await ResolveAsync(market, stranger.Member, made.Id, "1")).Refusal?.Code);
        Assert.Equal("shipping.manifest-not-found", (await market.DoAsync<Manifests, Outcome<CarrierFile>>(m => m.OpenAsync(made.Id, stranger.Member, default))).Refusal?.Code);
        Assert.Equal("orders.not-found", (await market.DoAsync<Manifests, Outcome<Page<ManifestRecord>>>(m => m.ListAsync(shop.Id, stranger.Member, null, default))).Refusal?.Code);
        var pickup = (await BookAsync(market, shop, Tomorrow(market, parcels))).Value;
        Assert.Equal("shipping.pickup-not-found", (await market.DoAsync<CancelPickup, Outcome<Done>>(c => c.RunAsync(pickup, stranger.Member, default))).Refusal?.Code);
        Assert.Equal("orders.not-found", (await market.DoAsync<Pickups, Outcome<Page<PickupRecord>>>(p => p.ListAsync(shop.Id, stranger.Member, null, default))).Refusal?.Code);

        var own = (await market.BuyLabelAsync(await usps.SandboxAsync(await usps.PaidAsync()), shop.Member)).Value;
        Assert.Equal("shipping.accounts-mixed", (await ManifestAsync(market, shop, [parcels[1], own])).Refusal?.Code);
        Assert.Equal("shipping.no-pickup", (await BookAsync(market, shop, Tomorrow(market, [own]))).Refusal?.Code);
    }

    private static PickupWish Tomorrow(TestMarket market, IReadOnlyList<ParcelId> parcels)
    {
        var ready = new DateTimeOffset(DateOnly.FromDateTime(market.Clock.NowUtc).AddDays(1).ToDateTime(new TimeOnly(14, 0)), TimeSpan.FromHours(-5));
        return new PickupWish(parcels, ready, ready.AddHours(3), "At the back door", Id.New<PickupId>());
    }

    private static Task<Outcome<MadeManifest>> ManifestAsync(TestMarket market, (MerchantId Id, Actor Member) shop, IReadOnlyList<ParcelId> parcels) =>
        market.DoAsync<MakeManifest, Outcome<MadeManifest>>(m => m.RunAsync(shop.Id, parcels, Day, shop.Member, default));

    private static Task<Outcome<MadeManifest>> ResolveAsync(TestMarket market, Actor member, ManifestId id, string? number) =>
        market.DoAsync<MakeManifest, Outcome<MadeManifest>>(m => m.ResolveAsync(id, number, member, default));

    private static async Task<Page<ManifestRecord>> ListAsync(TestMarket market, (MerchantId Id, Actor Member) shop) =>
        (await market.DoAsync<Manifests, Outcome<Page<ManifestRecord>>>(m => m.ListAsync(shop.Id, shop.Member, null, default))).Value;

    private static Task<Outcome<PickupId>> BookAsync(TestMarket market, (MerchantId Id, Actor Member) shop, PickupWish wish) =>
        market.DoAsync<BookPickup, Outcome<PickupId>>(b => b.RunAsync(shop.Id, wish, shop.Member, default));

    private static async Task<(PickupStatus, string?)> StateAsync(TestMarket market, PickupId id)
    {
        var pickup = await market.ReadAsync(db => db.Pickups.AsNoTracking().SingleAsync(p => p.Id == id));
        return (pickup.Status, pickup.Booked?.Confirmation);
    }
}

/// <summary>The post's stand-in, and a market in which a shop in Ohio has an account with it.</summary>
internal sealed class UspsAtLoopback : IAsyncDisposable
{
    private static readonly PostalAddress Dayton = new() { Country = new Country("US"), Name = "Ohio House", Street = "1 Main St", City = "Dayton", Region = "OH", Postcode = "45402", Phone = "9375550100" };

    private static readonly PostalAddress Albany = new() { Country = new Country("US"), Name = "Grace Lee", Street = "10 State St", City = "Albany", Region = "NY", Postcode = "12207", Phone = "5185550100" };

    private TestMarket market = null!;
    private (MerchantId Id, Actor Member) shop;
    private VariantId variant;

    public UspsDouble Double { get; } = new();

    public ScriptedServer Server { get; private set; } = null!;

    public int Count(CarrierAbility ability) => Server.Requests.Count(r => Double.AbilityOf(r) == ability);

    public static async Task<UspsAtLoopback> StartAsync(string database)
    {
        var usps = new UspsAtLoopback();
        usps.Server = await ScriptedServer.StartAsync(usps.Double.Answer);
        usps.market = await TestMarket.OnAsync(database, new Dictionary<string, string?> { ["Usps:Test"] = usps.Server.Base.ToString() });
        usps.shop = await usps.market.MerchantAsync("Ohio House", "US", "USD", Dayton);
        usps.variant = await usps.market.ListingAsync(usps.shop, "40.00");
        var given = usps.market.Services.GetRequiredService<IEnumerable<ICarrierConnector>>().Single(c => c.Key == "usps").Fields.ToDictionary(f => f.Key, f => usps.Double.Good.Find(f.Key));
        Assert.True((await usps.market.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(usps.shop.Id, "usps", given, isTest: true, usps.shop.Member, default))).Succeeded);
        return usps;
    }

    /// <summary>Parcels with labels of the shop's own account.</summary>
    public async Task<(TestMarket Market, (MerchantId Id, Actor Member) Shop, ParcelId[] Parcels)> LabelledAsync(int count)
    {
        var parcels = new List<ParcelId>();
        for (var i = 0; i < count; i++) parcels.Add((await market.BuyLabelAsync(await OrderAsync(await PaidAsync(), "usps"), shop.Member)).Value);
        return (market, shop, [.. parcels]);
    }

    public async Task<Consignment> PaidAsync()
    {
        var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((variant, 1)), "USD", Albany))).Value;
        await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
        return (await market.OrderAsync(placed.Number)).Consignments[0];
    }

    public Task<LabelOrder> SandboxAsync(Consignment consignment) => OrderAsync(consignment, "sandbox");

    public async ValueTask DisposeAsync()
    {
        await market.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task<LabelOrder> OrderAsync(Consignment consignment, string carrier)
    {
        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, shop.Member, null, null, default))).Value;
        Assert.True(offers.Rates.Any(r => r.CarrierKey == carrier), string.Join(", ", offers.Refused.Select(r => $"{r.Carrier}: {r.Refusal.Code} {string.Join(' ', r.Refusal.Arguments.Values)}")));
        var rate = offers.Rates.First(r => r.CarrierKey == carrier);
        return new LabelOrder(consignment.Id, carrier, rate.ServiceKey, rate.Price, offers.Weight, offers.Size) { LateIsConfirmed = true };
    }
}
