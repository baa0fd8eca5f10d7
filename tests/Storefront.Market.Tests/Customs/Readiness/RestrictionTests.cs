using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Languages;

namespace Storefront.Market.Tests.Customs.Readiness;

public sealed class RestrictionTests
{
    private static readonly DestinationRules Rules = DestinationRules.BuiltIn;
    private static readonly DateOnly Day = new(2026, 11, 30);
    private static readonly Country China = new("CN");

    [Theory]
    [InlineData("850760", "FR", "customs.restricted-battery-alone")]
    [InlineData("960110", "JP", "customs.restricted-protected-species")]
    [InlineData("360410", "US", "customs.restricted-dangerous")]
    [InlineData("821192", "GB", "customs.restricted-knife")]
    [InlineData("040610", "FR", "customs.restricted-animal-food")]
    [InlineData("120991", "US", "customs.restricted-plants")]
    [InlineData("854340", "SG", "customs.restricted-vape")]
    [InlineData("880621", "IN", "customs.restricted-not-admitted")]
    [InlineData("220830", "SA", "customs.restricted-not-admitted")]
    [InlineData("240220", "FR", "customs.restricted-excise")]
    [InlineData("300490", "FR", "customs.restricted-medicine")]
    [InlineData("930320", "US", "customs.restricted-weapon")]
    public void Goods_that_a_destination_does_not_admit_are_not_sold_there(string hs, string to, string code) =>
        Assert.Equal(code, Rules.WhyNot(Goods(hs), China, new Country(to), Day)!.Code);

    [Theory]
    [InlineData("691110", "FR")]
    [InlineData("821192", "FR")]
    [InlineData("090210", "FR")]
    [InlineData("090210", "US")]
    [InlineData("854340", "FR")]
    [InlineData("330499", "FR")]
    public void Others_are(string hs, string to) => Assert.Null(Rules.WhyNot(Goods(hs), China, new Country(to), Day));

    [Fact]
    public void A_flag_counts_whatever_the_code()
    {
        Assert.Equal("customs.restricted-dangerous", Rules.WhyNot(Goods("330300") with { Sensitive = [SensitiveGoods.Flammable] }, China, new Country("US"), Day)!.Code);
        Assert.Equal("customs.restricted-knife", Rules.WhyNot(Goods("691110") with { Sensitive = [SensitiveGoods.Blade] }, new Country("GB"), new Country("GB"), Day)!.Code);
        Assert.Equal("customs.restricted-battery-alone", Rules.WhyNot(Goods("851310", BatteryContent.IonAlone), China, new Country("US"), Day)!.Code);
        Assert.Null(Rules.WhyNot(Goods("851310", BatteryContent.IonInEquipment), China, new Country("US"), Day));
    }

    [Fact]
    public void A_national_code_leads_no_goods_past_a_rule()
    {
        var renamed = Goods("850760") with { NationalCodes = [new NationalCode(new Country("US"), new HsCode("3926909985"))] };

        Assert.Equal("customs.restricted-battery-alone", Rules.WhyNot(renamed, China, new Country("US"), Day)!.Code);
    }

    [Fact]
    public void At_home_no_border_is_crossed()
    {
        Assert.Null(Rules.WhyNot(Goods("850760"), China, China, Day));
        Assert.Null(Rules.WhyNot(Goods("040610"), new Country("FR"), new Country("DE"), Day));
    }

    [Fact]
    public void What_is_only_limited_warns_the_merchant()
    {
        var readiness = Rules.ReadinessOf(Goods("330499"), China, new Country("FR"), Day);

        Assert.Equal(ReadinessStanding.Warned, readiness.Standing);
        Assert.Equal(RestrictionReason.Cosmetics, Assert.Single(readiness.Restricted).Reason);
    }

    [Fact]
    public void A_rule_begins_on_its_day()
    {
        Assert.Null(Rules.WhyNot(Goods("880621"), China, new Country("IN"), new DateOnly(2022, 2, 8)));
        Assert.NotNull(Rules.WhyNot(Goods("880621"), China, new Country("IN"), new DateOnly(2022, 2, 9)));
    }

    [Fact]
    public void Every_reason_is_said_in_every_language_of_the_shop()
    {
        var messages = new Messages(strict: true);
        foreach (var reason in Enum.GetValues<RestrictionReason>())
        {
            var said = Language.All.Select(l => messages.In(l).Text(Storefront.Customs.CustomsRefusals.Restricted(reason, new Country("JP")))).ToList();
            Assert.All(said, text => Assert.DoesNotContain("restricted", text, StringComparison.Ordinal));
            Assert.Equal(said.Count, said.Distinct().Count());
            // Why, and in a sentence of its own what may be done instead.
            Assert.All(said, text => Assert.True(text.Count(c => c is '.' or '。') >= 2, text));
        }
    }

    [Theory]
    [InlineData("330499", 24, "330499", 0, null)]
    [InlineData("330499", 25, "330499", 0, "customs.limited-units")]
    [InlineData("330499", 20, "330410", 20, null)]
    [InlineData("330499", 20, "33049910", 5, "customs.limited-units")]
    [InlineData("691110", 400, "851310", 400, null)]
    public void Units_of_one_kind_in_a_parcel_are_counted_where_the_source_names_a_number(string hs, int units, string other, int others, string? code)
    {
        var much = Rules.WhyTooMuch([Parcel(hs, units, 100, "Cream"), Parcel(other, others, 100, "Balm")], China, new Country("JP"), Day);

        Assert.Equal(code, much?.Code);
        if (much is not null) Assert.Equal((24, (long)(units + others), others == 0 ? "Cream" : "Balm", "JP"), (much.Arguments["most"], much.Arguments["have"], much.Arguments["title"], much.Arguments["country"]));
        Assert.Null(Rules.WhyTooMuch([Parcel(hs, units, 100, "Cream"), Parcel(other, others, 100, "Balm")], new Country("JP"), new Country("JP"), Day));
    }

    [Theory]
    [InlineData("040900", 4, 500, null)]
    [InlineData("040900", 5, 500, "customs.limited-weight")]
    [InlineData("160414", 40, 500, null)]
    [InlineData("160414", 41, 500, "customs.limited-weight")]
    [InlineData("090210", 400, 500, null)]
    public void Their_weight_is_counted_where_the_source_names_one(string hs, int units, int grams, string? code)
    {
        List<ParcelGoods> parcel = [Parcel("691110", 3, 5_000, "Pot"), Parcel(hs, units - 1, grams, "First"), Parcel(hs, 1, grams, "Second")];

        var much = Rules.WhyTooMuch(parcel, China, new Country("FR"), Day);

        Assert.Equal(code, much?.Code);
        if (much is not null) Assert.Equal(("Second", units * grams / 1000m), (much.Arguments["title"], much.Arguments["have"]));
        Assert.Null(Rules.WhyTooMuch(parcel, new Country("DE"), new Country("FR"), Day));
    }

    [Fact]
    public void A_listing_of_which_one_piece_alone_is_too_heavy_is_not_sold_there()
    {
        var (jar, tub) = (Goods("040900").Variants[0] with { Weight = new Weight(900) }, Goods("040900").Variants[0] with { Weight = new Weight(2_500) });
        var (both, only) = (Goods("040900") with { Variants = [jar, tub] }, Goods("040900") with { Variants = [tub] });

        Assert.Equal(ReadinessStanding.Warned, Rules.ReadinessOf(both, China, new Country("FR"), Day).Standing);
        Assert.Equal(ReadinessStanding.NotSold, Rules.ReadinessOf(only, China, new Country("FR"), Day).Standing);
        Assert.Equal("customs.limited-unit-too-heavy", Rules.WhyNot(only, China, new Country("FR"), Day)!.Code);
        Assert.Null(Rules.WhyNot(only, China, new Country("JP"), Day));
    }

    [Theory]
    [InlineData("090210", "US", RestrictionReason.PriorNotice)]
    [InlineData("330499", "FR", RestrictionReason.Cosmetics)]
    public void What_a_destination_wants_done_beforehand_is_asked_once(string hs, string to, RestrictionReason reason) =>
        Assert.Equal([reason], Rules.ToConfirm([Parcel(hs, 1, 100, "One"), Parcel(hs, 2, 100, "Two"), Parcel("691110", 1, 100, "Pot")], China, new Country(to), Day).Select(r => r.Reason));

    [Fact]
    public void A_limited_row_counts_asks_or_says_that_its_source_names_no_figure()
    {
        Assert.All(Rules.Restrictions.Where(r => r.Level == RestrictionLevel.Limited), r => Assert.True(r.HasLimit || r.Remark is not null, r.Id));
        Assert.All(Rules.Restrictions.Where(r => r.HasLimit || r.IsToConfirm), r => Assert.Equal(RestrictionLevel.Limited, r.Level));
    }

    [Fact]
    public void What_is_too_much_is_said_with_its_figures_in_every_language_of_the_shop()
    {
        var (messages, japan) = (new Messages(strict: true), new Country("JP"));
        foreach (var refusal in new[] { CustomsRefusals.TooManyUnits(japan, "Cream", 25, 24), CustomsRefusals.TooMuchWeight(japan, "Cream", 2_500, new Weight(2_000)), CustomsRefusals.UnitTooHeavy(japan), CustomsRefusals.NotConfirmed(japan) })
        {
            var said = Language.All.Select(l => messages.In(l).Text(refusal)).ToList();
            Assert.Equal(said.Count, said.Distinct().Count());
            foreach (var title in refusal.Arguments.Where(a => a.Key == "title").Select(a => (string)a.Value)) Assert.All(said, text => Assert.Contains(title, text, StringComparison.Ordinal));
        }
    }

    private static ParcelGoods Parcel(string hs, int units, long grams, string title) => new(new HsCode(hs), new HsCode(hs), BatteryContent.None, [], units, units * grams, title);

    private static TradeGoods Goods(string hs, BatteryContent battery = BatteryContent.None) => new()
    {
        HsCode = new HsCode(hs), Origin = China, Description = "Something that is described clearly",
        Maker = new EconomicOperator("Works", "1 Street", China, "works@example.test"), ResponsiblePerson = new EconomicOperator("Kade", "Kade 1", new Country("NL"), "kade@example.test"),
        Variants = [new TradeVariant(new Weight(300), new Dimensions(100, 100, 80), "4006381333931", null, battery != BatteryContent.None, battery)],
    };
}
