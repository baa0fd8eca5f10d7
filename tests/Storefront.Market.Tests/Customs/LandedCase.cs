using Storefront.Customs;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Rates;

namespace Storefront.Market.Tests.Customs;

/// <summary>Builds one quote so that a test names only what matters to it.</summary>
internal sealed record LandedCase
{
    public static readonly DateTime Autumn2026 = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    private LandedCostTables tables = LandedCostTables.BuiltIn;
    private LandedRequest request = new()
    {
        ShipsFrom = new Country("CN"),
        Destination = new Country("DE"),
        ChargeCurrency = Currency.Eur,
        AtUtc = Autumn2026,
        Items = [],
    };

    public static LandedCase To(string destination, string currency) => new LandedCase().With(c => c.request = c.request with
    {
        Destination = new Country(destination),
        ChargeCurrency = new Currency(currency),
    });

    public LandedCase From(string country) => With(c => c.request = c.request with { ShipsFrom = new Country(country) });

    public LandedCase Postcode(string postcode) => With(c => c.request = c.request with { Postcode = postcode });

    public LandedCase Town(string town) => With(c => c.request = c.request with { Town = town });

    public LandedCase At(DateTime utc) => With(c => c.request = c.request with { AtUtc = utc });

    public LandedCase On(int year, int month, int day) => At(new DateTime(year, month, day, 12, 0, 0, DateTimeKind.Utc));

    public LandedCase By(string method) => With(c => c.request = c.request with { DeliveryMethod = method });

    /// <summary>The merchant's rate cards by which buyers pay.</summary>
    public LandedCase Cards(params BuyerCard[] cards) => With(c => c.request = c.request with { Cards = cards });

    /// <summary>Units at a price in the charge currency.</summary>
    public LandedCase Item(string hs, decimal price, int quantity = 1) => Item(hs, price, request.ChargeCurrency.Code, quantity);

    public LandedCase Item(string hs, decimal price, string currency, int quantity = 1, int grams = 300, bool battery = false) =>
        With(c => c.request = c.request with
        {
            Items =
            [
                .. c.request.Items,
                new LandedItem(new HsCode(hs.PadRight(6, '0')), new Country("CN"), quantity, Money.Exactly(price, new Currency(currency)), new Weight(grams), new Dimensions(200, 150, 30), battery),
            ],
        });

    /// <summary>One delivery method to everywhere, at this price in the charge currency.</summary>
    public LandedCase Freight(decimal price) => With(c => c.tables = c.tables with { Tariffs = OneTariff(Money.Exactly(price, c.request.ChargeCurrency)) });

    public LandedCase Schemes(CollectionSchemes schemes) => With(c => c.tables = c.tables with { Schemes = schemes });

    public LandedCase Tables(Func<LandedCostTables, LandedCostTables> change) => With(c => c.tables = change(c.tables));

    /// <summary>Round rates to the US dollar, so that an example in dollars is not blurred by the destination's coins.</summary>
    public LandedCase RatesToDollar(params (string Currency, decimal Units)[] rates) => With(c => c.tables = c.tables with
    {
        Rates = new ExchangeRates(
            [
                new ExchangeRate(Currency.Usd, 1m, new DateOnly(2026, 11, 20), "test"),
                .. rates.Select(r => new ExchangeRate(new Currency(r.Currency), r.Units, new DateOnly(2026, 11, 20), "test")),
            ]),
    });

    public Outcome<LandedQuote> Try() => new LandedCost(tables).Quote(request);

    public LandedQuote Quote()
    {
        var outcome = Try();
        Assert.True(outcome.Succeeded, outcome.Refusal?.Code);
        return outcome.Value;
    }

    private static DeliveryTariffs OneTariff(Money price)
    {
        var countries = DeliveryTariffs.BuiltIn.Destinations.Select(c => new DeliveryCountry(c, "world", "one"));
        var method = new DeliveryMethod("parcel", false, null, new Weight(100_000), 5000, null, null, true);
        var zero = Money.Zero(price.Currency);
        return new DeliveryTariffs(
            countries,
            [new DeliveryDistance("world", "world", 1)],
            [method],
            [new DeliveryLane("one", "parcel", 0, 1, 2, zero, zero), new DeliveryLane("one", "parcel", 1, 5, 9, zero, zero)],
            [new DeliveryStep("one", "parcel", 0, new Weight(100_000), price), new DeliveryStep("one", "parcel", 1, new Weight(100_000), price)]);
    }

    private LandedCase With(Action<LandedCase> change)
    {
        var copy = this with { };
        change(copy);
        return copy;
    }
}
