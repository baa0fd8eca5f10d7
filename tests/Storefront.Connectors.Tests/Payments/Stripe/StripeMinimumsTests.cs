using Storefront.Connectors.Payments.Stripe;
using Storefront.Payments;
using Storefront.Pricing;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>The least that can be charged, where it settles.</summary>
public sealed class StripeMinimumsTests
{
    [Theory]
    // Settles in itself, or nobody said: its own row.
    [InlineData("EUR", 49, "", "EUR 0.50")]
    [InlineData("EUR", 50, "", null)]
    [InlineData("GBP", 30, "EUR,GBP", null)]
    [InlineData("GBP", 29, "EUR,GBP", "GBP 0.30")]
    [InlineData("HUF", 174_99, "HUF", "HUF 175.00")]
    // Half a euro is 0.44 pounds at the built-in rates: what becomes euro is measured there, and a twentieth more for Stripe's own rate.
    [InlineData("GBP", 40, "EUR", "GBP 0.47")]
    [InlineData("GBP", 47, "EUR", null)]
    [InlineData("SEK", 3_00, "EUR,USD", "SEK 5.73")]
    // A currency without a row settles in the account's first one, and, when nobody said, in dollars.
    [InlineData("TRY", 20_00, "EUR", "TRY 27.43")]
    [InlineData("TRY", 20_00, "", "TRY 23.48")]
    [InlineData("TRY", 23_48, "", null)]
    [InlineData("VND", 10_000, "EUR", "VND 15949")]
    // Rounded up to what can be charged at all.
    [InlineData("KWD", 100, "EUR", "KWD 0.190")]
    [InlineData("KWD", 190, "EUR", null)]
    [InlineData("ISK", 50, "EUR", "ISK 76")]
    public void F42_The_least_is_that_of_the_currency_in_which_a_charge_settles(string currency, long minor, string settles, string? least)
    {
        var settlement = new StripeSettings { SettlesIn = settles }.SettlementCurrencies;

        var why = StripeMinimums.WhyNotCharged(new Money(minor, new Currency(currency)), settlement, AtMiddleRate);

        Assert.Equal((least is null ? null : "amount_too_small", least), (why?.Code, why?.Least is { } told ? $"{told.Currency} {told.ToPlain()}" : null));
    }

    [Fact]
    public void F42_Without_a_rate_the_row_alone_counts_and_what_is_no_charge_at_all_has_its_own_reason()
    {
        Assert.Null(StripeMinimums.WhyNotCharged(new Money(1, new Currency("TRY")), [Currency.Eur], (_, _) => null));
        Assert.Equal("amount_too_small", StripeMinimums.WhyNotCharged(new Money(0, new Currency("TRY")), [], (_, _) => null)!.Code);
        Assert.Equal(new NotCharged("amount_not_whole"), StripeMinimums.WhyNotCharged(new Money(1_234, new Currency("KWD")), [Currency.Eur], AtMiddleRate));
    }

    private static Money? AtMiddleRate(Money amount, Currency to) =>
        ExchangeRates.BuiltIn.Knows(amount.Currency) && ExchangeRates.BuiltIn.Knows(to) ? ExchangeRates.BuiltIn.Convert(amount, to, Rounding.HalfUp) : null;
}
