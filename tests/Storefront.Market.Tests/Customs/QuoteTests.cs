using Storefront.Customs;
using Storefront.Pricing;

namespace Storefront.Market.Tests.Customs;

public sealed class QuoteTests
{
    [Fact]
    public void A_quote_names_its_rule_its_source_and_every_rate_that_it_used()
    {
        var quote = LandedCase.To("DE", "USD").Item("691110", 200m, "CNY").Quote();

        Assert.Equal("EU-LV-2026", quote.Rule!.Id);
        Assert.Equal(new DateOnly(2026, 11, 22), quote.Rule.CheckedOn);
        Assert.Equal(Confidence.High, quote.Rule.Confidence);
        Assert.Contains("2026/382", quote.Rule.Source);
        Assert.Equal(
            [("CNY", "USD", 15_000), ("USD", "EUR", 0), ("EUR", "USD", 0)],
            quote.Rates.Select(r => (r.From.Code, r.To.Code, r.Spread.Value)));
    }

    [Fact]
    public void The_merchants_price_becomes_the_shoppers_with_the_platforms_spread_and_the_unit_price_times_quantity_is_the_line()
    {
        var quote = LandedCase.To("DE", "EUR").Item("691110", 100m, "CNY", quantity: 3).Quote();

        // 100 / 7.9827 * 1.015 = 12.714996
        Assert.Equal("12.71 EUR", quote.Lines[0].UnitPrice.ToString());
        Assert.Equal("38.13 EUR", quote.Lines[0].Total.ToString());
        Assert.Equal(quote.Lines[0].Total, quote.Goods);
    }

    [Theory]
    [InlineData("JPY")]
    [InlineData("KWD")]
    [InlineData("HUF")]
    [InlineData("ISK")]
    [InlineData("KRW")]
    public void Any_currency_is_charged_to_its_own_minor_unit(string currency)
    {
        var quote = LandedCase.To("DE", currency).Item("691110", 88m, "CNY").Item("610910", 129.90m, "CNY", quantity: 2).Quote();

        Assert.All(
            new[] { quote.Goods, quote.Delivery, quote.Duty, quote.Tax, quote.Total },
            amount => Assert.Equal(currency, amount.Currency.Code));
        Assert.Equal(quote.Goods + quote.Delivery + quote.Duty + quote.Tax + quote.Fees, quote.Total);
        Assert.Equal(quote.Tax, quote.Lines.Sum(l => l.Tax, quote.Currency));
        Assert.Equal(ExchangeRates.BuiltIn.Convert(Money.Exactly(6m, Currency.Eur), quote.Currency, Rounding.HalfUp), quote.Duty);
    }

    [Fact]
    public void A_rate_without_quotation_is_flagged()
    {
        var dinars = LandedCase.To("DE", "KWD").Item("691110", 88m, "CNY").Quote();
        var yen = LandedCase.To("DE", "JPY").Item("691110", 88m, "CNY").Quote();

        Assert.Contains(QuoteReason.ExchangeRateIndicative, dinars.Reasons);
        Assert.DoesNotContain(QuoteReason.ExchangeRateIndicative, yen.Reasons);
    }

    [Fact]
    public void The_cheapest_delivery_is_taken_unless_one_is_chosen()
    {
        var parcel = LandedCase.To("DE", "EUR").Item("691110", 20m);

        var cheapest = parcel.Quote();
        var express = parcel.By("express").Quote();

        Assert.Equal(["post", "parcel", "express"], cheapest.DeliveryOptions.Select(o => o.MethodKey));
        Assert.Equal("post", cheapest.Chosen.MethodKey);
        Assert.Equal("express", express.Chosen.MethodKey);
        Assert.Equal(express.Chosen.Price, express.Delivery);
        Assert.True(express.Total > cheapest.Total);
        Assert.All(cheapest.DeliveryOptions, o => Assert.Equal(Currency.Eur, o.Price.Currency));
    }

    [Fact]
    public void A_method_that_is_not_offered_is_refused()
    {
        var refusal = LandedCase.To("DE", "EUR").Item("691110", 20m).By("drone").Try().Refusal;

        Assert.Equal("shipping.method-not-offered", refusal!.Code);
        Assert.Equal("drone", refusal.Arguments["method"]);
        Assert.Equal("DE", refusal.Arguments["country"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    [InlineData(int.MaxValue)]
    public void A_quantity_outside_the_range_is_refused(int quantity)
    {
        var refusal = LandedCase.To("DE", "EUR").Item("691110", 20m, quantity).Try().Refusal;

        Assert.Equal("customs.quantity-out-of-range", refusal!.Code);
        Assert.Equal("quantity", refusal.Field);
        Assert.Equal(10_000, refusal.Arguments["limit"]);
    }

    [Fact]
    public void Nothing_to_quote_is_refused() => Assert.Equal("customs.no-items", LandedCase.To("DE", "EUR").Try().Refusal!.Code);

    [Fact]
    public void More_lines_than_a_declaration_holds_are_refused()
    {
        var parcel = LandedCase.To("DE", "EUR");
        for (var i = 0; i <= LandedCost.MostLines; i++) parcel = parcel.Item("691110", 1m);

        Assert.Equal("customs.too-many-lines", parcel.Try().Refusal!.Code);
    }

    [Fact]
    public void A_parcel_worth_more_than_a_million_euro_is_refused_not_overflowed()
    {
        var refusal = LandedCase.To("DE", "IDR").Item("691110", 90_000_000_000_000_000m, "IDR", quantity: 10_000, grams: 1).Freight(1m).Try().Refusal;

        Assert.Equal("customs.value-too-high", refusal!.Code);
        Assert.Equal(Money.Exactly(1_000_000m, Currency.Eur), refusal.Arguments["limit"]);
    }

    [Fact]
    public void A_currency_without_a_rate_is_refused()
    {
        var refusal = LandedCase.To("DE", "PEN").Item("691110", 20m, "CNY").Try().Refusal;

        Assert.Equal("pricing.no-rate", refusal!.Code);
        Assert.Equal("PEN", refusal.Arguments["currency"]);
    }

    [Fact]
    public void An_instant_that_is_not_UTC_is_our_bug() =>
        Assert.Throws<ArgumentException>(() => LandedCase.To("DE", "EUR").Item("691110", 20m).At(new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Local)).Try());

    [Fact]
    public void Free_goods_still_pay_their_delivery_and_its_tax()
    {
        var quote = LandedCase.To("DE", "EUR").Item("691110", 0m).Item("691110", 0m).Freight(10m).Quote();

        Assert.Equal("3.00 EUR", quote.Duty.ToString());
        Assert.Equal("2.47 EUR", quote.Tax.ToString());
        Assert.Equal(quote.Duty, quote.Lines.Sum(l => l.Duty, quote.Currency));
    }

    [Fact]
    public void Two_lines_of_one_heading_share_its_flat_duty()
    {
        var quote = LandedCase.To("DE", "EUR").Item("610910", 20m).Item("610990", 10m).Freight(0m).Quote();

        Assert.Equal("3.00 EUR", quote.Duty.ToString());
        Assert.Equal(["2.00 EUR", "1.00 EUR"], quote.Lines.Select(l => l.Duty.ToString()));
    }

    [Fact]
    public void A_quote_allocates_little_enough_for_a_page_of_cards()
    {
        var cost = LandedCost.BuiltIn;
        var request = new LandedRequest
        {
            ShipsFrom = new Country("CN"), Destination = new Country("FR"), ChargeCurrency = Currency.Usd, AtUtc = LandedCase.Autumn2026,
            Items = [new LandedItem(new HsCode("691110"), new Country("CN"), 1, Money.Exactly(88m, new Currency("CNY")), new Weight(300), new Dimensions(200, 150, 30), false)],
        };
        cost.Quote(request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 24; i++) cost.Quote(request);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 24;

        Assert.InRange(each, 0, 3_000);
    }
}
