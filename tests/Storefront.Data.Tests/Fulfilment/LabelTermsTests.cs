using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Data.Tests.Carriers;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>A label agrees with how the buyer settled duty and tax: who is asked at the door, and which number customs is told.</summary>
public sealed class LabelTermsTests
{
    private const string Post = "china-post";

    private const string ByNumber = "cainiao";

    [Theory, Databases]
    public async Task Tax_collected_under_a_scheme_wants_a_service_that_passes_the_number_on_and_a_number(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await WithCardsAsync(market);
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1));
        var consignment = order.Consignments[0];
        Assert.Equal(("IOSS", "DDP"), (consignment.Terms.Scheme, consignment.Terms.Incoterm));

        var offers = await OffersAsync(market, consignment, shop.Member);

        Assert.All(offers.Rates, r => Assert.Equal("sandbox", r.CarrierKey));
        Assert.Equal([("cainiao", "shipping.scheme-number-missing"), ("china-post", "shipping.scheme-not-told")], offers.Unfit.Select(u => (u.Rate.CarrierKey, u.Why.Code)).Order());
        foreach (var (rate, why) in offers.Unfit)
        {
            Assert.Equal((rate.ServiceName, "IOSS"), (why.Arguments["service"], why.Arguments["scheme"]));
            Assert.Equal(why.Code, (await market.BuyLabelAsync(Wanted(consignment, rate, offers), shop.Member)).Refusal?.Code);
        }

        Assert.Equal(0, await market.ReadAsync(db => db.Parcels.CountAsync()));
        await RegisterAsync(market, shop.Id, new TaxRegistration(TaxRegistrationKind.Ioss, "IM3720000022", new Country("IE")));

        offers = await OffersAsync(market, consignment, shop.Member);
        Assert.Contains(offers.Rates, r => r.CarrierKey == ByNumber);
        Assert.Equal(Post, Assert.Single(offers.Unfit).Rate.CarrierKey);
        var many = (await market.DoAsync<QuoteManyLabels, Outcome<IReadOnlyList<LabelProposal>>>(q => q.RunAsync(shop.Id, [new ParcelToQuote(consignment.Id)], shop.Member, null, default))).Value[0];
        Assert.Equal(("shipping.scheme-not-told", false), (Assert.Single(many.Unfit).Why.Code, many.Offers.Any(o => o.CarrierKey == Post)));
    }

    [Theory, Databases]
    public async Task What_the_buyer_pays_at_the_door_goes_by_every_service_but_the_one_that_bills_the_sender_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await WithCardsAsync(market, ("ups", "72"), ("ups", "17"));
        // Above the scheme's limit of 150 euro.
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop, price: "2680.00"), 1));
        Assert.Equal("DAP", order.Consignments[0].Terms.Incoterm);

        var offers = await OffersAsync(market, order.Consignments[0], shop.Member);

        Assert.Equal([ByNumber, Post, "sandbox", "ups"], offers.Rates.Select(r => r.CarrierKey).Distinct().Order());
        var unfit = Assert.Single(offers.Unfit);
        Assert.Equal(("72", "shipping.duty-not-paid"), (unfit.Rate.ServiceKey, unfit.Why.Code));
    }

    [Theory, Databases]
    public async Task The_wire_tells_who_pays_and_the_number_only_where_tax_was_collected_under_it(string database)
    {
        await using var carrier = await FourPxAtLoopback.StartAsync();
        await using var market = await carrier.MarketAsync(database);
        var shop = await market.MerchantAsync();
        await carrier.ConnectAsync(market, shop);
        await RegisterAsync(market, shop.Id, new TaxRegistration(TaxRegistrationKind.Ioss, "IM3720000022", new Country("IE")));
        var (cheap, dear) = (await market.ListingAsync(shop, sku: "TP-1"), await market.ListingAsync(shop, price: "2680.00", sku: "TP-2"));

        foreach (var (goods, duty, number) in new[] { (cheap, "P", "IM3720000022"), (dear, "U", null) })
        {
            var order = await market.PaidOrderAsync("EUR", (goods, 1));
            var offers = await OffersAsync(market, order.Consignments[0], shop.Member);
            var rate = offers.Rates.First(r => r.CarrierKey == "4px");
            Assert.True((await market.BuyLabelAsync(Wanted(order.Consignments[0], rate, offers), shop.Member)).Succeeded);

            var told = carrier.Server.Requests.Last(r => carrier.Double.AbilityOf(r) == CarrierAbility.Buy && r.Text.Contains("duty_type", StringComparison.Ordinal)).Json;
            Assert.Equal((duty, number), (told.GetProperty("duty_type").GetString(), told.TryGetProperty("ioss_no", out var ioss) ? ioss.GetString() : null));
        }
    }

    /// <summary>Duty and tax that were paid at checkout without a scheme are billed by the service that pays customs; under a scheme only by one that cannot tell its number.</summary>
    [Theory, Databases]
    public async Task What_a_service_bills_for_customs_is_shown_beside_its_label_and_ranked_with_it(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        // It tells customs of the scheme's number where there is one, and bills the sender where there is none.
        var shop = await WithCardsAsync(market, ("ups", "65"));
        await RegisterAsync(market, shop.Id, new TaxRegistration(TaxRegistrationKind.Ioss, "IM3720000022", new Country("IE")));
        var goods = await market.ListingAsync(shop);
        var toFrance = (await market.PaidOrderAsync("EUR", (goods, 1))).Consignments[0];
        Assert.Equal("IOSS", toFrance.Terms.Scheme);

        var offers = await OffersAsync(market, toFrance, shop.Member);

        Assert.All(offers.Rates.Where(r => r.CarrierKey is "ups" or ByNumber), r => Assert.Null(r.BilledAtBorder));
        Assert.Contains(offers.Rates, r => r.CarrierKey == "ups");
        await RegisterAsync(market, shop.Id, new TaxRegistration(TaxRegistrationKind.Eori, "FR12345678901", new Country("FR")));
        var without = (await OffersAsync(market, toFrance, shop.Member)).Rates.Single(r => r.CarrierKey == "ups");
        Assert.Equal(toFrance.Duty + toFrance.Tax + toFrance.Fees, without.BilledAtBorder);
        Assert.True(without.BilledAtBorder!.Value.IsPositive);
        Assert.Equal(new BilledAgain("IOSS", NumberIsMissing: true), without.BilledAgain);
        var ranked = (await OffersAsync(market, toFrance, shop.Member)).Rates.ByPrice(market.Services.GetRequiredService<Storefront.Pricing.CurrentRates>().Now, new Currency("CNY"));
        var table = market.Services.GetRequiredService<Storefront.Pricing.CurrentRates>().Now;
        Assert.Equal(ranked.OrderBy(r => table.InAll(r, new Currency("CNY"))!.Value.Minor).Select(r => r.ServiceKey), ranked.Select(r => r.ServiceKey));
    }

    [Theory, Databases]
    public async Task The_order_tells_what_is_left_of_it_after_the_label_and_what_the_carrier_is_expected_to_bill(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var shop = await market.MerchantAsync();
        var consignment = (await market.PaidOrderAsync("EUR", (await market.ListingAsync(shop), 1))).Consignments[0];
        Task<MerchantOrderSheet> OpenAsync() => market.DoAsync<MerchantOrder, MerchantOrderSheet>(async o => (await o.OpenAsync(consignment.Id, shop.Member, default)).Value);
        var before = await OpenAsync();
        var offers = await OffersAsync(market, consignment, shop.Member);
        var rate = offers.Rates.First(r => r.BilledAtBorder is not null);

        var parcel = (await market.BuyLabelAsync(Wanted(consignment, rate, offers), shop.Member)).Value;

        var after = await OpenAsync();
        Assert.Equal((true, null), (before.Labels.IsZero, before.ExpectedAtBorder));
        Assert.Equal(market.Services.GetRequiredService<Storefront.Pricing.CurrentRates>().Now.About(rate.Price, new Currency("CNY")), after.Labels);
        Assert.Equal(rate.BilledAtBorder, after.ExpectedAtBorder);
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(parcel, shop.Member, default))).Succeeded);
        Assert.Equal((true, null), ((await OpenAsync()).Labels.IsZero, (await OpenAsync()).ExpectedAtBorder));
    }

    /// <summary>A shop with accounts and rate cards of carriers that tell no prices.</summary>
    private static async Task<(MerchantId Id, Actor Member)> WithCardsAsync(TestMarket market, params (string Carrier, string Service)[] more)
    {
        var shop = await market.MerchantAsync();
        (string Carrier, string Service)[] all = [(Post, "epacket"), (ByNumber, "CN_GLO_STD"), .. more];
        await market.DoAsync<MarketDb>(async db =>
        {
            foreach (var carrier in all.Select(c => c.Carrier).Distinct())
            {
                var connector = market.Services.GetRequiredService<IEnumerable<ICarrierConnector>>().Single(c => c.Key == carrier);
                var account = CarrierAccount.Of(shop.Id, carrier, market.Clock.NowUtc);
                // Nobody listens there: prices are the cards'.
                account.Give(connector.Fields.ToDictionary(f => f.Key, f => "123456"), connector.Fields, isTest: true, market.Services.GetRequiredService<IKeepSecrets>(), market.Clock.NowUtc);
                db.CarrierAccounts.Add(account);
            }

            await db.SaveChangesAsync();
        });
        foreach (var (carrier, service) in all)
        {
            var draft = new RateCardDraft(null, $"{carrier} {service}", carrier, service, new Currency("CNY"), null, PartsPerMillion.Zero, 0, 0, 0, null, 0, "zone,places,days_min,days_max,up_to_kg,price\nFrance,FR,5,9,2,60.00\n");
            Assert.Empty((await market.DoAsync<KeepRateCard, Outcome<KeptRateCard>>(k => k.SaveAsync(shop.Id, draft, shop.Member, default))).Value.Faults);
        }

        return shop;
    }

    private static Task RegisterAsync(TestMarket market, MerchantId shop, TaxRegistration number) => market.DoAsync<MarketDb>(async db =>
    {
        var merchant = await db.Merchants.SingleAsync(m => m.Id == shop);
        db.Entry(merchant).Property(m => m.Registrations).CurrentValue = [number];
        await db.SaveChangesAsync();
    });

    private static async Task<LabelOffers> OffersAsync(TestMarket market, Consignment consignment, Actor member) =>
        (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, member, null, null, default))).Value;

    private static LabelOrder Wanted(Consignment consignment, CarrierRate rate, LabelOffers offers) => new(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Weight, offers.Size);
}
