using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>Twenty orders of one merchant at once: what is proposed, what is bought, and what one that goes wrong does to the others.</summary>
public sealed class LabelBatchTests
{
    private const int Orders = 20;

    [Theory, Databases]
    public async Task Twenty_labels_are_bought_at_once_beside_a_refused_address_and_a_carrier_that_hangs(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        var wanted = await PaidAsync(market, shop, Orders, refused: 7);
        carrier.Server.Next(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote, Fault.Hang, times: Orders);

        var told = new Heard<int>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var proposals = (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, [.. wanted.Select(c => new ParcelToQuote(c.Id))], shop.Member, told, default))).Value;

        // Four at a time wait for the silent one; the next ones wait only until its third silence, and then it is left alone.
        Assert.InRange(carrier.Server.Requests.Count(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote), CarrierHealth.MostSilences, QuoteManyLabels.AtOnce + CarrierHealth.MostSilences - 1);
        Assert.True(watch.Elapsed < QuoteParcel.Budget * 3, $"It took {watch.Elapsed}.");
        Assert.Equal(wanted.Select(c => c.Id), proposals.Select(p => p.Consignment));
        Assert.All(proposals, p => Assert.Equal(["4PX"], p.Silent));
        Assert.All(proposals, p => Assert.Equal("sandbox", p.Proposed!.CarrierKey));
        Assert.Equal(Orders, told.All.Max());

        var heard = new Heard<LabelResult>();
        var results = await BuyAsync(market, shop, proposals, heard);
        Assert.Equal(Orders, heard.All.Count);
        var no = Assert.Single(results, r => r.Why is not null);
        Assert.Equal((wanted[7].Id, "shipping.address-refused"), (no.Consignment, no.Why!.Code));
        Assert.All(results.Where(r => r.Why is null), r => Assert.Equal(ParcelStatus.Labelled, r.Status));
        Assert.Equal(Orders - 1, results.Select(r => r.TrackingNumber).OfType<string>().Distinct().Count());

        // Begun again, as after a stop, it buys nothing twice: only the refused one is asked for once more.
        var again = await BuyAsync(market, shop, proposals, null);
        Assert.Equal(results.Where(r => r.Why is null).Select(r => r.Parcel), again.Where(r => r.Why is null).Select(r => r.Parcel));
        Assert.Equal(Orders - 1, await market.ReadAsync(db => db.Parcels.CountAsync(p => p.Status == ParcelStatus.Labelled)));
        Assert.Equal(2, await market.ReadAsync(db => db.Parcels.CountAsync(p => p.Status == ParcelStatus.Refused)));
        Assert.Equal(Orders - 1, await market.ReadAsync(db => db.JournalEntries.CountAsync(e => e.Key.StartsWith("label:"))));

        // Whoever comes back sees what became of it.
        var left = Assert.Single((await market.DoAsync<OrdersToLabel, Outcome<Page<OrderToLabel>>>(q => q.ToPackAsync(shop.Id, shop.Member, null, default))).Value.Items);
        Assert.Equal((wanted[7].Id, ParcelStatus.Refused, "shipping.address-refused"), (left.Id, left.Parcel, left.RefusalCode));
        Assert.Equal(Orders - 1, (await market.DoAsync<OrdersToLabel, Outcome<IReadOnlyList<LabelledParcel>>>(q => q.LabelledAsync(shop.Id, shop.Member, default))).Value.Count);
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task Whoever_leaves_the_page_does_not_count_as_a_silence_of_the_carrier()
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync("sqlite");
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        var wanted = await PaidAsync(market, shop, 1);
        carrier.Server.Next(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote, Fault.Hang, times: CarrierHealth.MostSilences);

        for (var i = 0; i < CarrierHealth.MostSilences; i++)
        {
            using var leaves = new CancellationTokenSource();
            var asking = market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(wanted[0].Id, shop.Member, null, null, leaves.Token));
            while (carrier.Server.Requests.Count(r => carrier.Double.AbilityOf(r) == CarrierAbility.Quote) == i) await Task.Yield();
            await leaves.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        var offers = (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(wanted[0].Id, shop.Member, null, null, default))).Value;
        Assert.Empty(offers.Silent);
        Assert.Contains(offers.Rates, r => r.CarrierKey == "4px");
    }

    [Theory, Databases]
    public async Task A_purchase_without_an_answer_in_a_batch_is_neither_refused_nor_bought_twice(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var wanted = await PaidAsync(market, shop, 3);
        var proposals = await QuoteAsync(market, shop, wanted);
        market.Services.GetRequiredService<SandboxScript>().Next(SandboxCall.Buy, SandboxFault.TimeOutAfter);

        var results = await BuyAsync(market, shop, proposals, null);
        Assert.All(results, r => Assert.Null(r.Why));
        Assert.Equal([ParcelStatus.Buying, ParcelStatus.Labelled, ParcelStatus.Labelled], results.Select(r => r.Status!.Value));
        Assert.Equal(results[0].Parcel, (await BuyAsync(market, shop, proposals, null))[0].Parcel);
        market.Clock.Move(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await market.DoAsync<BuyLabel, int>(b => b.SweepAsync(default)));
        Assert.Equal(3, await market.ReadAsync(db => db.Parcels.CountAsync(p => p.Status == ParcelStatus.Labelled)));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_parcel_of_a_dearer_class_in_a_batch_is_proposed_with_what_the_merchant_would_bear_and_bought_only_when_it_does(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var wanted = await PaidAsync(market, shop, 3);
        var heavy = new Weight(1_900);

        var proposals = (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(
            q => q.RunAsync(shop.Id, [new ParcelToQuote(wanted[0].Id, heavy), new ParcelToQuote(wanted[1].Id, heavy), new ParcelToQuote(wanted[2].Id)], shop.Member, null, default))).Value;

        Assert.Equal(["shipping.contradicts-weight", "shipping.contradicts-weight", null], proposals.Select(p => p.Dearer?.Code));
        var difference = proposals[0].ToBear!.Value;
        Assert.True(difference.IsPositive);
        Assert.Equal(Currency.Eur, difference.Currency);
        Assert.Equal((difference, default(Money?)), (proposals[1].ToBear!.Value, proposals[2].ToBear));
        Assert.All(proposals, p => Assert.NotNull(p.Proposed));

        // One is borne, one is not, and the third has nothing to bear.
        LabelOrder[] orders = [OrderOf(proposals[0]) with { Bears = difference }, OrderOf(proposals[1]), OrderOf(proposals[2])];
        var bought = (await market.DoAsync<BuyManyLabels, Outcome<IReadOnlyList<LabelResult>>>(b => b.RunAsync(shop.Id, orders, shop.Member, null, default))).Value;
        Assert.Equal([ParcelStatus.Labelled, null, ParcelStatus.Labelled], bought.Select(r => r.Status));
        Assert.Equal(("shipping.contradicts-weight", difference), (bought[1].Why!.Code, LabelRefusals.ToBear(bought[1].Why)!.Value));

        // Less than the difference of now is not enough: a batch buys nothing dearer than what was agreed to.
        var little = (await market.DoAsync<BuyManyLabels, Outcome<IReadOnlyList<LabelResult>>>(b => b.RunAsync(shop.Id, [orders[1] with { Bears = difference - new Money(1, difference.Currency) }], shop.Member, null, default))).Value;
        Assert.Equal("shipping.contradicts-weight", Assert.Single(little).Why?.Code);
        Assert.Equal(2, await market.ReadAsync(db => db.Parcels.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Fact]
    public async Task The_reads_do_not_grow_with_the_parcels()
    {
        var counter = new CountedCommands();
        await using var market = await TestMarket.OnAsync("sqlite", disturbs: counter);
        var shop = await market.MerchantAsync();
        var wanted = await PaidAsync(market, shop, 8);

        var few = await counter.DuringAsync(() => QuoteAsync(market, shop, wanted[..2]));
        var many = await counter.DuringAsync(() => QuoteAsync(market, shop, wanted));
        Assert.Equal(few, many);
        Assert.InRange(many, 1, 7);
    }

    [Theory, Databases]
    public async Task Nobody_else_asks_buys_or_sees_and_another_shops_order_is_left_out(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var stranger = await market.MerchantAsync("Another House");
        var wanted = await PaidAsync(market, shop, 1);
        var proposals = await QuoteAsync(market, shop, wanted);

        var asked = await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, [new ParcelToQuote(wanted[0].Id)], stranger.Member, null, default));
        Assert.Equal("orders.not-found", asked.Refusal?.Code);
        var foreign = Assert.Single((await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(stranger.Id, [new ParcelToQuote(wanted[0].Id)], stranger.Member, null, default))).Value);
        Assert.Equal("orders.not-found", foreign.Why?.Code);
        var orders = proposals.Select(OrderOf).ToList();
        Assert.Equal("orders.not-found", (await market.DoAsync<BuyManyLabels, Outcome<IReadOnlyList<LabelResult>>>(b => b.RunAsync(shop.Id, orders, stranger.Member, null, default))).Refusal?.Code);
        var bought = Assert.Single((await market.DoAsync<BuyManyLabels, Outcome<IReadOnlyList<LabelResult>>>(b => b.RunAsync(stranger.Id, orders, stranger.Member, null, default))).Value);
        Assert.Equal("orders.not-found", bought.Why?.Code);
        Assert.Equal("orders.not-found", (await market.DoAsync<OrdersToLabel, Outcome<Page<OrderToLabel>>>(q => q.ToPackAsync(shop.Id, stranger.Member, null, default))).Refusal?.Code);
        Assert.Equal("orders.not-found", (await market.DoAsync<OrdersToLabel, Outcome<IReadOnlyList<LabelledParcel>>>(q => q.LabelledAsync(shop.Id, stranger.Member, default))).Refusal?.Code);
        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
        var tooMany = Enumerable.Range(0, QuoteManyLabels.Most + 1).Select(_ => new ParcelToQuote(Id.New<ConsignmentId>())).ToList();
        Assert.Equal("shipping.batch-too-many", (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, tooMany, shop.Member, null, default))).Refusal?.Code);
    }

    [Fact]
    public void The_cheapest_in_time_is_proposed_else_the_fastest_and_currencies_are_compared_at_the_middle_rate()
    {
        var now = new DateTime(2026, 11, 30, 8, 0, 0, DateTimeKind.Utc);
        CarrierRate Offer(string key, string currency, long minor, int days) => new()
        {
            CarrierKey = "x", ServiceKey = key, ServiceName = key, Price = new Money(minor, new Currency(currency)), DaysMin = days - 1, DaysMax = days, ChargeableWeight = new Weight(500), ExpiresAtUtc = now.AddHours(1),
        };
        // Fewer euros than yuan on paper, and still the dearer one.
        CarrierRate[] offers = [Offer("euro", "EUR", 2_000, 5), Offer("yuan", "CNY", 6_000, 9), Offer("slow", "CNY", 3_000, 20), Offer("yen", "JPY", 9_000, 3)];
        var ranked = offers.ByPrice(ExchangeRates.BuiltIn, new Currency("CNY"));

        Assert.Equal(["slow", "yuan", "euro", "yen"], ranked.Select(r => r.ServiceKey));
        Assert.Equal("slow", ranked.Best(now, now.AddDays(20))!.ServiceKey);
        Assert.Equal("yuan", ranked.Best(now, now.AddDays(19))!.ServiceKey);
        Assert.Equal("euro", ranked.Best(now, now.AddDays(5))!.ServiceKey);
        Assert.Equal("yen", ranked.Best(now, now.AddDays(1))!.ServiceKey);
        Assert.Null(Array.Empty<CarrierRate>().Best(now, now));
    }

    /// <summary>What a carrier bills for customs is part of what its label costs: the dearer label may be the cheaper one in all.</summary>
    [Fact]
    public void Offers_are_ranked_by_the_label_and_what_is_billed_for_customs()
    {
        var (yuan, own) = (new Currency("CNY"), new Currency("CNY"));
        CarrierRate Offer(string key, long minor, Money? billed) => new()
        {
            CarrierKey = "x", ServiceKey = key, ServiceName = key, Price = new Money(minor, yuan), DaysMin = 3, DaysMax = 5, ChargeableWeight = new Weight(500), ExpiresAtUtc = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc), BilledAtBorder = billed,
        };
        var rates = ExchangeRates.BuiltIn;
        CarrierRate[] offers = [Offer("bills", 60_00, new Money(20_00, Currency.Eur)), Offer("by number", 90_00, null), Offer("bills yuan", 80_00, new Money(5_00, yuan))];

        Assert.Equal(["bills yuan", "by number", "bills"], offers.ByPrice(rates, own).Select(r => r.ServiceKey));
        Assert.Equal([60_00 + rates.Convert(new Money(20_00, Currency.Eur), own, Rounding.HalfUp).Minor, 90_00, 85_00], offers.Select(o => rates.InAll(o, own)!.Value.Minor));
        var day = new DateOnly(2026, 11, 20);
        Assert.Null(new ExchangeRates([new ExchangeRate(Currency.Usd, 1m, day, "test"), new ExchangeRate(yuan, 7m, day, "test")]).InAll(Offer("yen", 60_00, new Money(100, new Currency("JPY"))), own));
    }

    private static LabelOrder OrderOf(LabelProposal p) => new(p.Consignment, p.Proposed!.CarrierKey, p.Proposed.ServiceKey, p.Proposed.Price, p.Weight, p.Size);

    private static async Task<IReadOnlyList<LabelProposal>> QuoteAsync(TestMarket market, (MerchantId Id, Actor Member) shop, IReadOnlyList<Consignment> wanted) =>
        (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, [.. wanted.Select(c => new ParcelToQuote(c.Id))], shop.Member, null, default))).Value;

    private static async Task<IReadOnlyList<LabelResult>> BuyAsync(TestMarket market, (MerchantId Id, Actor Member) shop, IReadOnlyList<LabelProposal> proposals, IProgress<LabelResult>? progress) =>
        (await market.DoAsync<BuyManyLabels, Outcome<IReadOnlyList<LabelResult>>>(b => b.RunAsync(shop.Id, [.. proposals.Select(OrderOf)], shop.Member, progress, default))).Value;

    /// <summary>Paid orders of one unit each.</summary>
    /// <param name="refused">Which of them goes to an address that the sandbox refuses.</param>
    internal static async Task<Consignment[]> PaidAsync(TestMarket market, (MerchantId Id, Actor Member) shop, int count, int? refused = null)
    {
        var variant = await market.ListingAsync(shop, stock: count);
        var paid = new List<Consignment>();
        for (var i = 0; i < count; i++)
        {
            var to = TestMarket.Lyon with { Street2 = i == refused ? "sandbox-refused" : null };
            var placed = (await market.PlaceAsync(await market.CheckoutAsync(await market.BasketAsync((variant, 1)), to: to))).Value;
            await market.PayAsync(placed.Number, SandboxInstrument.Card("4242 4242 4242 4242"));
            paid.Add((await market.OrderAsync(placed.Number)).Consignments[0]);
        }

        return [.. paid];
    }

    /// <summary>Told at once and on whatever thread.</summary>
    private sealed class Heard<T> : IProgress<T>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<T> all = new();

        public IReadOnlyCollection<T> All => all;

        public void Report(T value) => all.Enqueue(value);
    }
}
