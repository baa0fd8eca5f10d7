using Storefront.Shipping.Areas;

namespace Storefront.Market.Tests.Shipping;

public sealed class RemoteAreasTests
{
    [Theory]
    [InlineData("GB", "PH15 2AA", "Highland Perthshire and Lochaber")]
    [InlineData("GB", "PH152AA", "Highland Perthshire and Lochaber")]
    [InlineData("GB", "ph50 4re", "Highland Perthshire and Lochaber")]
    [InlineData("GB", "PH1 5AA", null)]
    [InlineData("GB", "PH15AA", null)]
    [InlineData("GB", "KA27", "Arran and Cumbrae")]
    [InlineData("GB", "KA2 7AA", null)]
    [InlineData("GB", "ZE1 0AA", "Shetland")]
    [InlineData("GB", "SW1A 1AA", null)]
    [InlineData("US", "99501", "Alaska")]
    [InlineData("US", "99501-1234", "Alaska")]
    [InlineData("US", "99499", null)]
    [InlineData("US", "96701", "Hawaii")]
    [InlineData("US", "09012", "Military and diplomatic post")]
    [InlineData("CA", "K0A 1A0", "Rural delivery")]
    [InlineData("CA", "X0A 0H0", "Rural delivery")]
    [InlineData("CA", "X1A 1A1", "Nunavut and Northwest Territories")]
    [InlineData("CA", "K1A 0B1", null)]
    [InlineData("NO", "9171", "Svalbard")]
    [InlineData("NO", "9180", null)]
    [InlineData("NO", "9510", "Finnmark")]
    [InlineData("JP", "900-0001", "Okinawa")]
    [InlineData("JP", "100-0101", "Izu and Ogasawara islands")]
    [InlineData("JP", "100-0001", null)]
    [InlineData("KR", "63005", "Jeju")]
    [InlineData("KR", "63700", null)]
    [InlineData("IS", "101", null)]
    [InlineData("IS", "600", "Iceland outside the capital area")]
    [InlineData("GL", "", "Greenland")]
    [InlineData("GL", "3900", "Greenland")]
    [InlineData("DE", "", null)]
    [InlineData("DE", "2", null)]
    [InlineData("DE", "🙂", null)]
    [InlineData("AE", "00000", null)]
    public void The_longest_prefix_or_range_decides(string country, string postcode, string? area) =>
        Assert.Equal(area, RemoteAreas.BuiltIn.Find(new Country(country), postcode, null)?.Name);

    [Fact]
    public void An_area_tells_territory_remoteness_and_couriers()
    {
        var canaries = RemoteAreas.BuiltIn.Find(new Country("ES"), "35001", null)!;
        var military = RemoteAreas.BuiltIn.Find(new Country("US"), "34001", null)!;
        var campione = RemoteAreas.BuiltIn.Find(new Country("IT"), "22061", null)!;

        Assert.Equal((true, Territory.OutsideVat, Courier.Surcharges), (canaries.Remote, canaries.Territory, canaries.Courier));
        Assert.Equal(Courier.Refuses, military.Courier);
        Assert.Equal((false, Territory.OutsideVat), (campione.Remote, campione.Territory));
    }

    [Fact]
    public void A_longer_prefix_goes_before_a_shorter_one()
    {
        var day = new DateOnly(2026, 1, 1);
        var areas = new RemoteAreas(
        [
            new RemoteArea(new Country("DE"), "2", "2", "wide", true, Courier.Surcharges, Territory.Same, "test", day),
            new RemoteArea(new Country("DE"), "274", "279", "narrow", true, Courier.Surcharges, Territory.Same, "test", day),
        ]);

        Assert.Equal("narrow", areas.Find(new Country("DE"), "27498", null)!.Name);
        Assert.Equal("wide", areas.Find(new Country("DE"), "28100", null)!.Name);
    }

    [Fact]
    public void Every_row_can_be_found_by_its_own_first_postcode()
    {
        Assert.All(RemoteAreas.BuiltIn.Rows, area =>
        {
            Assert.Equal(area.From.Length, area.To.Length);
            Assert.NotNull(RemoteAreas.BuiltIn.Find(area.Country, area.From.Replace('?', 'A'), area.Towns.Count > 0 ? area.Towns[0].Replace('#', '7') : null));
            Assert.NotEmpty(area.Source);
        });
    }

    /// <summary>Where there is no postcode, or one that says nothing, the town decides: however it is written, and as a whole name.</summary>
    [Theory]
    [InlineData("AE", null, "Hatta, Dubai", "Mountain towns of the east")]
    [InlineData("AE", null, "HATTA", "Mountain towns of the east")]
    [InlineData("AE", null, "مدينة زايد, أبو ظبي", "Al Dhafra")]
    [InlineData("AE", null, "Hatta Street, Dubai", null)]
    [InlineData("AE", null, "Dubai", null)]
    [InlineData("AE", null, null, null)]
    [InlineData("HK", null, "Islands District, Mui-Wo", "Outlying islands")]
    [InlineData("HK", null, "南丫島", "Outlying islands")]
    [InlineData("HK", null, "九龍, 旺角", null)]
    [InlineData("IE", "H91 X123", "Inis Mór, Galway", "Offshore islands")]
    [InlineData("IE", "H91 X123", "Inis Mor, Galway", "Offshore islands")]
    [InlineData("IE", "H91 X123", "Galway", null)]
    [InlineData("NZ", "0181", "RD 3, Whangārei", "Rural delivery")]
    [InlineData("NZ", "0181", "rd12, Whangarei", "Rural delivery")]
    [InlineData("NZ", "0181", "Rural Delivery 4", "Rural delivery")]
    [InlineData("NZ", "0181", "Third 3, Whangarei", null)]
    [InlineData("NZ", "8942", "RD 3, Waitangi", "Chatham Islands and other far islands")]
    [InlineData("CN", "999077", "香港特别行政区", "Hong Kong")]
    [InlineData("CN", "830000", "台湾省", "Xinjiang")]
    [InlineData("GL", "3900", "Nuuk", "Greenland")]
    [InlineData("DE", "10115", "Hatta", null)]
    public void A_town_decides_where_no_postcode_does(string country, string? postcode, string? town, string? area) => Assert.Equal(area, RemoteAreas.BuiltIn.Find(new Country(country), postcode, town)?.Name);

    [Fact]
    public void A_postcode_goes_before_a_town_and_a_town_before_the_whole_country()
    {
        var day = new DateOnly(2026, 1, 1);
        RemoteArea Row(string from, string name, params string[] towns) => new(new Country("AE"), from, from, name, true, Courier.Surcharges, Territory.Same, "test", day) { Towns = towns };
        var areas = new RemoteAreas([Row("", "all"), Row("", "town", "hatta"), Row("12", "prefix")]);

        Assert.Equal("prefix", areas.Find(new Country("AE"), "12345", "Hatta")!.Name);
        Assert.Equal("town", areas.Find(new Country("AE"), "99999", "Hatta")!.Name);
        Assert.Equal("all", areas.Find(new Country("AE"), null, "Dubai")!.Name);
    }

    [Theory]
    [InlineData("14 Marsden Point Road, RD 3", null, "Whangārei", "Whangārei, RD 3")]
    [InlineData("14 Marsden Point Road", "R.D. 12", "Whangārei", "Whangārei, RD 12")]
    [InlineData("14 Third 3", null, "Whangārei", "Whangārei")]
    [InlineData("14 Third 3", null, null, null)]
    public void An_address_tells_its_places_and_never_its_street(string street, string? second, string? city, string? places) =>
        Assert.Equal(places, new Storefront.Shipping.PostalAddress { Country = new Country("NZ"), Name = "Aroha King", Street = street, Street2 = second, City = city }.Places());
}
