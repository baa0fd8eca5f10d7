using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Merchants;

namespace Storefront.Market.Tests.Customs.Readiness;

public sealed class LicenceTests
{
    private static readonly DestinationRules Rules = DestinationRules.BuiltIn;
    private static readonly MerchantId Merchant = Id.New<MerchantId>();
    private static readonly Country China = new("CN");
    private static readonly Country France = new("FR");
    private static readonly Licence Alcohol = new(Merchant, France, "*/alcohol", "FR-EXC-1", "Douane", new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31), new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc), null);

    [Theory]
    [InlineData("2026-11-30T23:59:59", "customs.restricted-excise")]
    [InlineData("2026-12-01T00:00:00", null)]
    [InlineData("2026-12-31T23:59:59", null)]
    [InlineData("2027-01-01T00:00:00", "customs.restricted-excise")]
    public void It_lifts_its_restriction_on_its_days_alone(string at, string? code) => Assert.Equal(code, WhyNot("220421", France, at, new LicenceTable([Alcohol])));

    [Fact]
    public void It_counts_for_its_merchant_its_destination_and_its_goods_alone()
    {
        const string At = "2026-12-10T00:00:00";
        var table = new LicenceTable([Alcohol]);

        Assert.Equal("customs.restricted-excise", WhyNot("220421", new Country("DE"), At, table));
        Assert.Equal("customs.restricted-excise", WhyNot("240220", France, At, table));
        Assert.Equal("customs.restricted-excise", WhyNot("220421", France, At, table, Id.New<MerchantId>()));
        Assert.Equal("customs.restricted-excise", WhyNot("220421", France, At, LicenceTable.None));
        Assert.Equal("customs.restricted-excise", Rules.WhyNot(Goods("220421"), China, France, new DateOnly(2026, 12, 10))!.Code);
    }

    [Theory]
    [InlineData("DE", "customs.restricted-excise")]
    [InlineData("FR", null)]
    public void Another_state_of_the_same_union_is_abroad_for_alcohol(string from, string? code) =>
        Assert.Equal(code, Rules.WhyNot(Goods("220421"), new Country(from), France, new DateOnly(2026, 12, 10))?.Code);

    [Theory]
    [InlineData("220830", "SA", "SA/alcohol", "customs.restricted-not-admitted")]
    [InlineData("040610", "FR", "EU/meat-and-milk", "customs.restricted-animal-food")]
    [InlineData("930320", "US", "*/firearms", "customs.restricted-weapon")]
    [InlineData("120991", "FR", "EU/plants", "customs.restricted-plants")]
    public void What_is_prohibited_or_asks_for_more_than_a_licence_of_the_seller_is_lifted_by_none(string hs, string to, string restriction, string code)
    {
        var held = Alcohol with { Destination = new Country(to), Restriction = restriction };

        Assert.Equal(code, WhyNot(hs, new Country(to), "2026-12-10T00:00:00", new LicenceTable([held])));
        Assert.DoesNotContain(Rules.LiftedIn(new Country(to)), r => r.Key == restriction);
    }

    [Theory]
    [InlineData("SA", "*/alcohol", false)]
    [InlineData("SA", "*/tobacco", true)]
    [InlineData("FR", "*/alcohol", true)]
    public void What_the_destination_prohibits_under_the_same_id_no_licence_is_asked_for(string to, string restriction, bool isOffered) =>
        Assert.Equal(isOffered, Rules.LiftedIn(new Country(to)).Any(r => r.Key == restriction));

    [Fact]
    public void One_that_is_not_approved_yet_or_was_ended_counts_before_and_after_nothing()
    {
        var at = new DateTime(2026, 12, 10, 12, 0, 0, DateTimeKind.Utc);

        Assert.True(Alcohol.IsInForce(at));
        Assert.False((Alcohol with { ApprovedAtUtc = at.AddSeconds(1) }).IsInForce(at));
        Assert.False((Alcohol with { EndedAtUtc = at }).IsInForce(at));
        Assert.True((Alcohol with { EndedAtUtc = at.AddSeconds(1) }).IsInForce(at));
        Assert.True((Alcohol with { ValidTo = null }).IsInForce(at.AddYears(3)));
    }

    [Fact]
    public void Only_rows_that_ask_for_a_licence_say_that_one_lifts_them() =>
        Assert.All(Rules.Restrictions.Where(r => r.IsLiftedByLicence), r => Assert.Equal(RestrictionLevel.NeedsLicence, r.Level));

    [Fact]
    public void The_licences_behind_goods_are_told_once_each()
    {
        var at = new DateTime(2026, 12, 10, 0, 0, 0, DateTimeKind.Utc);
        var held = new LicenceTable([Alcohol, Alcohol with { Number = "FR-EXC-0", ValidFrom = new DateOnly(2026, 1, 1) }]).Of(Merchant, at);

        Assert.Equal("FR-EXC-1", Assert.Single(Rules.LicencesFor(new HsCode("220421"), BatteryContent.None, [], China, France, new DateOnly(2026, 12, 10), held)).Number);
        Assert.Empty(Rules.LicencesFor(new HsCode("691110"), BatteryContent.None, [], China, France, new DateOnly(2026, 12, 10), held));
    }

    private static string? WhyNot(string hs, Country to, string at, LicenceTable table, MerchantId? merchant = null)
    {
        var utc = DateTime.SpecifyKind(DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
        return Rules.WhyNot(Goods(hs), China, to, DateOnly.FromDateTime(utc), table.Of(merchant ?? Merchant, utc))?.Code;
    }

    private static TradeGoods Goods(string hs) => new()
    {
        HsCode = new HsCode(hs), Origin = China, Description = "Goods of a kind, complete", Brand = "House",
        Maker = new("Kiln", "1 Road", China, "kiln@example.test"), ResponsiblePerson = new("Kade", "Kade 1, Amsterdam", new Country("NL"), "safety@example.test"),
        Variants = [new TradeVariant(new Weight(400), new Dimensions(100, 100, 100), null, null, false, BatteryContent.None)],
    };
}
