using Storefront.Customs;

namespace Storefront.Market.Tests.Customs;

public sealed class TermsTests
{
    [Fact]
    public void The_European_flat_duty_begins_with_July_2026()
    {
        var parcel = LandedCase.To("DE", "EUR").Item("691110", 50m).Freight(5m);

        var before = parcel.At(new DateTime(2026, 6, 30, 23, 59, 59, DateTimeKind.Utc)).Quote();
        var after = parcel.At(new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc)).Quote();

        Assert.Equal("EU-LV-2021", before.Rule!.Id);
        Assert.True(before.Duty.IsZero);
        Assert.Equal("EU-LV-2026", after.Rule!.Id);
        Assert.Equal("3.00 EUR", after.Duty.ToString());
    }

    [Fact]
    public void A_quote_stands_for_half_an_hour_but_never_past_the_end_of_its_rule()
    {
        var parcel = LandedCase.To("DE", "EUR").Item("691110", 50m).Freight(5m);

        Assert.Equal(LandedCase.Autumn2026.AddMinutes(30), parcel.Quote().ExpiresAtUtc);
        Assert.Equal(
            new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc),
            parcel.At(new DateTime(2026, 6, 30, 23, 50, 0, DateTimeKind.Utc)).Quote().ExpiresAtUtc);
    }

    [Fact]
    public void When_the_last_known_rule_has_ended_nothing_is_guessed()
    {
        var quote = LandedCase.To("DE", "EUR").Item("691110", 50m).Freight(5m).On(2028, 7, 1).Quote();

        Assert.Equal(LandedTerms.Unknown, quote.Terms);
        Assert.Contains(QuoteReason.NoRule, quote.Reasons);
    }

    [Theory]
    [InlineData("AR")]
    [InlineData("KE")]
    [InlineData("MC")]
    public void A_destination_without_rules_says_so_and_charges_goods_and_delivery_alone(string country)
    {
        var quote = LandedCase.To(country, "EUR").Item("691110", 50m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.Unknown, quote.Terms);
        Assert.Equal("55.00 EUR", quote.Total.ToString());
        Assert.Null(quote.Rule);
        Assert.Null(quote.DueAtDoor);
        Assert.Contains(QuoteReason.NoRule, quote.Reasons);
    }

    [Theory]
    [InlineData("ES", "35001")]
    [InlineData("ES", "52001")]
    [InlineData("FI", "22100")]
    [InlineData("FR", "97410")]
    [InlineData("DE", "27498")]
    [InlineData("IT", "23041")]
    [InlineData("NO", "9170")]
    [InlineData("GB", "JE2 3AB")]
    [InlineData("GB", "BT1 1AA")]
    [InlineData("US", "96910")]
    public void A_territory_under_another_law_is_not_estimated(string country, string postcode)
    {
        var quote = LandedCase.To(country, "EUR").Postcode(postcode).Item("691110", 50m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.Unknown, quote.Terms);
        Assert.Equal("55.00 EUR", quote.Total.ToString());
        Assert.Equal([QuoteReason.TerritoryOutsideRules], quote.Reasons);
    }

    [Fact]
    public void A_Spanish_parcel_to_the_Canary_Islands_is_not_a_domestic_sale()
    {
        var quote = LandedCase.To("ES", "EUR").From("ES").Postcode("38001").Item("691110", 50m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.Unknown, quote.Terms);
    }

    [Fact]
    public void A_British_parcel_to_Northern_Ireland_is_a_domestic_sale()
    {
        var quote = LandedCase.To("GB", "GBP").From("GB").Postcode("BT1 1AA").Item("691110", 50m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.Domestic, quote.Terms);
        Assert.Equal("11.00 GBP", quote.Tax.ToString());
    }

    [Theory]
    [InlineData("DE", "DE", 23.75)]
    [InlineData("IT", "DE", 23.75)]
    [InlineData("DE", "FI", 31.88)]
    [InlineData("CH", "LI", 10.13)]
    [InlineData("JP", "JP", 12.50)]
    [InlineData("US", "US", 0)]
    public void Inside_a_country_or_a_customs_union_the_destinations_tax_is_on_goods_and_delivery(string from, string to, decimal tax)
    {
        var quote = LandedCase.To(to, "EUR").From(from).Item("691110", 120m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.Domestic, quote.Terms);
        Assert.Equal(tax, quote.Tax.Major);
        Assert.True(quote.Duty.IsZero);
        Assert.Null(quote.Scheme);
    }

    [Theory]
    [InlineData("CA", "K1A 0B1", "HST", 130_000)]
    [InlineData("CA", "h2x 1y4", "GST and QST", 149_750)]
    [InlineData("PT", "9500-321", "IVA", 160_000)]
    [InlineData("PT", "1100-148", "VAT", 230_000)]
    public void A_province_decides_its_own_tax(string country, string postcode, string name, int ppm)
    {
        var quote = LandedCase.To(country, "EUR").From(country).Postcode(postcode).Item("691110", 100m).Freight(0m).Quote();

        Assert.Equal(name, quote.TaxName);
        Assert.Equal(ppm, quote.TaxRate.Value);
        Assert.Equal(Money.Exactly(100m, Currency.Eur).Share(new PartsPerMillion(ppm), Rounding.HalfUp), quote.Tax);
    }

    [Fact]
    public void Without_a_postcode_a_Canadian_quote_says_that_the_province_is_missing()
    {
        var quote = LandedCase.To("CA", "CAD").From("CA").Item("691110", 100m).Freight(0m).Quote();

        Assert.Equal("5.00 CAD", quote.Tax.ToString());
        Assert.Contains(QuoteReason.RegionalTaxUnknown, quote.Reasons);
    }

    [Fact]
    public void Every_parcel_to_the_United_States_is_an_estimate_with_unknown_additional_duties()
    {
        var quote = LandedCase.To("US", "USD").Item("691110", 30m).Freight(5m).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.Equal("2.10 USD", quote.AtDoor!.Duty.ToString());
        Assert.Equal("35.00 USD", quote.Total.ToString());
        Assert.Equal(
            [QuoteReason.AdditionalDutiesUnknown, QuoteReason.StateTaxNotIncluded, QuoteReason.DutyRateEstimated, QuoteReason.CarrierFeeNotIncluded],
            quote.Reasons);
    }

    [Fact]
    public void The_American_surcharge_of_spring_2026_came_on_top()
    {
        var quote = LandedCase.To("US", "USD").Item("691110", 100m).Freight(5m).On(2026, 5, 1).Quote();

        Assert.Equal("17.00 USD", quote.AtDoor!.Duty.ToString());
    }

    [Theory]
    [InlineData("BR", "BRL", "220421")]
    [InlineData("MX", "MXN", "220870")]
    [InlineData("IN", "INR", "240210")]
    [InlineData("CN", "CNY", "220421")]
    [InlineData("FR", "EUR", "220421")]
    [InlineData("GB", "GBP", "240220")]
    [InlineData("HK", "HKD", "220830")]
    public void Alcohol_and_tobacco_are_never_quoted_as_paid_in_full(string country, string currency, string code)
    {
        var quote = LandedCase.To(country, currency).From("GE").Item(code, 30m).Freight(5m).Quote();

        Assert.NotEqual(LandedTerms.Prepaid, quote.Terms);
        Assert.Null(quote.Scheme);
        Assert.Contains(QuoteReason.ExciseNotIncluded, quote.Reasons);
    }

    [Theory]
    [InlineData("BR", "BRL", "BR-NONPRC")]
    [InlineData("CN", "CNY", "CN-POSTAL")]
    public void A_rule_for_sales_under_a_scheme_is_none_for_wine(string country, string currency, string rule) =>
        Assert.Equal(rule, LandedCase.To(country, currency).From("GE").Item("220421", 30m).Freight(5m).Quote().Rule!.Id);

    [Fact]
    public void A_free_port_asks_for_nothing()
    {
        var quote = LandedCase.To("HK", "HKD").Item("910211", 9_000m).Freight(50m).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal("9050.00 HKD", quote.Total.ToString());
        Assert.Equal([QuoteReason.NothingDue], quote.Reasons);
    }

    [Fact]
    public void Goods_whose_duty_is_not_held_are_not_estimated()
    {
        var swissTea = LandedCase.To("CH", "CHF").Item("090210", 40m).Freight(8m).Quote();
        var wineToHongKong = LandedCase.To("HK", "HKD").Item("220820", 400m).Freight(50m).Quote();

        Assert.Equal(LandedTerms.Unknown, swissTea.Terms);
        Assert.Equal(LandedTerms.Unknown, wineToHongKong.Terms);
        Assert.Contains(QuoteReason.DutyRateUnknown, swissTea.Reasons);
        Assert.True(swissTea.Tax.IsZero);
    }

    [Fact]
    public void Switzerland_taxes_every_parcel_of_a_registered_marketplace()
    {
        var quote = LandedCase.To("CH", "CHF").Item("910211", 2_000m).Freight(20m).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal("163.62 CHF", quote.Tax.ToString());
        Assert.True(quote.Duty.IsZero);
    }

    [Fact]
    public void A_rule_that_nobody_verified_never_promises_that_nothing_is_due()
    {
        var quote = LandedCase.To("PH", "PHP").Item("691110", 500m).Freight(100m).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.True(quote.DueAtDoor!.Value.IsZero);
        Assert.Contains(QuoteReason.RuleUnverified, quote.Reasons);
        Assert.Equal(Confidence.Low, quote.Rule!.Confidence);
    }

    [Fact]
    public void Unregistered_a_marketplace_leaves_the_tax_to_the_border()
    {
        var quote = LandedCase.To("DE", "EUR").Item("691110", 50m).Freight(5m).Schemes(CollectionSchemes.Nowhere).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.Equal("3.00 EUR", quote.AtDoor!.Duty.ToString());
        Assert.Equal("11.02 EUR", quote.AtDoor.Tax.ToString());
        Assert.Contains(QuoteReason.NotRegistered, quote.Reasons);
    }

    [Fact]
    public void An_uncertified_platform_pays_the_full_Brazilian_rate()
    {
        var quote = LandedCase.To("BR", "USD").Item("691110", 40m).Freight(0m).Schemes(CollectionSchemes.Nowhere).RatesToDollar(("BRL", 5m)).Quote();

        Assert.Equal("BR-NONPRC", quote.Rule!.Id);
        Assert.Equal("24.00 USD", quote.AtDoor!.Duty.ToString());
    }

    [Fact]
    public void The_door_estimate_holds_the_carriers_usual_fee()
    {
        var quote = LandedCase.To("GB", "GBP").Item("691110", 200m).Freight(10m).Quote();

        // CIF 210: duty 8 % estimated, VAT 20 % of 226.80, and the carrier's fee.
        Assert.Equal("16.80 GBP", quote.AtDoor!.Duty.ToString());
        Assert.Equal("45.36 GBP", quote.AtDoor.Tax.ToString());
        Assert.Equal("8.00 GBP", quote.AtDoor.Fees.ToString());
        Assert.Equal("70.16 GBP", quote.DueAtDoor.ToString());
        Assert.Contains(QuoteReason.CarrierFeeEstimated, quote.Reasons);
    }

    [Fact]
    public void Books_take_the_reduced_rate_and_tell_it_per_line()
    {
        var quote = LandedCase.To("DE", "EUR").From("FR").Item("490199", 20m).Item("691110", 30m).Freight(0m).Quote();

        Assert.Equal("1.40 EUR", quote.Lines[0].Tax.ToString());
        Assert.Equal("5.70 EUR", quote.Lines[1].Tax.ToString());
        Assert.Equal(70_000, quote.Lines[0].TaxRate.Value);
        Assert.Equal(190_000, quote.TaxRate.Value);
    }

    [Fact]
    public void Where_a_reduced_rate_may_hold_but_is_not_known_the_standard_rate_is_taken_and_said()
    {
        var quote = LandedCase.To("DE", "EUR").Item("090210", 20m).Freight(0m).Quote();

        Assert.Equal("4.37 EUR", quote.Tax.ToString());
        Assert.Contains(QuoteReason.ReducedTaxNotApplied, quote.Reasons);
    }
}
