using Storefront.Customs;
using Storefront.Pricing;
using Storefront.Shipping.Rates;

namespace Storefront.Market.Tests.Customs;

/// <summary>The built-in tables hold together.</summary>
public sealed class RuleTableTests
{
    public static TheoryData<string> Destinations => new(ImportRules.BuiltIn.Destinations.Select(c => c.Code).Order());

    [Fact]
    public void There_are_rules_for_62_destinations() => Assert.Equal(62, ImportRules.BuiltIn.Destinations.Count());

    [Theory]
    [MemberData(nameof(Destinations))]
    public void Every_destination_can_be_quoted_today_and_tells_its_terms(string country)
    {
        var quote = LandedCase.To(country, "EUR").From(country == "CN" ? "JP" : "CN").Item("691110", 30m).Quote();

        Assert.NotNull(quote.Rule);
        Assert.NotEqual(LandedTerms.Domestic, quote.Terms);
        Assert.Equal(quote.Terms == LandedTerms.DueAtDoor, quote.AtDoor is not null);
        if (quote.Terms == LandedTerms.Unknown) Assert.Contains(QuoteReason.DutyRateUnknown, quote.Reasons);
    }

    [Fact]
    public void Every_rule_has_a_source_a_day_and_rates_for_its_currencies()
    {
        Assert.All(ImportRules.BuiltIn.Rows, rule =>
        {
            Assert.NotEmpty(rule.Source);
            Assert.True(rule.CheckedOn.Year >= 2026);
            Assert.True(ExchangeRates.BuiltIn.Knows(rule.Currency));
            Assert.True(ExchangeRates.BuiltIn.Knows(rule.LimitCurrency));
            Assert.False(rule.ValidFrom > rule.ValidTo);
            Assert.InRange(rule.Tax.Value, 0, 400_000);
            Assert.InRange(rule.DomesticTax.Value, 0, 400_000);
        });
    }

    [Fact]
    public void General_knowledge_is_never_called_certain()
    {
        Assert.All(
            ImportRules.BuiltIn.Rows.Where(r => r.Source.StartsWith("general knowledge", StringComparison.Ordinal) && r.Id != "HK"),
            rule => Assert.NotEqual(Confidence.High, rule.Confidence));
    }

    [Fact]
    public void Every_member_of_the_European_Union_has_the_same_periods_and_a_rate_between_17_and_27_percent()
    {
        var members = ImportRules.BuiltIn.Rows.Where(r => r.Id.StartsWith("EU-", StringComparison.Ordinal)).GroupBy(r => r.Destination).ToList();

        Assert.Equal(27, members.Count);
        Assert.All(members, rows =>
        {
            Assert.Equal(["EU-LV-2021", "EU-LV-2026"], rows.Select(r => r.Id));
            Assert.Equal(rows.First().ValidTo!.Value.AddDays(1), rows.Last().ValidFrom);
            Assert.All(rows, r => Assert.InRange(r.Tax.Value, 170_000, 270_000));
            Assert.True(CustomsUnions.BuiltIn.SameArea(rows.Key, new Country("DE")));
        });
    }

    [Fact]
    public void Every_destination_with_rules_can_be_delivered_to() =>
        Assert.Empty(ImportRules.BuiltIn.Destinations.Except(DeliveryTariffs.BuiltIn.Destinations));

    [Fact]
    public void Every_scheme_that_the_marketplace_joins_is_named_by_a_rule() =>
        Assert.Subset(
            ImportRules.BuiltIn.Rows.Select(r => r.Scheme).OfType<string>().ToHashSet(),
            CollectionSchemes.Everywhere.Registered.ToHashSet());

    [Fact]
    public void The_longest_HS_prefix_decides_and_a_row_for_the_origin_goes_first()
    {
        var day = new DateOnly(2026, 1, 1);
        var rates = new DutyRates(
        [
            Rate("", null, 10_000), Rate("61", null, 20_000), Rate("6109", null, 30_000), Rate("6109", "TR", 0),
            Rate("", "CN", 50_000, DutyRateKind.Additional),
        ]);

        Assert.Equal(10_000, Find("691110", "JP"));
        Assert.Equal(20_000, Find("611020", "JP"));
        Assert.Equal(30_000, Find("610910", "JP"));
        Assert.Equal(0, Find("610910", "TR"));
        Assert.Equal(80_000, Find("610910", "CN"));

        int Find(string hs, string origin) => rates.Find(new Country("DE"), new HsCode(hs), new Country(origin), day).Rate.Value;

        DutyRate Rate(string prefix, string? origin, int ppm, DutyRateKind kind = DutyRateKind.Law) =>
            new(new Country("DE"), prefix, origin is null ? null : new Country(origin), kind, new PartsPerMillion(ppm), null, null, "test", day);
    }

    [Fact]
    public void An_HS_prefix_of_odd_length_is_our_bug() =>
        Assert.Throws<ArgumentException>(() => new DutyRates(
            [new DutyRate(new Country("DE"), "610", null, DutyRateKind.Law, PartsPerMillion.Zero, null, null, "test", new DateOnly(2026, 1, 1))]));
}
