using Storefront.Customs;

namespace Storefront.Market.Tests.Customs;

/// <summary>What happens at a limit and one minor unit above it.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("DE", "EUR", 150.00, 150.01)]
    [InlineData("GB", "GBP", 135.00, 135.01)]
    [InlineData("NO", "NOK", 3000.00, 3000.01)]
    [InlineData("AU", "AUD", 1000.00, 1000.01)]
    [InlineData("NZ", "NZD", 1000.00, 1000.01)]
    [InlineData("SG", "SGD", 400.00, 400.01)]
    public void A_scheme_holds_up_to_its_limit_and_the_border_collects_above(string country, string currency, decimal within, decimal above)
    {
        var parcel = LandedCase.To(country, currency).Freight(10m);

        var last = parcel.Item("691110", within).Quote();
        var first = parcel.Item("691110", above).Quote();

        Assert.Equal(LandedTerms.Prepaid, last.Terms);
        Assert.NotNull(last.Scheme);
        Assert.True(last.Tax.IsPositive);
        Assert.Equal(LandedTerms.DueAtDoor, first.Terms);
        Assert.Null(first.Scheme);
        Assert.True(first.Tax.IsZero);
        Assert.True(first.DueAtDoor!.Value.IsPositive);
        Assert.Contains(QuoteReason.AboveSchemeLimit, first.Reasons);
    }

    [Fact]
    public void Freight_does_not_count_toward_the_European_limit()
    {
        var quote = LandedCase.To("FR", "EUR").Item("691110", 150m).Freight(80m).Quote();

        Assert.Equal("IOSS", quote.Scheme);
        Assert.Equal("3.00 EUR", quote.Duty.ToString());
        Assert.Equal("46.60 EUR", quote.Tax.ToString());
    }

    [Theory]
    [InlineData("DE", "EUR")]
    [InlineData("GB", "GBP")]
    public void Europe_and_Britain_test_the_consignment(string country, string currency)
    {
        var quote = LandedCase.To(country, currency).Item("691110", 100m).Item("610910", 60m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
    }

    [Theory]
    [InlineData("AU", "AUD", 900)]
    [InlineData("NZ", "NZD", 900)]
    [InlineData("SG", "SGD", 300)]
    [InlineData("NO", "NOK", 2900)]
    public void Others_test_each_item_however_many_there_are(string country, string currency, decimal each)
    {
        var quote = LandedCase.To(country, currency).Item("691110", each, quantity: 3).Item("910211", each).Freight(5m).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.NotNull(quote.Scheme);
    }

    [Fact]
    public void One_item_above_the_limit_takes_the_whole_parcel_out_of_the_scheme()
    {
        var quote = LandedCase.To("AU", "AUD").Item("691110", 20m).Item("910211", 1200m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.True(quote.Tax.IsZero);
    }

    [Theory]
    [InlineData("CN", 150.00, 0)]
    [InlineData("CN", 150.01, 1)]
    [InlineData("US", 150.01, 0)]
    [InlineData("US", 200.00, 0)]
    [InlineData("US", 200.01, 1)]
    public void The_Korean_limit_is_higher_for_parcels_from_the_United_States(string from, decimal price, int expected)
    {
        var quote = LandedCase.To("KR", "USD").From(from).Item("691110", price).Freight(12m).Quote();

        Assert.Equal(expected == 1 ? LandedTerms.DueAtDoor : LandedTerms.Prepaid, quote.Terms);
        Assert.Equal(expected == 1, quote.DueAtDoor is { IsPositive: true });
    }

    [Theory]
    [InlineData(16_666, 0, 0)]
    [InlineData(20_000, 600, 1_200)]
    public void Japan_values_personal_imports_at_60_percent_and_rounds_in_its_steps(decimal price, decimal duty, decimal tax)
    {
        var quote = LandedCase.To("JP", "JPY").Item("392410", price).Freight(1500m).Quote();

        Assert.Equal(duty + tax == 0 ? LandedTerms.Prepaid : LandedTerms.DueAtDoor, quote.Terms);
        Assert.Equal(duty, quote.AtDoor?.Duty.Major ?? 0);
        Assert.Equal(tax, quote.AtDoor?.Tax.Major ?? 0);
    }

    [Fact]
    public void Knitwear_has_no_Japanese_exemption()
    {
        var quote = LandedCase.To("JP", "JPY").Item("611020", 9_000m).Freight(0m).Quote();

        // 60 % of 9,000 is 5,400, down to 5,000; duty 10 % of it down to hundreds, tax 10 % of 5,500 down to hundreds.
        Assert.Equal("500 JPY", quote.AtDoor!.Duty.ToString());
        Assert.Equal("500 JPY", quote.AtDoor.Tax.ToString());
    }

    [Theory]
    [InlineData("CN", 20.00, false)]
    [InlineData("CN", 20.01, true)]
    [InlineData("US", 40.00, false)]
    [InlineData("US", 40.01, true)]
    public void Canada_frees_more_when_a_courier_brings_it_from_the_United_States(string from, decimal price, bool taxed)
    {
        var quote = LandedCase.To("CA", "CAD").From(from).Item("691110", price).Freight(9m).Quote();

        Assert.Equal(taxed, quote.AtDoor is { Tax.IsPositive: true });
        Assert.Equal(from == "CN" && taxed, quote.AtDoor is { Duty.IsPositive: true });
    }

    [Fact]
    public void Ukraine_charges_only_what_exceeds_the_limit()
    {
        var within = LandedCase.To("UA", "EUR").Item("691110", 150m).Freight(0m).Quote();
        var above = LandedCase.To("UA", "EUR").Item("691110", 200m).Freight(0m).Quote();

        Assert.True(within.DueAtDoor!.Value.IsZero);
        Assert.Equal("5.00 EUR", above.AtDoor!.Duty.ToString());
        Assert.Equal("11.00 EUR", above.AtDoor.Tax.ToString());
    }

    [Theory]
    [InlineData(230, 0)]
    [InlineData(260, 52)]
    public void Chinas_small_tax_is_waived_up_to_fifty_yuan(decimal price, decimal due)
    {
        var quote = LandedCase.To("CN", "CNY").From("JP").Item("610910", price).Freight(0m).Quote();

        Assert.Equal(due, quote.DueAtDoor!.Value.Major);
    }

    [Fact]
    public void A_parcel_worth_more_than_the_rules_cover_is_not_estimated()
    {
        var quote = LandedCase.To("CN", "CNY").From("JP").Item("610910", 1000.01m).Freight(0m).Quote();

        Assert.Equal(LandedTerms.Unknown, quote.Terms);
        Assert.Contains(QuoteReason.ValueAboveRules, quote.Reasons);
        Assert.Null(quote.DueAtDoor);
    }

    [Theory]
    [InlineData(50.00, 0.00)]
    [InlineData(50.01, 8.50)]
    [InlineData(117.00, 19.89)]
    [InlineData(117.01, 22.23)]
    public void Mexico_takes_a_global_rate_by_band_from_its_neighbours(decimal price, decimal duty)
    {
        var quote = LandedCase.To("MX", "USD").From("US").Item("691110", price).Freight(0m).RatesToDollar(("MXN", 20m)).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal(duty, quote.Duty.Major);
    }

    [Fact]
    public void The_limit_is_tested_in_its_own_currency_at_the_rate_of_the_quote()
    {
        // 1 EUR = 1.1684 USD: 175.26 USD are 150.00 EUR, 175.27 USD are 150.01 EUR.
        var within = LandedCase.To("DE", "USD").Item("691110", 175.26m).Freight(0m).Quote();
        var above = LandedCase.To("DE", "USD").Item("691110", 175.27m).Freight(0m).Quote();

        Assert.Equal(LandedTerms.Prepaid, within.Terms);
        Assert.Equal(LandedTerms.DueAtDoor, above.Terms);
    }

    [Fact]
    public void Goods_that_a_scheme_leaves_out_are_left_to_the_border()
    {
        var quote = LandedCase.To("GB", "GBP").Item("220421", 20m).Freight(5m).Quote();

        Assert.NotEqual(LandedTerms.Prepaid, quote.Terms);
        Assert.Contains(QuoteReason.GoodsOutsideScheme, quote.Reasons);
    }
}
