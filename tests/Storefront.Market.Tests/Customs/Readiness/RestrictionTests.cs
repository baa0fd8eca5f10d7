using Storefront.Catalog;
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
        }
    }

    private static TradeGoods Goods(string hs, BatteryContent battery = BatteryContent.None) => new()
    {
        HsCode = new HsCode(hs), Origin = China, Description = "Something that is described clearly",
        Maker = new EconomicOperator("Works", "1 Street", China, "works@example.test"), ResponsiblePerson = new EconomicOperator("Kade", "Kade 1", new Country("NL"), "kade@example.test"),
        Variants = [new TradeVariant(new Weight(300), new Dimensions(100, 100, 80), "4006381333931", null, battery != BatteryContent.None, battery)],
    };
}
