using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Customs.Readiness;

namespace Storefront.Market.Tests.Customs.Readiness;

public sealed class ReadinessTests
{
    private static readonly DestinationRules Rules = DestinationRules.BuiltIn;
    private static readonly DateOnly Day = new(2026, 11, 30);
    private static readonly Country China = new("CN"), France = new("FR"), America = new("US"), Britain = new("GB");
    private static readonly EconomicOperator Maker = new("Kiln 4", "8 Kiln Road, Longquan", new Country("CN"), "kiln@example.test");
    private static readonly EconomicOperator Person = new("Kade Compliance", "Voorbeeldkade 12, Amsterdam", new Country("NL"), "safety@example.test");

    [Fact]
    public void A_listing_with_everything_is_ready()
    {
        var ready = Of(Teapot(), China, France);

        Assert.Equal(ReadinessStanding.Ready, ready.Standing);
        Assert.Empty(ready.Gaps);
        Assert.Null(ready.WhyNotSold);
    }

    [Theory]
    [InlineData(ReadinessPart.Maker)]
    [InlineData(ReadinessPart.ResponsiblePerson)]
    [InlineData(ReadinessPart.HsCode)]
    [InlineData(ReadinessPart.Origin)]
    [InlineData(ReadinessPart.Description)]
    [InlineData(ReadinessPart.LatinLetters)]
    [InlineData(ReadinessPart.ClearWords)]
    [InlineData(ReadinessPart.Weight)]
    [InlineData(ReadinessPart.Size)]
    [InlineData(ReadinessPart.Battery)]
    public void A_required_part_that_is_missing_or_weak_keeps_it_out_and_says_which(ReadinessPart part)
    {
        var readiness = Of(Without(part), China, France);

        Assert.Equal(ReadinessStanding.NotSold, readiness.Standing);
        var gap = Assert.Single(readiness.Gaps, g => g.Need == ReadinessNeed.Required);
        Assert.Equal(part, gap.Part);
        Assert.NotEmpty(gap.Rule.Source);
        Assert.Equal("customs.not-offered-there", readiness.WhyNotSold!.Code);
    }

    [Fact]
    public void Others_go_on()
    {
        var noPerson = Without(ReadinessPart.ResponsiblePerson);

        Assert.Equal(ReadinessStanding.NotSold, Of(noPerson, China, France).Standing);
        Assert.NotEqual(ReadinessStanding.NotSold, Of(noPerson, China, Britain).Standing);
        Assert.NotEqual(ReadinessStanding.NotSold, Of(noPerson, China, America).Standing);
    }

    [Fact]
    public void Inside_the_union_the_maker_is_enough_and_no_customs_data_is_asked()
    {
        var french = Teapot() with { Maker = Maker with { Country = France }, ResponsiblePerson = null, HsCode = null, Origin = null, Description = null };

        Assert.Equal(ReadinessStanding.Ready, Of(french, France, new Country("DE")).Standing);
        Assert.Contains(Of(french, France, America).Gaps, g => g.Part == ReadinessPart.HsCode);
        Assert.Equal(ReadinessStanding.NotSold, Of(french with { Maker = Maker }, France, France).Standing);
    }

    [Fact]
    public void A_responsible_person_outside_the_union_is_none()
    {
        var gap = Assert.Single(Of(Teapot() with { ResponsiblePerson = Person with { Country = Britain } }, China, France).Gaps);

        Assert.Equal((ReadinessPart.ResponsiblePerson, ReadinessFault.Weak), (gap.Part, gap.Fault));
    }

    [Fact]
    public void Food_is_not_asked_for_a_maker()
    {
        var tea = Teapot() with { HsCode = new HsCode("090210"), Maker = null, ResponsiblePerson = null, Description = "Green tea in tins" };

        Assert.NotEqual(ReadinessStanding.NotSold, Of(tea, China, France).Standing);
    }

    [Fact]
    public void What_is_advised_warns_and_sells()
    {
        var plain = Teapot() with { Variants = [Cup with { Barcode = null, PartNumber = null }] };
        var wrong = Teapot() with { Variants = [Cup with { Barcode = "4006381333930", PartNumber = null }] };

        Assert.Equal(ReadinessStanding.Warned, Of(plain, China, France).Standing);
        Assert.Equal(ReadinessFault.Weak, Assert.Single(Of(wrong, China, France).Gaps).Fault);
        Assert.Contains(Of(Teapot(), China, America).Gaps, g => g.Part == ReadinessPart.NationalCode);
    }

    [Fact]
    public void A_national_code_of_the_destination_counts_there_and_only_there()
    {
        var goods = Teapot() with { NationalCodes = [new NationalCode(America, new HsCode("6911103710"))] };

        Assert.DoesNotContain(Of(goods, China, America).Gaps, g => g.Part == ReadinessPart.NationalCode);
        Assert.Contains(Of(goods, China, new Country("BR")).Gaps, g => g.Part == ReadinessPart.NationalCode);
        Assert.Equal("6911103710", goods.CodeIn(America)!.Value.Digits);
        Assert.Equal("691110", goods.CodeIn(France)!.Value.Digits);
    }

    /// <summary>Japan's 6911.10.9000 says nothing of what 6911.10.90 00 is in the Union.</summary>
    [Fact]
    public void Digits_beyond_the_sixth_are_not_taken_to_a_country_that_has_no_code_of_its_own()
    {
        var goods = Teapot() with { HsCode = new HsCode("6911109000"), NationalCodes = [new NationalCode(America, new HsCode("6911103710"))] };
        var rates = new DutyRates([Of("69111090", 900_000), Of("691110", 120_000)]);

        Assert.Equal(("691110", "6911103710"), (goods.CodeIn(France)!.Value.Digits, goods.CodeIn(America)!.Value.Digits));
        Assert.Equal(120_000, rates.Find(France, goods.CodeIn(France)!.Value, China, new DateOnly(2026, 11, 22)).Rate.Value);

        static DutyRate Of(string prefix, int ppm) => new(France, prefix, null, DutyRateKind.Law, new PartsPerMillion(ppm), null, null, "test", new DateOnly(2026, 11, 22));
    }

    [Fact]
    public void A_battery_of_which_nothing_is_said_is_missing_and_a_kind_is_enough()
    {
        Assert.Contains(Of(Teapot() with { Variants = [Cup with { HasBattery = true }] }, China, America).Gaps, g => g.Part == ReadinessPart.Battery);
        Assert.DoesNotContain(Of(Teapot() with { Variants = [Cup with { HasBattery = true, Battery = BatteryContent.IonInEquipment }] }, China, America).Gaps, g => g.Part == ReadinessPart.Battery);
    }

    [Fact]
    public void A_title_in_Chinese_is_advised_to_senders_in_China_and_keeps_nothing_out()
    {
        var abroad = Of(Without(ReadinessPart.LocalName), China, France);

        Assert.Equal((ReadinessPart.LocalName, ReadinessNeed.Advised, ReadinessFault.Missing), Assert.Single(abroad.Gaps) is var gap ? (gap.Part, gap.Need, gap.Fault) : default);
        Assert.Equal((ReadinessStanding.Warned, null), (abroad.Standing, abroad.WhyNotSold));
        Assert.Empty(Of(Without(ReadinessPart.LocalName), China, China).Gaps);
        Assert.DoesNotContain(Of(Without(ReadinessPart.LocalName), France, America).Gaps, g => g.Part == ReadinessPart.LocalName);
    }

    [Fact]
    public void A_rule_holds_from_its_first_day_to_its_last()
    {
        var before = Rules.ReadinessOf(Without(ReadinessPart.Maker), China, France, new DateOnly(2024, 12, 12));

        Assert.DoesNotContain(before.Gaps, g => g.Part == ReadinessPart.Maker);
        Assert.Contains(Rules.ReadinessOf(Without(ReadinessPart.Maker), China, France, new DateOnly(2024, 12, 13)).Gaps, g => g.Part == ReadinessPart.Maker);
    }

    [Fact]
    public void Every_rule_names_its_source_and_a_destination_that_exists()
    {
        Assert.All(Rules.Rules.Select(r => (r.Destination, r.Source, r.CheckedOn)).Concat(Rules.Restrictions.Select(r => (r.Destination, r.Source, r.CheckedOn))), r =>
        {
            Assert.True(r.Source.Length > 5);
            Assert.InRange(r.CheckedOn, new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1));
            Assert.True(r.Destination is "*" or "EU" || (Country.TryParse(r.Destination, out var country) && Storefront.Languages.Countries.TryFind(country, out _)), r.Destination);
        });
        Assert.All(Rules.Restrictions, r => Assert.False(r.Hs.IsEmpty && r.Flags.Count == 0 && !r.BatteryAlone, r.Id));
        Assert.Equal(Rules.Restrictions.Count, Rules.Restrictions.DistinctBy(r => (r.Destination, r.Id)).Count());
    }

    [Theory]
    [InlineData("4006381333931", true)]
    [InlineData("4006381333930", false)]
    [InlineData("96385074", true)]
    [InlineData("036000291452", true)]
    [InlineData("123", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_gtin_is_known_by_its_check_digit(string? text, bool isOne) => Assert.Equal(isOne, ProductIdentifier.IsGtin(text));

    [Fact]
    public void Rules_as_of_a_day_rises_on_the_day_on_which_a_rule_begins()
    {
        Assert.True(Rules.AsOf(new DateOnly(2024, 12, 12)) < Rules.AsOf(new DateOnly(2024, 12, 13)));
        Assert.Equal(Rules.AsOf(new DateOnly(2026, 11, 30)), Rules.AsOf(new DateOnly(2026, 12, 31)));
    }

    private static TradeVariant Cup => new(new Weight(300), new Dimensions(100, 100, 80), "4006381333931", null, HasBattery: false, BatteryContent.None);

    private static TradeGoods Teapot() => new()
    {
        HsCode = new HsCode("691110"), Origin = China, Description = "Porcelain teapot", Brand = "Longjing", Maker = Maker, ResponsiblePerson = Person, Variants = [Cup], Texts = new Dictionary<string, ListingText> { ["zh-Hans"] = new("青瓷茶壶", "茶壶。", null, null, []) },
    };

    private static TradeGoods Without(ReadinessPart part) => part switch
    {
        ReadinessPart.Maker => Teapot() with { Maker = null },
        ReadinessPart.ResponsiblePerson => Teapot() with { ResponsiblePerson = null },
        ReadinessPart.HsCode => Teapot() with { HsCode = null },
        ReadinessPart.Origin => Teapot() with { Origin = null },
        ReadinessPart.Description => Teapot() with { Description = " " },
        ReadinessPart.LatinLetters => Teapot() with { Description = "瓷茶壶" },
        ReadinessPart.ClearWords => Teapot() with { Description = "Gift set" },
        ReadinessPart.Weight => Teapot() with { Variants = [Cup with { Weight = default }] },
        ReadinessPart.Size => Teapot() with { Variants = [Cup, Cup with { Size = default }] },
        ReadinessPart.Battery => Teapot() with { Variants = [Cup with { HasBattery = true }] },
        ReadinessPart.LocalName => Teapot() with { Texts = new Dictionary<string, ListingText>() },
        ReadinessPart.NationalCode or ReadinessPart.Identifier => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static DestinationReadiness Of(TradeGoods goods, Country from, Country to) => Rules.ReadinessOf(goods, from, to, Day);
}
