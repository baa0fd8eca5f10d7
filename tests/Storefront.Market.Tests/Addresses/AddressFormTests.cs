using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Addresses;

public sealed class AddressFormTests
{
    private static AddressForm Form(string code) => AddressForm.For(new Country(code));

    private static PostalAddress Filled(string code) => new()
    {
        Country = new Country(code), Name = "N", Company = "O", Street = "A", City = "C", Region = "S", Postcode = "Z",
    };

    [Fact]
    public void All_250_countries_have_a_form_that_prints_and_asks_for_name_and_street()
    {
        var messages = new Messages(strict: true);
        foreach (var country in Countries.All)
        {
            var form = AddressForm.For(country.Country);
            var lines = AddressLines.Of(Filled(country.Country.Code));

            Assert.Contains("N", lines);
            Assert.Contains("A", lines);
            Assert.All(lines, l => Assert.DoesNotMatch(@"[{}|]|^\s|\s$", l));
            Assert.True(form.Requires(AddressPart.Name) && form.Requires(AddressPart.Street), country.Country.Code);
            Assert.Equal(form.Fields.Count, form.Fields.Select(f => f.Part).Distinct().Count());
            foreach (var language in Language.All) Assert.All(form.Fields, f => Assert.NotEmpty(messages.Text(language, f.LabelKey)));
            Assert.True(form.PostcodeExample.Length == 0 || form.IsUsualPostcode(form.PostcodeExample), country.Country.Code);
            Assert.Equal(form.Regions.Count, form.Regions.Select(r => r.Key).Distinct().Count());
        }
    }

    /// <summary>Printed order and required parts by country, as posts and carriers use them. N name, O company, A street, D district, C city, S region, Z postcode.
    /// Where a country asks for nothing in particular, street and city are the least that finds a door.</summary>
    [Theory]
    [InlineData("US", "N / O / A / C S Z", "A C S Z")]
    [InlineData("BR", "O / N / A / C-S / Z", "A C S Z")]
    [InlineData("ES", "N / O / A / Z C S", "A C S Z")]
    [InlineData("FR", "O / N / A / Z C", "A C Z")]
    [InlineData("DE", "N / O / A / Z C", "A C Z")]
    [InlineData("PL", "N / O / A / Z C", "A C Z")]
    [InlineData("TR", "N / O / A / Z C", "A C Z", "S")]
    [InlineData("IT", "N / O / A / Z C S", "A C S Z")]
    [InlineData("NL", "O / N / A / Z C", "A C Z")]
    [InlineData("GB", "N / O / A / C / S / Z", "A C Z")]
    [InlineData("RU", "Z C / A / O / N", "A C Z", "S")]
    [InlineData("UA", "Z C / A / O / N", "A C")]
    [InlineData("KZ", "Z / S / C / A / O / N", "A C")]
    [InlineData("SA", "N / O / A / C Z", "A C")]
    [InlineData("AE", "N / O / A / C", "A C", "S")]
    [InlineData("IL", "N / O / A / C Z", "A C")]
    [InlineData("JP", "〒Z / SC / A / O / N", "A C S Z")]
    [InlineData("KR", "S CD / A / O / N / Z", "A C S Z")]
    [InlineData("CN", "Z / SCD / A / O / N", "A C S Z")]
    [InlineData("AU", "O / N / A / C S Z", "A C S Z")]
    [InlineData("CA", "N / O / A / C S Z", "A C S Z")]
    [InlineData("MX", "N / O / A / D / Z C, S", "A C Z")]
    [InlineData("CL", "N / O / A / Z C / S", "A C")]
    [InlineData("ID", "N / O / A / C / S Z", "A C")]
    [InlineData("IN", "N / O / A / C Z / S", "A C S Z")]
    [InlineData("KE", "N / O / A / C / Z", "A C")]
    [InlineData("NG", "N / O / A / C Z / S", "A C")]
    [InlineData("NZ", "N / O / A / C Z", "A C Z")]
    public void Each_country_prints_in_its_order_and_requires_its_parts(string code, string printed, string required, string without = "")
    {
        var address = Filled(code) with { District = printed.Contains('D') ? "D" : null, Region = without == "S" ? null : "S" };
        var form = Form(code);

        Assert.Equal(printed, string.Join(" / ", AddressLines.Of(address, AddressScript.Native)));
        Assert.Equal(
            required.Split(' '),
            new (AddressPart Part, string Letter)[] { (AddressPart.Street, "A"), (AddressPart.District, "D"), (AddressPart.City, "C"), (AddressPart.Region, "S"), (AddressPart.Postcode, "Z") }
                .Where(p => form.Requires(p.Part)).Select(p => p.Letter));
    }

    [Theory]
    [InlineData("US", "95014 22162-1010", "9501 ABCDE")]
    [InlineData("BR", "40301-110 40301110", "4030-111")]
    [InlineData("GB", "EC1Y8SY M25BQ bfpo61", "12345")]
    [InlineData("CA", "K1A0B1 v8x3x4", "D1A0B1")]
    [InlineData("KR", "03051 06000", "110-110")]
    [InlineData("KZ", "050012 A10A5T4", "05001")]
    [InlineData("IE", "A65F4E2 D6WXH08", "12345")]
    [InlineData("NL", "1234AB 1234ab", "1234")]
    [InlineData("CH", "8001 CH-8001 ch-8001", "80010")]
    [InlineData("SE", "11455 SE-11455", "1145")]
    [InlineData("JP", "154-0023 1540023", "15400")]
    [InlineData("IN", "110034", "11003")]
    [InlineData("AE", "00000 whatever", "")]
    public void Postcodes_of_the_usual_look_are_known(string code, string usual, string unusual)
    {
        Assert.All(usual.Split(' '), p => Assert.True(Form(code).IsUsualPostcode(p), p));
        Assert.All(unusual.Split(' ', StringSplitOptions.RemoveEmptyEntries), p => Assert.False(Form(code).IsUsualPostcode(p), p));
    }

    [Theory]
    [InlineData("US", "Name Company Street Street2 City Region Postcode", "address.postcode.zip address.region.state")]
    [InlineData("JP", "Name Company Postcode Region City Street Street2", "address.region.prefecture address.city.municipality")]
    [InlineData("BR", "Name Company Street Street2 District City Region Postcode", "address.postcode.cep address.region.state address.district.neighbourhood")]
    [InlineData("DE", "Name Company Street Street2 Postcode City", "address.postcode.postcode address.city.city")]
    [InlineData("AE", "Name Company Street Street2 District City Region", "address.region.emirate")]
    [InlineData("IN", "Name Company Street Street2 City Postcode Region", "address.postcode.pin")]
    [InlineData("SG", "Name Company Street Street2 Postcode", "address.postcode.postcode")]
    public void Fields_come_in_the_order_of_the_country_with_its_words(string code, string parts, string labels)
    {
        var fields = Form(code).Fields;

        Assert.Equal(parts, string.Join(' ', fields.Select(f => f.Part)));
        Assert.All(labels.Split(' '), l => Assert.Contains(fields, f => f.LabelKey == l));
        Assert.Equal([AddressPart.Company, AddressPart.Street2], fields.Where(f => f.IsFolded).Select(f => f.Part));
    }

    /// <summary>With e-mail and phone a guest fills in at most eight fields, nine in Brazil with its tax number.</summary>
    [Theory]
    [InlineData("US", 8)]
    [InlineData("BR", 9)]
    [InlineData("JP", 8)]
    [InlineData("DE", 8)]
    public void A_guest_sees_few_fields(string code, int most)
    {
        var shown = Form(code).Fields.Count(f => !f.IsFolded) + 2 + (BuyerTaxId.For(new Country(code)) is null ? 0 : 1);

        Assert.InRange(shown, 1, most);
    }

    [Theory]
    [InlineData("US", 62, "California", "CA", "US-CA")]
    [InlineData("US", 62, "ca", "CA", "US-CA")]
    [InlineData("CA", 13, "Quebec", "QC", "CA-QC")]
    [InlineData("AU", 8, "Victoria", "VIC", "AU-VIC")]
    [InlineData("JP", 47, "Tokyo", "東京都", "JP-13")]
    [InlineData("CN", 31, "Zhejiang", "浙江省", "CN-ZJ")]
    [InlineData("BR", 27, "São Paulo", "SP", "BR-SP")]
    [InlineData("MX", 32, "Ciudad de México", "CDMX", "MX-CMX")]
    [InlineData("IT", 111, "Roma", "RM", "IT-RM")]
    [InlineData("ES", 52, "Madrid", "Madrid", "ES-M")]
    [InlineData("IN", 36, "Telangana", "Telangana", "IN-TS")]
    [InlineData("KR", 17, "Seoul", "서울특별시", "KR-11")]
    [InlineData("AE", 7, "دبي", "Dubai", "AE-DU")]
    public void Regions_are_found_by_any_of_their_names(string code, int count, string said, string key, string iso)
    {
        var form = Form(code);

        Assert.Equal(count, form.Regions.Count);
        Assert.Equal((key, iso), (form.FindRegion(said)?.Key, form.FindRegion(said)?.IsoCode));
        Assert.Null(form.FindRegion("Atlantis"));
        Assert.Null(form.FindRegion(null));
    }

    [Fact]
    public void Hong_Kong_Macao_and_Taiwan_are_destinations_of_their_own() =>
        Assert.DoesNotContain(Form("CN").Regions, r => r.LatinName is "Hong Kong" or "Macau" or "Taiwan");

    [Fact]
    public void A_code_without_a_form_gets_the_general_one() => Assert.True(Form("ZZ").Requires(AddressPart.City));

    [Fact]
    public void Tidying_mends_spaces_widths_and_region_names_and_takes_nothing_away()
    {
        var tidy = Form("JP").Tidy(new PostalAddress
        {
            Country = new Country("JP"), Name = "  山田　太郎 ", Street = "1-2-3\t神宮前\r\n", Street2 = "  ", City = "渋谷区", Region = "tokyo", Postcode = "１５０−０００１", Phone = "０３ 1234 5678",
        });

        Assert.Equal(("山田 太郎", "1-2-3 神宮前", null, "東京都", "03 1234 5678"), (tidy.Name, tidy.Street, tidy.Street2, tidy.Region, tidy.Phone));
        Assert.Equal("150−0001", tidy.Postcode);
    }
}
