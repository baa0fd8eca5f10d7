using FsCheck;
using FsCheck.Fluent;

namespace Storefront.Market.Tests.Primitives;

public sealed class MoneyTests
{
    private static readonly Currency Yen = new("JPY");
    private static readonly Currency Dinar = new("KWD");

    [Theory]
    [InlineData("12.50", "EUR", 1250)]
    [InlineData(" 12.5 ", "EUR", 1250)]
    [InlineData("0", "EUR", 0)]
    [InlineData(".5", "EUR", 50)]
    [InlineData("1200", "JPY", 1200)]
    [InlineData("1.234", "KWD", 1234)]
    [InlineData("1.230", "KWD", 1230)]
    public void A_plain_amount_is_read(string text, string currency, long minor)
    {
        Assert.True(Money.TryParse(text, new Currency(currency), out var money));
        Assert.Equal(new Money(minor, new Currency(currency)), money);
    }

    [Theory]
    [InlineData("", "EUR")]
    [InlineData("-1", "EUR")]
    [InlineData("+1", "EUR")]
    [InlineData("1.234", "EUR")]
    [InlineData("12.5", "JPY")]
    [InlineData("1e30", "EUR")]
    [InlineData("1,000.00", "EUR")]
    [InlineData("1.2.3", "EUR")]
    [InlineData("١٢", "EUR")]
    [InlineData("12 50", "EUR")]
    [InlineData("9999999999999999", "EUR")]
    [InlineData("NaN", "EUR")]
    public void Anything_else_is_not(string text, string currency) => Assert.False(Money.TryParse(text, new Currency(currency), out _));

    [Theory]
    [InlineData(0.125, Rounding.HalfUp, 13)]
    [InlineData(0.125, Rounding.HalfEven, 12)]
    [InlineData(0.135, Rounding.HalfEven, 14)]
    [InlineData(0.129, Rounding.Down, 12)]
    [InlineData(0.121, Rounding.Up, 13)]
    [InlineData(-0.125, Rounding.HalfUp, -13)]
    [InlineData(-0.129, Rounding.Down, -12)]
    [InlineData(-0.121, Rounding.Up, -13)]
    public void Each_rounding_settles_a_fraction_its_own_way(decimal major, Rounding rounding, long minor) =>
        Assert.Equal(minor, Money.Of(major, Currency.Eur, rounding).Minor);

    [Fact]
    public void An_exact_amount_refuses_more_digits_than_the_currency_has()
    {
        Assert.Equal(1234, Money.Exactly(1.234m, Dinar).Minor);
        Assert.Throws<ArgumentException>(() => Money.Exactly(1.234m, Currency.Eur));
        Assert.Throws<ArgumentException>(() => Money.Exactly(0.5m, Yen));
    }

    [Fact]
    public void Currencies_never_mix()
    {
        var (euro, yen) = (new Money(1, Currency.Eur), new Money(1, Yen));

        Assert.Throws<CurrencyMismatchException>(() => euro + yen);
        Assert.Throws<CurrencyMismatchException>(() => euro - yen);
        Assert.Throws<CurrencyMismatchException>(() => euro < yen);
        Assert.NotEqual(euro, yen);
    }

    [Fact]
    public void Arithmetic_throws_before_it_overflows()
    {
        var most = new Money(long.MaxValue, Currency.Eur);

        Assert.Throws<OverflowException>(() => most + new Money(1, Currency.Eur));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => most.Times(1.5m, Rounding.Down));
    }

    [Theory]
    [InlineData(1250, "EUR", "12.50 EUR")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(1200, "JPY", "1200 JPY")]
    [InlineData(1, "KWD", "0.001 KWD")]
    [InlineData(100, "HUF", "1.00 HUF")]
    [InlineData(100, "ISK", "100 ISK")]
    public void Plain_text_shows_the_currencys_digits(long minor, string currency, string text) =>
        Assert.Equal(text, new Money(minor, new Currency(currency)).ToString());

    [Fact]
    public void A_share_is_parts_per_million_of_the_amount() =>
        Assert.Equal("19.38 EUR", Money.Exactly(102m, Currency.Eur).Share(PartsPerMillion.FromPercent(19m), Rounding.HalfUp).ToString());

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(100, new long[] { 1, 2, 3 }, new long[] { 17, 33, 50 })]
    [InlineData(1, new long[] { 1, 1 }, new long[] { 1, 0 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(5, new long[] { 0, 1, 0 }, new long[] { 0, 5, 0 })]
    public void A_split_gives_the_remainder_to_the_largest_fraction_and_ties_to_the_earlier(long minor, long[] weights, long[] expected) =>
        Assert.Equal(expected, new Money(minor, Currency.Eur).Split(weights).Select(p => p.Minor));

    [Fact]
    public void A_split_over_no_weight_at_all_is_our_bug()
    {
        var money = new Money(5, Currency.Eur);

        Assert.Throws<ArgumentOutOfRangeException>(() => money.Split([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => money.Split([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => money.Split([1, -1]));
    }

    [Fact]
    public void A_split_loses_nothing_and_is_never_a_whole_unit_off()
    {
        var cases =
            from minor in Gen.Choose(-1_000_000_000, 1_000_000_000)
            from weights in Gen.Choose(0, 1_000_000).NonEmptyListOf().Where(w => w.Sum(x => (long)x) > 0)
            select (Money: new Money((long)minor * 7_919, Currency.Eur), Weights: weights.Select(w => (long)w).ToArray());

        Prop.ForAll(Arb.From(cases), c =>
        {
            var parts = c.Money.Split(c.Weights);

            Assert.Equal(c.Money, parts.Sum(Currency.Eur));
            var total = c.Weights.Sum();
            for (var i = 0; i < parts.Length; i++) Assert.True(Math.Abs(parts[i].Minor - ((decimal)c.Money.Minor * c.Weights[i] / total)) < 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var cases = from currency in Gen.Elements(Currency.All.ToArray()) from minor in Gen.Choose(0, int.MaxValue) select new Money(minor, currency);

        Prop.ForAll(Arb.From(cases), money =>
        {
            Assert.True(Money.TryParse(money.ToPlain(), money.Currency, out var read));
            Assert.Equal(money, read);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_half_stays_a_half_in_a_proportion_that_has_no_end()
    {
        // Five sixths are 0.8333…: cut off before they are multiplied, three of them would come to less than two and a half.
        Assert.Equal(3, new Money(3, Yen).Proportion(5, 6, Rounding.HalfUp).Minor);
        Assert.Equal(8, new Money(9, Yen).Proportion(10, 12, Rounding.HalfUp).Minor);
        Assert.Equal(0, new Money(3, Yen).Proportion(0, 6, Rounding.HalfUp).Minor);
    }

    [Fact]
    public void F53_a_hundred_over_three_loses_no_cent_and_one_yen_over_two_goes_to_the_first()
    {
        Assert.Equal([3334L, 3333, 3333], new Money(10_000, Currency.Eur).Split([1, 1, 1]).Select(m => m.Minor));
        Assert.Equal([1L, 0], new Money(1, Yen).Split([1, 1]).Select(m => m.Minor));
        Assert.Equal([0L, 10_000, 0], new Money(10_000, Currency.Eur).Split([0, 5, 0]).Select(m => m.Minor));
    }

    [Theory]
    [InlineData("ISK", 5_000, 5_000)]
    [InlineData("UGX", 5_000, 5_000)]
    [InlineData("HUF", 5_000, 500_000)]
    [InlineData("TWD", 5_000, 500_000)]
    [InlineData("KWD", 5_000, 5_000_000)]
    public void F54_an_amount_is_kept_in_the_minor_units_of_its_currency(string code, decimal major, long minor) =>
        Assert.Equal(minor, Money.Exactly(major, new Currency(code)).Minor);
}
