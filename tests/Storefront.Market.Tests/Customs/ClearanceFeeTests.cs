using Storefront.Customs;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Customs;

/// <summary>What is asked for clearing a parcel, beside duty and tax.</summary>
public sealed class ClearanceFeeTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly ClearanceFee Any = new(new Country("DE"), null, FeeBy.Handler, null, true, 6m, PartsPerMillion.Zero, FeeOf.Charges, null, null, null, Currency.Eur, null, null, "test", Day, Confidence.Low);
    private static readonly ClearanceFee Swift = Any with { Handler = "swift", Amount = 0, Share = new PartsPerMillion(20_000), Least = 1.5m };
    private static readonly LandedCase Watch = LandedCase.To("DE", "EUR").Item("910211", 300m).Freight(8m);

    [Fact]
    public void A_carriers_own_row_goes_before_one_for_all_and_a_share_is_of_duty_and_tax()
    {
        // Duty 13.86 and VAT 61.15: 2 % of 75.01 is 1.50.
        var fees = new ClearanceFees([Any, Swift with { Least = null }]);

        Assert.Equal("6.00 EUR", Watch.Tables(With(fees)).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("1.50 EUR", By(Watch, "swift", Incoterm.Dap, "DE", "8", "EUR").Tables(With(fees)).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("6.00 EUR", By(Watch, "slow", Incoterm.Dap, "DE", "8", "EUR").Tables(With(fees)).Quote().AtDoor!.Fees.ToString());
    }

    [Theory]
    [InlineData(2.0, null, null, "2.00 EUR")]
    [InlineData(null, 1.0, null, "1.00 EUR")]
    [InlineData(null, null, 308.0, "0.00 EUR")]
    [InlineData(null, null, 307.99, "1.50 EUR")]
    public void It_has_its_bounds_and_may_begin_above_a_value(double? least, double? most, double? above, string fee)
    {
        var row = Swift with { Handler = null, Least = (decimal?)least, Most = (decimal?)most, Above = (decimal?)above };

        Assert.Equal(fee, Watch.Tables(With(new ClearanceFees([row]))).Quote().AtDoor!.Fees.ToString());
    }

    [Fact]
    public void It_holds_on_its_days_and_for_where_the_parcel_is_sent_from()
    {
        var fees = new ClearanceFees([Any with { ValidFrom = Day, ShipsFrom = new Country("CN") }]);

        Assert.Equal("6.00 EUR", Watch.Tables(With(fees)).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("0.00 EUR", Watch.Tables(With(fees)).On(2026, 11, 21).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("0.00 EUR", Watch.Tables(With(fees)).From("US").Quote().AtDoor!.Fees.ToString());
        Assert.Contains(QuoteReason.CarrierFeeNotIncluded, Watch.Tables(With(fees)).From("US").Quote().Reasons);
    }

    [Fact]
    public void A_row_for_the_country_of_dispatch_goes_before_one_from_anywhere_and_after_the_carriers_own()
    {
        ClearanceFee[] rows = [Any, Any with { ShipsFrom = new Country("CN"), Amount = 4m }];
        foreach (var fees in new[] { new ClearanceFees(rows), new ClearanceFees(rows.Reverse()) })
        {
            Assert.Equal("4.00 EUR", Watch.Tables(With(fees)).Quote().AtDoor!.Fees.ToString());
            Assert.Equal("6.00 EUR", Watch.Tables(With(fees)).From("US").Quote().AtDoor!.Fees.ToString());
        }

        var own = new ClearanceFees([.. rows, Swift]);
        Assert.Equal("1.50 EUR", By(Watch, "swift", Incoterm.Dap, "DE", "8", "EUR").Tables(With(own)).Quote().AtDoor!.Fees.ToString());
    }

    [Fact]
    public void A_row_in_a_currency_without_a_rate_says_nothing_and_leaves_the_place_to_the_next()
    {
        var watch = LandedCase.To("DE", "EUR").Item("910211", 300m).Freight(8m).RatesToDollar(("EUR", 0.5m), ("CNY", 5m));
        var unknown = Any with { Currency = new Currency("JPY"), ShipsFrom = new Country("CN") };

        var alone = watch.Tables(With(new ClearanceFees([unknown, unknown with { By = FeeBy.Customs }]))).Quote();
        Assert.Equal("0.00 EUR", alone.AtDoor!.Fees.ToString());
        Assert.Empty(alone.FeesCited);
        Assert.Contains(QuoteReason.CarrierFeeNotIncluded, alone.Reasons);
        Assert.DoesNotContain(QuoteReason.CarrierFeeEstimated, alone.Reasons);

        var beside = watch.Tables(With(new ClearanceFees([unknown, Any]))).Quote();
        Assert.Equal("6.00 EUR", beside.AtDoor!.Fees.ToString());
        Assert.Contains(QuoteReason.CarrierFeeEstimated, beside.Reasons);
    }

    [Fact]
    public void A_fee_in_another_currency_is_converted_at_the_middle_rate_and_named()
    {
        var quote = LandedCase.To("DE", "EUR").Item("910211", 300m).Freight(8m).RatesToDollar(("EUR", 0.5m), ("CNY", 5m)).Tables(With(new ClearanceFees([Any with { Currency = Currency.Usd }]))).Quote();

        Assert.Equal("3.00 EUR", quote.AtDoor!.Fees.ToString());
        Assert.Equal("3.00 EUR", Assert.Single(quote.FeesCited).Amount.ToString());
    }

    [Fact]
    public void Customs_own_fee_is_asked_beside_the_carriers()
    {
        // 400 USD over the formal limit: 0.3464 % of 100,000 is 346.40, within its bounds; of 2,600 it is 9.01, below them.
        Assert.Equal("32.71 USD", LandedCase.To("US", "USD").Item("910211", 2600m).Freight(8m).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("346.40 USD", LandedCase.To("US", "USD").Item("910211", 100_000m).Freight(8m).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("0.00 USD", LandedCase.To("US", "USD").Item("910211", 2500m).Freight(8m).Quote().AtDoor!.Fees.ToString());
        Assert.Equal("49.24 NZD", LandedCase.To("NZ", "NZD").Item("910211", 1200m).Freight(8m).Quote().AtDoor!.Fees.ToString());
    }

    [Fact]
    public void Customs_own_fee_is_told_where_no_duty_and_no_tax_is_due()
    {
        DutyRate Free(DutyRateKind kind) => new(new Country("US"), "9102", null, kind, PartsPerMillion.Zero, null, null, "test", Day);
        LandedCostTables Known(LandedCostTables tables) => tables with { Duties = new DutyRates([Free(DutyRateKind.Law), Free(DutyRateKind.Additional)], DutyRates.BuiltIn) };

        var (formal, small) = (LandedCase.To("US", "USD").Item("910211", 2600m).Freight(8m).Tables(Known).Quote(), LandedCase.To("US", "USD").Item("910211", 2500m).Freight(8m).Tables(Known).Quote());

        Assert.Equal((LandedTerms.DueAtDoor, "0.00 USD", "0.00 USD", "32.71 USD"), (formal.Terms, formal.AtDoor!.Duty.ToString(), formal.AtDoor.Tax.ToString(), formal.AtDoor.Fees.ToString()));
        Assert.DoesNotContain(QuoteReason.NothingDue, formal.Reasons);
        Assert.Equal((LandedTerms.Prepaid, null), (small.Terms, small.AtDoor));
        Assert.Contains(QuoteReason.NothingDue, small.Reasons);
    }

    [Fact]
    public void Who_pays_customs_in_the_buyers_place_is_paid_at_checkout()
    {
        // Duty 1,100 and tax 1,998 rupees; 2 % of them are far below 16 euro, which are 1,600 rupees here.
        var parcel = LandedCase.To("IN", "INR").From("DE").Item("691110", 10_000m).Freight(0m).RatesToDollar(("INR", 100m), ("EUR", 1m));

        var quote = By(parcel, "dhl-express", Incoterm.Ddp, "IN", "0", "INR").Quote();

        Assert.Equal((LandedTerms.Prepaid, "1600.00 INR", "14698.00 INR"), (quote.Terms, quote.Fees.ToString(), quote.Total.ToString()));
        Assert.Equal(quote.Total, quote.Goods + quote.Delivery + quote.Duty + quote.Tax + quote.Fees);
        Assert.Equal("13098.00 INR", parcel.Quote().Total.ToString());
    }

    [Fact]
    public void Nothing_due_and_nothing_under_a_scheme_asks_no_fee()
    {
        var fees = new ClearanceFees([Any, Any with { AtDoor = false }, Any with { Destination = new Country("HK") }]);

        Assert.True(LandedCase.To("DE", "EUR").Item("910211", 30m).Freight(8m).Tables(With(fees)).Quote().Fees.IsZero);
        var free = LandedCase.To("HK", "EUR").Item("910211", 30m).Freight(8m).Tables(With(fees)).Quote();
        Assert.True(free.Fees.IsZero && free.AtDoor is null);
    }

    [Fact]
    public void Every_row_has_a_source_a_day_and_a_rate_for_its_currency() => Assert.All(ClearanceFees.BuiltIn.Rows, row =>
    {
        Assert.NotEmpty(row.Source);
        Assert.True(row.CheckedOn.Year >= 2026);
        Assert.True(Storefront.Pricing.ExchangeRates.BuiltIn.Knows(row.Currency));
        Assert.True(row.Amount > 0 || row.Share.Value > 0);
        if (row.Source.StartsWith("general knowledge", StringComparison.Ordinal)) Assert.Equal(Confidence.Low, row.Confidence);
    });

    /// <summary>By a merchant's rate card with a carrier, at a price of its own.</summary>
    private static LandedCase By(LandedCase parcel, string carrier, Incoterm incoterm, string to, string price, string currency)
    {
        var terms = new CardTerms { Currency = new Currency(currency), Zones = CardFile.Read($"zone,places,days_min,days_max,up_to_kg,price\nAll,{to},5,9,2,{price}", new Currency(currency)).Zones };
        var card = new BuyerCard(Id.New<RateCardId>(), 1, "Contract", carrier, "S", incoterm, [], true, [], terms);
        return parcel.Cards(card).By(card.MethodKey);
    }

    private static Func<LandedCostTables, LandedCostTables> With(ClearanceFees fees) => tables => tables with { Fees = fees };
}
