using Storefront.Shipping;

namespace Storefront.Market.Tests.Documents;

public sealed class AddressLinesTests
{
    private static PostalAddress At(string country, string name, string street, string? city = null, string? postcode = null, string? region = null, string? district = null, string? street2 = null, string? company = null) => new()
    {
        Country = new Country(country), Name = name, Street = street, City = city, Postcode = postcode, Region = region, District = district, Street2 = street2, Company = company,
    };

    [Fact]
    public void A_french_address_has_its_postcode_before_the_town_in_capitals() =>
        Assert.Equal(["Camille Moreau", "14 rue des Capucins", "69001 LYON"], AddressLines.Of(At("FR", "Camille Moreau", "14 rue des Capucins", "Lyon", "69001", "Rhône")));

    [Fact]
    public void An_american_address_has_town_state_and_zip_on_one_line() =>
        Assert.Equal(["Ann Lee", "RR 2 BOX 152", "TALKEETNA AK 99676"], AddressLines.Of(At("US", "Ann Lee", "RR 2 BOX 152", "Talkeetna", "99676", "AK")));

    [Fact]
    public void A_british_address_has_its_postcode_on_a_line_of_its_own() =>
        Assert.Equal(["Ann Lee", "Harbour Ltd", "Flat 3", "1 Quay Street", "KIRKWALL", "KW15 1AB"], AddressLines.Of(At("GB", "Ann Lee", "Flat 3", "Kirkwall", "KW15 1AB", street2: "1 Quay Street", company: "Harbour Ltd")));

    [Fact]
    public void A_chinese_address_runs_from_the_large_to_the_small_in_its_own_script_and_the_other_way_in_latin()
    {
        Assert.Equal(["323700", "浙江省龙泉市", "剑池路88号", "王小明"], AddressLines.Of(At("CN", "王小明", "剑池路88号", "龙泉市", "323700", "浙江省")));
        Assert.Equal(["Wang Xiaoming", "88 Jianchi Road", "LONGQUAN", "Zhejiang, 323700"], AddressLines.Of(At("CN", "Wang Xiaoming", "88 Jianchi Road", "Longquan", "323700", "Zhejiang")));
    }

    [Fact]
    public void A_japanese_address_in_its_own_script_carries_the_postal_mark() =>
        Assert.Equal(["〒604-8042", "京都府京都市", "中京区新京極通1-2", "佐藤 花子"], AddressLines.Of(At("JP", "佐藤 花子", "中京区新京極通1-2", "京都市", "604-8042", "京都府")));

    [Fact]
    public void Where_no_town_is_named_the_region_stands_for_it() =>
        Assert.Equal(["Sara", "Villa 12, Street 4", "DUBAI"], AddressLines.Of(At("AE", "Sara", "Villa 12, Street 4", region: "Dubai")));

    [Fact]
    public void A_postcode_that_the_country_does_not_use_is_kept_with_the_town() =>
        Assert.Equal(["Sara", "Villa 12", "DUBAI 00000"], AddressLines.Of(At("AE", "Sara", "Villa 12", "Dubai", "00000")));

    [Fact]
    public void Every_country_gives_lines_without_stray_commas_or_braces()
    {
        for (var a = 'A'; a <= 'Z'; a++)
        {
            for (var b = 'A'; b <= 'Z'; b++)
            {
                foreach (var address in new[] { At($"{a}{b}", "Name", "Street 1"), At($"{a}{b}", "Name", "Street 1", "Town", "12345", "Region", "District"), At($"{a}{b}", "姓名", "街1号") })
                {
                    var lines = AddressLines.Of(address);

                    Assert.Contains(address.Name, lines);
                    Assert.All(lines, l => Assert.DoesNotMatch(@"[{}|]|^[ ,\-〒]|[ ,\-]$| ,|  ", l));
                }
            }
        }
    }
}
