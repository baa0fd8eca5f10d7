using Storefront.Customs;

namespace Storefront.Market.Tests.Customs;

/// <summary>Worked examples of the trade, to the minor unit.</summary>
public sealed class WorkedExampleTests
{
    private static readonly LandedCase ShirtsAndWatch =
        LandedCase.To("DE", "EUR").Item("610910", 10m, 3).Item("910211", 60m).Freight(8m);

    [Fact]
    public void Shirts_and_a_watch_to_Germany_owe_three_euro_a_heading_and_VAT_on_all_of_it()
    {
        var quote = ShirtsAndWatch.Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal("IOSS", quote.Scheme);
        Assert.Equal("6.00 EUR", quote.Duty.ToString());
        Assert.Equal("19.76 EUR", quote.Tax.ToString());
        Assert.Equal("123.76 EUR", quote.Total.ToString());
        Assert.Null(quote.DueAtDoor);
    }

    [Fact]
    public void Where_recharged_duty_is_outside_the_base_VAT_is_on_goods_and_delivery()
    {
        var quote = ShirtsAndWatch.Schemes(CollectionSchemes.Everywhere with { TaxIncludesRechargedDuty = false }).Quote();

        Assert.Equal("6.00 EUR", quote.Duty.ToString());
        Assert.Equal("18.62 EUR", quote.Tax.ToString());
    }

    [Fact]
    public void Before_July_2026_the_same_parcel_owed_no_duty()
    {
        var quote = ShirtsAndWatch.On(2026, 6, 30).Quote();

        Assert.True(quote.Duty.IsZero);
        Assert.Equal("18.62 EUR", quote.Tax.ToString());
    }

    [Fact]
    public void A_watch_to_Norway_is_inside_the_scheme_and_owes_tax_alone()
    {
        var quote = LandedCase.To("NO", "NOK").Item("910211", 2400m).Freight(99m).Quote();

        Assert.Equal("VOEC", quote.Scheme);
        Assert.True(quote.Duty.IsZero);
        Assert.Equal("624.75 NOK", quote.Tax.ToString());
        Assert.Equal("3123.75 NOK", quote.Total.ToString());
    }

    [Fact]
    public void A_jacket_to_Norway_above_the_item_limit_is_estimated_at_the_door()
    {
        var quote = LandedCase.To("NO", "NOK").Item("620193", 3400m).Freight(99m).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.Equal("374.39 NOK", quote.AtDoor!.Duty.ToString());
        Assert.Equal("968.35 NOK", quote.AtDoor.Tax.ToString());
        Assert.Equal("3499.00 NOK", quote.Total.ToString());
        Assert.Contains(QuoteReason.AboveSchemeLimit, quote.Reasons);
    }

    [Fact]
    public void Low_value_goods_to_Australia_owe_GST_on_goods_and_freight()
    {
        var quote = LandedCase.To("AU", "AUD").Item("691110", 900m).Freight(40m).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal("94.00 AUD", quote.Tax.ToString());
        Assert.True(quote.Duty.IsZero);
    }

    [Fact]
    public void Above_the_limit_Australia_takes_duty_on_the_goods_and_GST_on_goods_duty_freight_and_insurance()
    {
        var quote = LandedCase.To("AU", "AUD").Item("691110", 1200m).Freight(60m + 10m).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.Equal("60.00 AUD", quote.AtDoor!.Duty.ToString());
        Assert.Equal("133.00 AUD", quote.AtDoor.Tax.ToString());
        Assert.Contains(QuoteReason.DutyRateEstimated, quote.Reasons);
        Assert.Contains(QuoteReason.CarrierFeeNotIncluded, quote.Reasons);
    }

    [Theory]
    [InlineData(40, 5, "9.00 USD", "11.06 USD", "65.06 USD")]
    [InlineData(90, 10, "40.00 USD", "28.67 USD", "168.67 USD")]
    public void Brazil_takes_import_tax_by_band_and_a_state_tax_inside_its_own_base(decimal goods, decimal freight, string duty, string tax, string total)
    {
        var quote = LandedCase.To("BR", "USD").Item("691110", goods).Freight(freight).RatesToDollar(("BRL", 5m)).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal("BR-PRC", quote.Scheme);
        Assert.Equal("cpf", quote.BuyerId);
        Assert.Equal(duty, quote.Duty.ToString());
        Assert.Equal(tax, quote.Tax.ToString());
        Assert.Equal(total, quote.Total.ToString());
    }

    [Fact]
    public void A_guitar_to_New_Zealand_is_judged_by_its_own_price_not_by_the_total()
    {
        var quote = LandedCase.To("NZ", "NZD").Item("920290", 998.92m).Freight(46.10m).Quote();

        Assert.Equal("NZ-GST", quote.Scheme);
        Assert.Equal("156.75 NZD", quote.Tax.ToString());
    }

    [Fact]
    public void Above_the_Korean_limit_the_whole_value_is_taxed()
    {
        var quote = LandedCase.To("KR", "USD").From("US").Item("330499", 250m).Freight(0m).RatesToDollar(("KRW", 1600m)).Quote();

        Assert.Equal(LandedTerms.DueAtDoor, quote.Terms);
        Assert.Equal("16.25 USD", quote.AtDoor!.Duty.ToString());
        Assert.Equal("26.63 USD", quote.AtDoor.Tax.ToString());
        Assert.Equal("pccc", quote.BuyerId);
    }

    [Fact]
    public void A_personal_import_to_India_owes_30_98_percent()
    {
        var quote = LandedCase.To("IN", "INR").Item("691110", 10_000m).Freight(0m).Quote();

        Assert.Equal(LandedTerms.Prepaid, quote.Terms);
        Assert.Equal("1100.00 INR", quote.Duty.ToString());
        Assert.Equal("1998.00 INR", quote.Tax.ToString());
        Assert.Equal("13098.00 INR", quote.Total.ToString());
    }
}
