using Storefront.Customs;

namespace Storefront.Market.Tests.Customs;

/// <summary>Duty rates that were taken in, upon those that are built in.</summary>
public sealed class DutyTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly Country De = new("DE");

    [Fact]
    public void A_rate_of_the_law_beats_every_built_in_estimate_and_is_exact_to_the_minor_unit()
    {
        var watch = LandedCase.To("DE", "EUR").Item("910211", 300m).Freight(8m);
        var bicycle = LandedCase.To("DE", "EUR").Item("871200", 300m).Freight(8m);
        var taken = Taken(Rate("9102", 31_370), Rate("87", 60_000));

        var before = watch.Quote();
        var after = watch.Tables(taken).Quote();

        Assert.Contains(QuoteReason.DutyRateEstimated, before.Reasons);
        Assert.DoesNotContain(QuoteReason.DutyRateEstimated, after.Reasons);
        // CIF 308.00: 3.137 % is 9.66196, and 19 % of 317.66196 is 60.3557724: both half-up.
        Assert.Equal(("9.66 EUR", "60.36 EUR"), (after.AtDoor!.Duty.ToString(), after.AtDoor.Tax.ToString()));
        // A chapter of the law goes before the longer prefix of an estimate: 6 % and not the built-in 14 % of bicycles.
        Assert.Equal(("43.12 EUR", "18.48 EUR"), (bicycle.Quote().AtDoor!.Duty.ToString(), bicycle.Tables(taken).Quote().AtDoor!.Duty.ToString()));
    }

    [Fact]
    public void Where_the_platform_collects_a_rate_of_the_law_is_charged_and_not_estimated()
    {
        var parcel = LandedCase.To("NO", "NOK").Item("620193", 3400m).Freight(99m);
        var law = parcel.Tables(t => Taken(Rate("62", 107_000, destination: "NO"))(t) with { Rules = new ImportRules(t.Rules.Rows.Select(r => r.Id == "NO-VOEC" ? r with { Collection = Collection.Checkout } : r)) }).Quote();

        Assert.Equal(LandedTerms.Prepaid, law.Terms);
        Assert.Equal(("374.39 NOK", "968.35 NOK"), (law.Duty.ToString(), law.Tax.ToString()));
    }

    [Fact]
    public void What_comes_on_top_is_by_origin_and_day_and_adds_up_over_both_tables()
    {
        var parcel = LandedCase.To("DE", "EUR").Item("910211", 300m).Freight(8m);
        var taken = Taken(Rate("91", 200_000, "CN", DutyRateKind.Additional) with { ValidFrom = Day, ValidTo = Day.AddDays(9) }, Rate("", 50_000, "CN", DutyRateKind.Additional), Rate("91", 900_000, "TR", DutyRateKind.Additional));

        // The built-in estimate of 4.5 % stays: with 5 % it makes 29.26 of 308.00, with 20 % more 90.86.
        Assert.Equal("29.26 EUR", parcel.Tables(taken).On(2026, 11, 21).Quote().AtDoor!.Duty.ToString());
        Assert.Equal("90.86 EUR", parcel.Tables(taken).On(2026, 11, 22).Quote().AtDoor!.Duty.ToString());
        Assert.Equal("90.86 EUR", parcel.Tables(taken).On(2026, 12, 1).Quote().AtDoor!.Duty.ToString());
        Assert.Equal("29.26 EUR", parcel.Tables(taken).On(2026, 12, 2).Quote().AtDoor!.Duty.ToString());
    }

    [Fact]
    public void Once_a_row_says_what_comes_on_top_nothing_is_called_unknown()
    {
        var parcel = LandedCase.To("US", "USD").Item("910211", 100m).Freight(8m);
        var taken = Taken(Rate("91", 30_000, destination: "US"), Rate("91", 100_000, "CN", DutyRateKind.Additional, "US"));

        Assert.Contains(QuoteReason.AdditionalDutiesUnknown, parcel.Quote().Reasons);
        var quote = parcel.Tables(taken).Quote();
        Assert.DoesNotContain(QuoteReason.AdditionalDutiesUnknown, quote.Reasons);
        Assert.Equal("13.00 USD", quote.AtDoor!.Duty.ToString());
        // One line of which nothing is said is enough.
        Assert.Contains(QuoteReason.AdditionalDutiesUnknown, parcel.Item("610910", 10m).Tables(taken).Quote().Reasons);
    }

    [Fact]
    public void A_shorter_code_takes_the_rate_on_which_all_lines_below_agree_else_the_highest_as_an_estimate()
    {
        DutyRate[] rows =
        [
            Rate("6911101000", 30_000), Rate("6911109000", 30_000), Rate("69119010", 20_000), Rate("69119090", 45_000), Rate("6912", 10_000), Rate("69120010", 50_000), Rate("7013100010", 60_000), Rate("7013100010", 0, "TR"),
        ];
        var rates = new DutyRates(rows.Concat(ShorterDuties.Of(rows)), DutyRates.BuiltIn);

        Assert.Equal((30_000, false), Find("691110"));
        Assert.Equal((30_000, false), Find("69111010"));
        Assert.Equal((45_000, true), Find("691190"));
        Assert.Equal((20_000, false), Find("69119010"));
        // The heading has another rate for what no line names.
        Assert.Equal((50_000, true), Find("691200"));
        Assert.Equal((60_000, false), Find("701310"));

        (int, bool) Find(string hs) => rates.Find(De, new HsCode(hs), new Country("CN"), Day) is { Known: true } found ? (found.Rate.Value, found.Estimated) : throw new InvalidOperationException($"Nothing is known of {hs}.");
    }

    [Fact]
    public void A_shorter_code_takes_the_highest_of_the_lines_that_hold_on_the_day_whenever_they_begin_and_end()
    {
        DutyRate[] rows =
        [
            Rate("6911101000", 30_000), Rate("6911109000", 90_000) with { ValidFrom = Day }, Rate("6911109000", 60_000) with { ValidFrom = Day.AddDays(-9), ValidTo = Day.AddDays(-1) }, Rate("6911105000", 120_000) with { ValidFrom = Day.AddDays(5), ValidTo = Day.AddDays(6) },
        ];
        var rates = new DutyRates(rows.Concat(ShorterDuties.Of(rows)), DutyRates.BuiltIn);

        Assert.Equal([30_000, 60_000, 60_000, 90_000, 90_000, 120_000, 120_000, 90_000], new[] { -10, -9, -1, 0, 4, 5, 6, 7 }.Select(day => rates.Find(De, new HsCode("691110"), new Country("CN"), Day.AddDays(day)).Rate.Value));
    }

    [Fact]
    public void A_line_tells_what_its_duty_and_tax_were_reckoned_on_wherever_they_are_asked()
    {
        var quote = LandedCase.To("DE", "EUR").Item("910211", 300m).Item("490199", 100m).Freight(8m).Tables(Taken(Rate("9102", 45_000), Rate("91", 100_000, "CN", DutyRateKind.Additional))).Quote();

        var (watch, book) = (quote.Lines[0], quote.Lines[1]);
        Assert.Equal(("306.00 EUR", "9102", 145_000, 100_000), (watch.Steps!.Value.DutyBase.ToString(), watch.Steps.Value.Row!.HsPrefix, watch.Steps.Value.DutyRate.Value, watch.Steps.Value.Additional.Value));
        Assert.Equal(("44.37 EUR", "66.57 EUR", "350.37 EUR"), (watch.DutyAtDoor.ToString(), watch.TaxAtDoor.ToString(), watch.Steps.Value.TaxBase.ToString()));
        Assert.Equal((DutyRateKind.Estimate, "own rounded estimate by chapter of the ordinary duty; not a tariff line"), (book.Steps!.Value.Row!.Kind, book.Steps.Value.Row.Source));
        Assert.Equal(quote.AtDoor!.Duty, watch.DutyAtDoor + book.DutyAtDoor);
        Assert.Equal(quote.AtDoor.Tax, watch.TaxAtDoor + book.TaxAtDoor);
        Assert.True(watch.Duty.IsZero && watch.Tax.IsZero);
    }

    private static Func<LandedCostTables, LandedCostTables> Taken(params DutyRate[] rows) => tables => tables with { Duties = new DutyRates(rows, DutyRates.BuiltIn) };

    private static DutyRate Rate(string prefix, int ppm, string? origin = null, DutyRateKind kind = DutyRateKind.Law, string destination = "DE") =>
        new(new Country(destination), prefix, origin is null ? null : new Country(origin), kind, new PartsPerMillion(ppm), null, null, "test", Day);
}
