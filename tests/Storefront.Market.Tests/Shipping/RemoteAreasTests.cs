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
        Assert.Equal(area, RemoteAreas.BuiltIn.Find(new Country(country), postcode)?.Name);

    [Fact]
    public void An_area_tells_territory_remoteness_and_couriers()
    {
        var canaries = RemoteAreas.BuiltIn.Find(new Country("ES"), "35001")!;
        var military = RemoteAreas.BuiltIn.Find(new Country("US"), "34001")!;
        var campione = RemoteAreas.BuiltIn.Find(new Country("IT"), "22061")!;

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

        Assert.Equal("narrow", areas.Find(new Country("DE"), "27498")!.Name);
        Assert.Equal("wide", areas.Find(new Country("DE"), "28100")!.Name);
    }

    [Fact]
    public void Every_row_can_be_found_by_its_own_first_postcode()
    {
        Assert.All(RemoteAreas.BuiltIn.Rows, area =>
        {
            Assert.Equal(area.From.Length, area.To.Length);
            Assert.NotNull(RemoteAreas.BuiltIn.Find(area.Country, area.From.Replace('?', 'A')));
            Assert.NotEmpty(area.Source);
        });
    }
}
