using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Addresses;

public sealed class AddressLinesTests
{
    private static readonly Country China = new("CN");

    private static readonly PostalAddress Tokyo = new()
    {
        Country = new Country("JP"), Name = "山田太郎", Street = "神宮前1-2-3", Street2 = "コーポ 201", City = "渋谷区", Region = "東京都", Postcode = "150-0001",
    };

    private static readonly PostalAddress Lyon = new()
    {
        Country = new Country("FR"), Name = "Anaïs Petit", Company = "Atelier", Street = "3 rue des Forges", City = "Lyon", Postcode = "69001",
    };

    [Fact]
    public void A_Japanese_address_is_printed_from_large_to_small() =>
        Assert.Equal(["〒150-0001", "東京都渋谷区", "神宮前1-2-3", "コーポ 201", "山田太郎"], AddressLines.Of(Tokyo));

    [Fact]
    public void In_Latin_letters_it_is_printed_from_small_to_large_with_the_Latin_name_of_the_region()
    {
        var latin = Tokyo with { Name = "Taro Yamada", Street = "1-2-3 Jingumae", Street2 = "Corpo 201", City = "Shibuya-ku" };

        Assert.Equal(["Taro Yamada", "1-2-3 Jingumae", "Corpo 201", "Shibuya-ku, TOKYO", "150-0001"], AddressLines.Of(latin));
    }

    [Fact]
    public void Abroad_the_country_stands_last_in_capitals()
    {
        Assert.Equal(["Atelier", "Anaïs Petit", "3 rue des Forges", "69001 LYON", "FRANCE"], AddressLines.ForParcel(Lyon, from: China));
        Assert.Equal("ÉTATS-UNIS", AddressLines.ForParcel(Lyon with { Country = new Country("US") }, China, countryIn: Language.French)[^1]);
    }

    [Fact]
    public void At_home_the_country_is_left_out() => Assert.Equal("69001 LYON", AddressLines.ForParcel(Lyon, from: new Country("FR"))[^1]);

    [Theory]
    [InlineData("8001", "CH-8001 Zürich")]
    [InlineData("CH-8001", "CH-8001 Zürich")]
    [InlineData("ch-8001", "ch-8001 Zürich")]
    public void A_country_prefix_is_printed_once(string postcode, string line) =>
        Assert.Equal(line, AddressLines.Of(Lyon with { Country = new Country("CH"), City = "Zürich", Postcode = postcode })[^1]);

    [Fact]
    public void What_is_not_there_leaves_no_marks_behind()
    {
        var bare = new PostalAddress { Country = new Country("MX"), Name = "Luz", Street = "Calle 5", City = "Mérida" };

        Assert.Equal(["Luz", "Calle 5", "MÉRIDA"], AddressLines.Of(bare));
        Assert.Equal(["Luz", "Calle 5", "97000 MÉRIDA"], AddressLines.Of(bare with { Postcode = "97000" }));
        Assert.Equal(["Luz", "Calle 5", "MÉRIDA, YUC"], AddressLines.Of(bare with { Region = "YUC" }));
        Assert.Equal(["Luz", "Calle 5", "Mérida"], AddressLines.Of(bare with { Country = new Country("BR") }).Select(l => l == "MÉRIDA" ? "Mérida" : l));
    }

    [Fact]
    public void Names_are_never_put_into_capitals()
    {
        var guam = Lyon with { Country = new Country("GU"), City = "Dededo", Region = "GU", Postcode = "96929" };

        Assert.Equal(["Anaïs Petit", "Atelier", "3 rue des Forges", "DEDEDO GU 96929"], AddressLines.Of(guam));
    }

    [Fact]
    public void Fixed_lines_of_a_territory_are_printed() =>
        Assert.Equal(["Anaïs Petit", "Atelier", "3 rue des Forges", "ST PETER PORT", "GUERNSEY", "GY1 1AA"], AddressLines.Of(Lyon with { Country = new Country("GG"), City = "St Peter Port", Postcode = "GY1 1AA" }));
}
