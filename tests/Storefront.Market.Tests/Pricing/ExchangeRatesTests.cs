using FsCheck;
using FsCheck.Fluent;
using Storefront.Pricing;

namespace Storefront.Market.Tests.Pricing;

public sealed class ExchangeRatesTests
{
    private static readonly ExchangeRates Rates = ExchangeRates.BuiltIn;

    private static readonly Gen<Currency> Currencies = Gen.Elements(Rates.Rows.Select(r => r.Currency).ToArray());

    [Theory]
    [InlineData(100, "EUR", "USD", "116.84 USD")]
    [InlineData(100, "EUR", "JPY", "18675 JPY")]
    [InlineData(100, "EUR", "KWD", "35.870 KWD")]
    [InlineData(100, "EUR", "HUF", "36690.00 HUF")]
    [InlineData(100, "EUR", "ISK", "14320 ISK")]
    [InlineData(100, "USD", "EUR", "85.59 EUR")]
    [InlineData(1, "USD", "AED", "3.67 AED")]
    [InlineData(1, "USD", "OMR", "0.385 OMR")]
    public void An_amount_at_the_middle_rate_is_settled_to_the_targets_minor_unit(decimal amount, string from, string to, string expected) =>
        Assert.Equal(expected, Rates.Convert(Money.Exactly(amount, new Currency(from)), new Currency(to), Rounding.HalfUp).ToString());

    [Fact]
    public void A_quoted_price_carries_the_platforms_spread()
    {
        var price = Money.Exactly(100m, Currency.Eur);

        Assert.Equal("118.59 USD", Rates.Quote(price, Currency.Usd).ToString());
        Assert.Equal(PlatformSpread.Default, Rates.Charged(Currency.Eur, Currency.Usd).Spread);
    }

    [Fact]
    public void In_its_own_currency_a_price_stays_as_it_is()
    {
        var price = Money.Exactly(99.99m, Currency.Usd);

        Assert.Equal(price, Rates.Quote(price, Currency.Usd));
        Assert.Equal(1m, Rates.Charged(Currency.Usd, Currency.Usd).Rate);
    }

    [Fact]
    public void A_rate_names_both_sources_and_the_older_day()
    {
        var rates = new ExchangeRates(
        [
            new ExchangeRate(Currency.Usd, 1.1m, new DateOnly(2026, 4, 13), "bank"),
            new ExchangeRate(new Currency("TWD"), 37m, new DateOnly(2026, 4, 1), "guess", Indicative: true),
        ]);

        var used = rates.Middle(Currency.Usd, new Currency("TWD"));

        Assert.Equal("bank; guess", used.Source);
        Assert.Equal(new DateOnly(2026, 4, 1), used.AsOf);
        Assert.True(used.Indicative);
        Assert.Equal("bank", rates.Middle(Currency.Eur, Currency.Usd).Source);
    }

    [Fact]
    public void A_stored_rate_gives_the_same_amount_again()
    {
        var used = Rates.Charged(new Currency("CNY"), new Currency("KRW"));
        var stored = used with { Rate = decimal.Parse(used.Rate.ToString("G12", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Equal(used.Apply(new Money(123_456_789, new Currency("CNY")), Rounding.HalfUp), stored.Apply(new Money(123_456_789, new Currency("CNY")), Rounding.HalfUp));
    }

    [Fact]
    public void There_and_back_loses_at_most_half_a_minor_unit_of_each_currency()
    {
        var cases =
            from a in Currencies
            from b in Currencies
            from minor in Gen.Choose(0, 100_000_000)
            select (Amount: new Money(minor, a), To: b);

        Prop.ForAll(Arb.From(cases), c =>
        {
            var back = Rates.Convert(Rates.Convert(c.Amount, c.To, Rounding.HalfUp), c.Amount.Currency, Rounding.HalfUp);

            var halfThere = 0.5m / c.To.MinorPerMajor * Rates.Middle(c.To, c.Amount.Currency).Rate;
            var halfHere = 0.5m / c.Amount.Currency.MinorPerMajor;
            // Twelve digits of rate, used twice.
            var blur = c.Amount.Major * 0.00000000002m;
            Assert.True(Math.Abs(back.Major - c.Amount.Major) <= halfThere + halfHere + blur, $"{c.Amount} by {c.To} came back as {back}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void More_money_never_becomes_less()
    {
        var cases = from a in Currencies from b in Currencies from x in Gen.Choose(0, 1_000_000) from more in Gen.Choose(0, 1_000) select (a, b, x, more);

        Prop.ForAll(Arb.From(cases), c =>
            Assert.True(Rates.Quote(new Money(c.x, c.a), c.b) <= Rates.Quote(new Money(c.x + c.more, c.a), c.b))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Only_the_published_and_pegged_currencies_are_called_quotations()
    {
        Assert.Equal(["KWD", "TWD", "VND"], Rates.Rows.Where(r => r.Indicative).Select(r => r.Currency.Code).Order());
        Assert.All(Rates.Rows, r => Assert.NotEmpty(r.Source));
    }

    [Fact]
    public void An_amount_of_another_currency_is_our_bug() =>
        Assert.Throws<CurrencyMismatchException>(() => Rates.Middle(Currency.Eur, Currency.Usd).Apply(new Money(1, new Currency("JPY")), Rounding.HalfUp));

    [Fact]
    public void An_unknown_currency_is_our_bug_because_it_can_be_asked_first()
    {
        Assert.False(Rates.Knows(new Currency("PEN")));
        Assert.Throws<ArgumentException>(() => Rates.Middle(Currency.Eur, new Currency("PEN")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_rate_that_is_not_positive_is_our_bug(decimal rate) =>
        Assert.Throws<ArgumentException>(() => new ExchangeRates([new ExchangeRate(Currency.Usd, rate, new DateOnly(2026, 1, 1), "test")]));

    [Fact]
    public void A_currency_may_carry_a_spread_of_its_own_and_a_pair_carries_the_greater()
    {
        var (lira, yen) = (new Currency("TRY"), new Currency("JPY"));
        var rates = new ExchangeRates(ExchangeRates.BuiltIn.Rows, PartsPerMillion.FromPercent(1.5m), new Dictionary<Currency, PartsPerMillion>
        {
            [lira] = PartsPerMillion.FromPercent(3m), [Currency.Usd] = PartsPerMillion.FromPercent(0.5m),
        });

        Assert.Equal(PartsPerMillion.FromPercent(3m), rates.Charged(Currency.Eur, lira).Spread);
        Assert.Equal(PartsPerMillion.FromPercent(3m), rates.Charged(lira, yen).Spread);
        Assert.Equal(PartsPerMillion.FromPercent(3m), rates.Charged(yen, lira).Spread);
        Assert.Equal(PartsPerMillion.FromPercent(0.5m), rates.Charged(Currency.Usd, Currency.Eur).Spread);
        Assert.Equal(PartsPerMillion.FromPercent(1.5m), rates.Charged(Currency.Usd, yen).Spread);
        Assert.Equal(PartsPerMillion.Zero, rates.Middle(Currency.Eur, lira).Spread);
    }

    [Fact]
    public void A_rate_is_written_down_with_the_margin_that_is_in_it()
    {
        Assert.EndsWith(") +1.5 %", Rates.Charged(new Currency("CNY"), Currency.Eur).ToString());
        Assert.EndsWith(")", Rates.Middle(new Currency("CNY"), Currency.Eur).ToString());
    }
}
