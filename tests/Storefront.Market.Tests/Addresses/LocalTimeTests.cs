using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Addresses;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("FR", null, "69001", "Europe/Paris", false), InlineData("NO", null, "9990", "Europe/Oslo", false), InlineData("JP", "沖縄県", "907-1801", "Asia/Tokyo", false), InlineData("CN", "云南省", "671302", "Asia/Shanghai", false)]
    [InlineData("US", "OR", "97205", "America/Los_Angeles", true), InlineData("US", " hi ", "96813", "Pacific/Honolulu", true), InlineData("US", "NY", "10001", "America/New_York", false), InlineData("US", "AZ", "85001", "America/Phoenix", true)]
    [InlineData("BR", "AM", "69005-010", "America/Manaus", true), InlineData("BR", "SP", "01310-100", "America/Sao_Paulo", false), InlineData("AU", "WA", "6000", "Australia/Perth", true), InlineData("CA", "NL", "A1A 1A1", "America/St_Johns", true)]
    [InlineData("ES", "Las Palmas", "35001", "Atlantic/Canary", true), InlineData("ES", "Madrid", "28001", "Europe/Madrid", false), InlineData("PT", null, "9500-150", "Atlantic/Azores", true), InlineData("ID", null, "80361", "Asia/Makassar", true)]
    [InlineData("MX", "QROO", "77500", "America/Cancun", true), InlineData("AQ", null, null, "UTC", false)]
    public void An_address_keeps_the_time_of_its_country_or_of_its_region(string country, string? region, string? postcode, string zone, bool isOfRegion)
    {
        var local = LocalTime.Of(new PostalAddress { Country = new Country(country), Name = "A", Street = "B", Region = region, Postcode = postcode });

        Assert.Equal((zone, isOfRegion), (local.Zone.Id, local.IsOfRegion));
    }

    [Fact]
    public void Every_country_has_a_zone_and_every_region_is_one_that_the_form_lists()
    {
        Assert.Equal(["AQ", "BV", "HM", "UM"], Countries.All.Where(c => LocalTime.Of(c.Country).Zone == TimeZoneInfo.Utc).Select(c => c.Country.Code));
        foreach (var row in EmbeddedFile.Rows("Addresses.Data.time-zones.csv").Where(r => r["region"].Length > 0))
            Assert.Contains(row["region"], AddressForm.For(new Country(row["country"])).Regions.Select(r => r.Key));
    }

    [Theory]
    [InlineData("US", "CA", "Fresno", "California"), InlineData("US", " hi ", "Hilo", "Hawaii"), InlineData("ES", "Las Palmas", "Telde", "Las Palmas"), InlineData("PT", null, "Horta", "Horta"), InlineData("ID", null, null, null)]
    public void A_place_is_called_by_its_name_and_not_by_its_key(string country, string? region, string? city, string? place) =>
        Assert.Equal(place, LocalTime.PlaceOf(new PostalAddress { Country = new Country(country), Name = "A", Street = "B", Region = region, City = city }));

    [Theory]
    [InlineData("AA"), InlineData("AE"), InlineData("AP")]
    public void Military_post_has_the_time_that_is_shown_where_none_is_known(string region) =>
        Assert.Same(TimeZoneInfo.Utc, LocalTime.Of(new PostalAddress { Country = new Country("US"), Name = "A", Street = "B", Region = region, Postcode = "09001" }).Zone);

    [Fact]
    public void A_day_there_may_be_another_than_in_UTC()
    {
        var late = new DateTime(2026, 11, 30, 16, 0, 0, DateTimeKind.Utc);

        Assert.Equal(new DateOnly(2026, 12, 1), LocalTime.Of(new Country("JP")).DayOf(late));
        Assert.Equal(new DateOnly(2026, 11, 30), LocalTime.Of(new Country("FR")).DayOf(late));
    }
}
