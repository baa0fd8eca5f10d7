using Storefront.Connectors.Payments.Stripe;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Amounts on the wire, currency by currency.</summary>
public sealed class StripeMoneyTests
{
    [Theory]
    [InlineData("EUR", 12_50, 1250)]
    [InlineData("JPY", 1250, 1250)]
    [InlineData("KRW", 9000, 9000)]
    [InlineData("XOF", 655, 655)]
    [InlineData("BIF", 500, 500)]
    [InlineData("KWD", 12_340, 12340)]
    [InlineData("BHD", 12_340, 12340)]
    [InlineData("ISK", 150, 15000)]
    [InlineData("UGX", 4000, 400000)]
    [InlineData("HUF", 1234_56, 123456)]
    [InlineData("TWD", 30_50, 3050)]
    [InlineData("MGA", 5000_00, 5000)]
    public void An_amount_has_as_many_digits_as_Stripe_wants_and_comes_back_the_same(string currency, long minor, long wire)
    {
        Assert.Equal(wire, StripeMoney.ToWire(minor, currency));
        Assert.Equal(minor, StripeMoney.FromWire(wire, currency));
    }

    [Fact]
    public void What_has_no_whole_number_on_the_other_side_is_not_rounded()
    {
        Assert.Null(StripeMoney.ToWire(5000_20, "MGA"));
        Assert.Null(StripeMoney.FromWire(15050, "ISK"));
    }

    [Fact]
    public void Digits_agree_with_ours_for_every_currency_of_this_market() =>
        Assert.All(Currency.All, c => Assert.Equal(c.MinorDigits, StripeMoney.Of(c.Code).IsoDigits));

    [Fact]
    public void Every_amount_of_every_currency_survives_the_way_there_and_back() => Assert.All(
        Currency.All,
        c =>
        {
            foreach (var minor in new long[] { 1, 99, 100, 1_000, 123_450, 99_999_999 })
            {
                var amount = new Money(minor, c);
                Assert.Equal(amount, StripeMoney.From(amount.Wire(), c.Code.ToLowerInvariant()));
            }
        });

    [Theory]
    [InlineData("EUR", 49, "amount_too_small")]
    [InlineData("EUR", 50, null)]
    [InlineData("GBP", 29, "amount_too_small")]
    [InlineData("HKD", 3_99, "amount_too_small")]
    [InlineData("JPY", 49, "amount_too_small")]
    [InlineData("JPY", 50, null)]
    [InlineData("HUF", 174_99, "amount_too_small")]
    [InlineData("HUF", 175_50, null)]
    [InlineData("KWD", 1_234, "amount_not_whole")]
    [InlineData("KWD", 1_230, null)]
    [InlineData("ISK", 1, null)]
    [InlineData("PEN", 0, "amount_too_small")]
    [InlineData("PEN", -5, "amount_too_small")]
    [InlineData("EUR", 1_000_000_000_000, "amount_too_large")]
    public void What_Stripe_would_not_charge_is_known_before(string currency, long minor, string? code) =>
        Assert.Equal(code, StripeMoney.WhyNotCharged(new Money(minor, new Currency(currency))));

    [Theory]
    [InlineData("HUF", 1234_56, 1234_00)]
    [InlineData("TWD", 30_50, 30_00)]
    [InlineData("EUR", 30_55, 30_55)]
    [InlineData("ISK", 151, 151)]
    [InlineData("KWD", 1_234, 1_230)]
    [InlineData("JPY", 7, 7)]
    public void Only_the_payable_part_goes_to_a_bank(string currency, long minor, long payable) =>
        Assert.Equal(payable, StripeMoney.PayablePart(new Money(minor, new Currency(currency))).Minor);

    [Theory]
    [InlineData("xyz")]
    [InlineData(null)]
    [InlineData("isk")]
    public void An_amount_that_this_market_does_not_know_is_never_made_up(string? currency)
    {
        Assert.Null(StripeMoney.TryFrom(150, currency));
        Assert.Throws<ProviderOutcomeUnknownException>(() => StripeMoney.From(150, currency));
    }

    [Fact]
    public void Refusals_name_the_amount_and_the_code() =>
        Assert.Equal("amount_too_small", Assert.Throws<ProviderRefusedException>(() => new Money(1, Currency.Eur).WireCharge()).Code);
}
