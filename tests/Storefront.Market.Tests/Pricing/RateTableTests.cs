using Microsoft.Extensions.Options;
using Storefront.Customs;
using Storefront.Pricing;
using Storefront.Shipping.Lanes;

namespace Storefront.Market.Tests.Pricing;

public sealed class RateTableTests
{
    private static readonly DateOnly Friday = new(2026, 11, 27);
    private static readonly Currency Yen = new("JPY");
    private static readonly Currency Dirham = new("AED");

    [Fact]
    public void A_newer_published_rate_takes_the_place_of_the_built_in_one_and_an_older_does_not()
    {
        var table = Compose(Friday, Row("USD", 1.2m, Friday), Row("JPY", 190m, new DateOnly(2026, 1, 2)));

        Assert.Equal(1.2m, table.Middle(Currency.Eur, Currency.Usd).Rate);
        Assert.Equal(Friday, table.Middle(Currency.Eur, Currency.Usd).AsOf);
        Assert.Equal(186.75m, table.Middle(Currency.Eur, Yen).Rate);
    }

    [Fact]
    public void A_pegged_currency_follows_its_anchor()
    {
        var table = Compose(Friday, Row("USD", 1.2m, Friday));

        Assert.Equal(4.407m, table.Middle(Currency.Eur, Dirham).Rate);
        Assert.Equal(Friday, table.Middle(Currency.Eur, Dirham).AsOf);
        Assert.False(table.Middle(Currency.Eur, Dirham).Indicative);
    }

    [Fact]
    public void F52_a_rate_older_than_its_limit_makes_no_price_but_still_measures_limits_and_says_so()
    {
        var table = Compose(Friday.AddDays(10), Row("USD", 1.2m, Friday), Row("JPY", 190m, Friday.AddDays(-1)));

        Assert.True(table.Offers(Currency.Usd));
        Assert.True(table.Offers(Dirham));
        Assert.False(table.Offers(Yen));
        Assert.True(table.Knows(Yen));
        Assert.True(table.Middle(Currency.Eur, Yen).Indicative);
        Assert.True(table.Offers(Currency.Eur));
    }

    [Fact]
    public void F52_a_price_in_a_currency_that_is_too_old_is_refused_and_not_guessed()
    {
        var table = Compose(Friday.AddDays(30), Row("USD", 1.2m, Friday));
        var cost = new LandedCost(LandedCostTables.BuiltIn with { Rates = table });

        Assert.Equal("pricing.no-rate", cost.Quote(Request(Currency.Usd, Currency.Eur)).Refusal?.Code);
        Assert.Equal("pricing.no-rate", cost.Quote(Request(Currency.Eur, Currency.Usd)).Refusal?.Code);
        Assert.True(table.Offered.SetEquals([Currency.Eur]));
    }

    [Fact]
    public void Without_a_source_nothing_ages()
    {
        var table = RateTable.Compose([], null, RatePolicy.From(new RateSettings(), hasSource: false), new DateOnly(2031, 1, 1));

        Assert.True(table.Offers(Yen));
        Assert.Equal(ExchangeRates.BuiltIn.Rows, table.Rows);
        Assert.Null(table.Origin.TakenInAtUtc);
    }

    [Fact]
    public void A_quote_is_made_by_the_table_that_was_taken_for_it_whatever_holds_by_now()
    {
        var (before, after) = (Compose(Friday, Row("USD", 1.1m, Friday)), Compose(Friday, Row("USD", 1.3m, Friday)));
        var current = new CurrentRates(before);
        var cost = new LandedCost(LandedCostTables.BuiltIn, current, new CurrentLanes());
        var taken = current.Now;

        var first = cost.Quote(Request(Currency.Eur, Currency.Usd)).Value;
        current.Replace(after);
        var same = cost.Quote(Request(Currency.Eur, Currency.Usd), taken).Value;
        var next = cost.Quote(Request(Currency.Eur, Currency.Usd)).Value;

        Assert.Equal(first.Total, same.Total);
        Assert.True(next.Total > first.Total);
    }

    [Fact]
    public void F56_the_lines_sum_to_the_total_and_tax_is_rounded_once_for_the_parcel()
    {
        var quote = new LandedCost(LandedCostTables.BuiltIn).Quote(Request(Currency.Eur, Currency.Eur, 3) with { ShipsFrom = new Country("FR") }).Value;

        Assert.Equal(quote.Goods, quote.Lines.Sum(l => l.Total, quote.Currency));
        Assert.Equal(quote.Tax, quote.Lines.Sum(l => l.Tax, quote.Currency));
        Assert.Equal((quote.Goods + quote.Delivery).Share(quote.TaxRate, Rounding.HalfUp), quote.Tax);
        Assert.Equal(quote.Total, quote.Goods + quote.Delivery + quote.Duty + quote.Tax + quote.Fees);
    }

    [Theory]
    [InlineData(-1, 200_000, 15_000, 400, "Rates:MostAgeDays")]
    [InlineData(10, 0, 15_000, 400, "Rates:MostJumpPartsPerMillion")]
    [InlineData(10, 200_000, 1_000_000, 400, "Rates:SpreadPartsPerMillion")]
    [InlineData(10, 200_000, 15_000, 0, "Rates:HistoryDays")]
    public void A_setting_out_of_its_range_is_named(int age, int jump, int spread, int history, string named)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => RatePolicy.From(
            new RateSettings { MostAgeDays = age, MostJumpPartsPerMillion = jump, SpreadPartsPerMillion = spread, HistoryDays = history }, hasSource: true));

        Assert.StartsWith(named, Assert.Single(fault.Failures));
    }

    [Fact]
    public void A_spread_for_no_currency_is_named()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => RatePolicy.From(new RateSettings { SpreadPartsPerMillionOf = { ["XYZ"] = 1 } }, hasSource: true));

        Assert.Contains("'XYZ'", fault.Message);
    }

    [Theory]
    [InlineData("2026-11-27T14:59:59Z", "2026-11-26")]
    [InlineData("2026-11-27T15:00:00Z", "2026-11-27")]
    [InlineData("2026-11-29T12:00:00Z", "2026-11-27")]
    [InlineData("2026-11-30T14:00:00Z", "2026-11-27")]
    [InlineData("2026-11-30T15:30:00Z", "2026-11-30")]
    public void The_day_that_is_due_is_the_last_working_day_whose_hour_has_come(string now, string due) =>
        Assert.Equal(DateOnly.Parse(due), PublishingDay.Due(DateTime.Parse(now).ToUniversalTime()));

    [Fact]
    public void A_day_is_looked_for_after_its_hour_and_ever_more_rarely()
    {
        var first = PublishingDay.FirstLookUtc(Friday, TimeSpan.FromMinutes(7));

        Assert.Equal(new DateTime(2026, 11, 27, 15, 7, 0, DateTimeKind.Utc), first);
        Assert.Equal([30.0, 60, 120, 240, 360, 360], Enumerable.Range(1, 6).Select(tries => (PublishingDay.NextLookUtc(first, tries) - first).TotalMinutes));
    }

    private static ExchangeRate Row(string currency, decimal units, DateOnly day) => new(new Currency(currency), units, day, "bank");

    private static ExchangeRates Compose(DateOnly today, params ExchangeRate[] rows) => RateTable.Compose(rows, null, RatePolicy.From(new RateSettings(), hasSource: true), today);

    private static LandedRequest Request(Currency price, Currency charge, int lines = 1) => new()
    {
        ShipsFrom = new Country("CN"), Destination = new Country("DE"), ChargeCurrency = charge, AtUtc = new DateTime(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc),
        Items = [.. Enumerable.Range(1, lines).Select(i => new LandedItem(new HsCode("691110"), new Country("CN"), i, new Money(3_333 * i, price), new Weight(500), new Dimensions(200, 150, 30), HasBattery: false))],
    };
}
