using Storefront.Connectors.Payments.Stripe;

namespace Storefront.Connectors.Tests.Payments.Stripe;

public sealed class StripeMethodsTests
{
    [Theory]
    [InlineData("EUR", "NL", "DE", "ideal", true)]
    [InlineData("EUR", "FR", "DE", "ideal", false)]
    [InlineData("USD", "NL", "DE", "ideal", false)]
    [InlineData("EUR", "NL", "BR", "ideal", false)]
    [InlineData("EUR", "BE", "IE", "bancontact", true)]
    [InlineData("PLN", "PL", "FR", "blik", true)]
    [InlineData("PLN", "PL", "US", "blik", false)]
    [InlineData("PLN", "PL", "US", "p24", true)]
    [InlineData("CNY", "CN", "US", "alipay", true)]
    [InlineData("EUR", "DE", "NL", "klarna", true)]
    [InlineData("EUR", "PT", "FR", "multibanco", true)]
    [InlineData("EUR", "NO", "FR", "sepa_debit", true)]
    [InlineData("EUR", "US", "FR", "sepa_debit", false)]
    [InlineData("BRL", "BR", "US", "pix", true)]
    [InlineData("BRL", "BR", "US", "boleto", false)]
    [InlineData("JPY", "JP", "JP", "paypay", true)]
    [InlineData("KWD", "KW", "DE", "card", true)]
    public void A_method_is_offered_when_currency_buyer_and_account_fit(string currency, string to, string account, string method, bool offered) =>
        Assert.Equal(offered, StripeMethods.Allowed(new Currency(currency), new Country(to), new Country(account)).Contains(method));

    [Theory]
    [InlineData("JPY", "JP", "konbini")]
    [InlineData("THB", "TH", "promptpay")]
    public void A_method_whose_refund_asks_the_buyer_for_an_account_is_not_offered(string currency, string country, string method)
    {
        Assert.DoesNotContain(method, StripeMethods.Allowed(new Currency(currency), new Country(country), new Country(country)));
        Assert.Contains(method, StripeMethods.Excluded(new Currency(currency), new Country(country)));
    }

    [Fact]
    public void Without_a_destination_only_what_everybody_has_is_offered()
    {
        Assert.Equal(["card", "alipay", "wechat_pay", "paypal"], StripeMethods.Allowed(Currency.Eur, null, new Country("DE")));
        Assert.DoesNotContain("card", StripeMethods.Excluded(Currency.Eur, null));
    }

    [Fact]
    public void What_fits_is_not_taken_out_and_what_does_not_fit_is()
    {
        var excluded = StripeMethods.Excluded(Currency.Eur, new Country("NL"));

        Assert.DoesNotContain("ideal", excluded);
        Assert.Contains("bancontact", excluded);
        Assert.Contains("blik", excluded);
    }

    [Fact]
    public void Every_row_of_the_file_is_read()
    {
        Assert.Equal(28, StripeMethods.Known.Count);
        Assert.Equal(["boleto", "oxxo", "konbini", "multibanco", "sepa_debit"], StripeMethods.Known.Where(m => m.IsDelayed).Select(m => m.Name));
    }
}
