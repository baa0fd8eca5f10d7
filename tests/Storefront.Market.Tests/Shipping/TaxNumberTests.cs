using Storefront.Shipping;

namespace Storefront.Market.Tests.Shipping;

public sealed class TaxNumberTests
{
    /// <summary>Numbers that the authorities or the registers themselves show as examples, and near misses.</summary>
    [Theory]
    [InlineData("ioss", "IM3720000022", "IM3720000022", "IE")]
    [InlineData("ioss", "im 276 000000 1", "IM2760000001", "DE")]
    [InlineData("ioss", "IM2760000013", "IM2760000013", "DE")]
    [InlineData("ioss", "IM9990000013", null, null)]
    [InlineData("ioss", "IM276000001", null, null)]
    [InlineData("ioss", "EU372000002", null, null)]
    [InlineData("eu-eori", "de 1234567890123", "DE1234567890123", "DE")]
    [InlineData("eu-eori", "FR12345678901234567", null, null)]
    [InlineData("eu-eori", "GB123456789000", null, null)]
    [InlineData("gb-eori", "GB123456789000", "GB123456789000", "GB")]
    [InlineData("gb-eori", "XI123456789000", "XI123456789000", "GB")]
    [InlineData("gb-eori", "GB12345678900", null, null)]
    [InlineData("gb-vat", "GB 980 7806 84", "GB980780684", "GB")]
    [InlineData("gb-vat", "GB980780684001", "GB980780684001", "GB")]
    [InlineData("gb-vat", "GB802311781", null, null)]
    [InlineData("gb-vat", "GB980780685", null, null)]
    [InlineData("voec", "VOEC 2021234", "2021234", "NO")]
    [InlineData("voec", "202123", null, null)]
    [InlineData("ch-vat", "CHE-100.155.212 MWST", "CHE100155212", "CH")]
    [InlineData("ch-vat", "CHE-100.155.213", null, null)]
    [InlineData("au-gst", "51 824 753 556", "51824753556", "AU")]
    [InlineData("au-gst", "ABN 83 914 571 673", "83914571673", "AU")]
    [InlineData("au-gst", "51 824 753 557", null, null)]
    [InlineData("au-gst", "99 999 999 999", null, null)]
    [InlineData("au-gst", "300012345678", "300012345678", "AU")]
    [InlineData("au-gst", "3000123456", null, null)]
    [InlineData("nz-gst", "49-091-850", "49091850", "NZ")]
    [InlineData("nz-gst", "35-901-981", "35901981", "NZ")]
    [InlineData("nz-gst", "49-098-576", "49098576", "NZ")]
    [InlineData("nz-gst", "136-410-132", "136410132", "NZ")]
    [InlineData("nz-gst", "136-410-133", null, null)]
    [InlineData("nz-gst", "9-125-568", null, null)]
    [InlineData("sg-gst", "M2-1234567-8", "M212345678", "SG")]
    [InlineData("sg-gst", "199901234A", "199901234A", "SG")]
    [InlineData("sg-gst", "1999", null, null)]
    [InlineData("eu-vat", "EL094259216", "EL094259216", "GR")]
    [InlineData("eu-vat", "GB980780684", null, null)]
    public void A_sellers_number_is_taken_as_the_authority_writes_it_and_nothing_else(string key, string typed, string? number, string? country)
    {
        var read = TaxNumberRules.Find(key)!.Read(typed);

        Assert.Equal(number, read?.Number);
        Assert.Equal(country, read?.Country.Code);
    }

    [Fact]
    public void Every_example_on_the_form_holds_and_finds_its_own_rule_again()
    {
        foreach (var rule in TaxNumberRules.All) Assert.Equal(rule, TaxNumberRules.Of(rule.Read(rule.Example)!));
    }

    [Fact]
    public void Every_changed_digit_of_a_number_with_a_check_is_noticed()
    {
        foreach (var rule in TaxNumberRules.All.Where(r => r.Check != TaxNumberCheck.None))
        {
            var number = rule.Read(rule.Example)!.Number;
            for (var i = 0; i < number.Length; i++)
            {
                if (!char.IsAsciiDigit(number[i])) continue;
                var other = number[..i] + (char)('0' + ((number[i] - '0' + 1) % 10)) + number[(i + 1)..];
                Assert.Null(rule.Read(other));
            }
        }
    }

    [Fact]
    public void Papers_name_the_numbers_of_both_ends_and_an_ioss_number_only_where_it_is_used()
    {
        TaxRegistration[] all = [.. TaxNumberRules.All.Select(r => r.Read(r.Example)!)];
        string[] Kinds(string from, string to, string? scheme) => [.. all.Between(new Country(from), new Country(to), scheme).Select(r => TaxNumberRules.Of(r)!.Key)];

        Assert.Equal(["ioss", "eu-eori"], Kinds("CN", "FR", "IOSS"));
        Assert.Equal(["eu-eori"], Kinds("CN", "FR", null));
        Assert.Equal(["gb-eori", "gb-vat"], Kinds("CN", "GB", "GB-VAT"));
        Assert.Equal(["eu-eori", "voec", "eu-vat"], Kinds("DE", "NO", "VOEC"));
        Assert.Equal(["au-gst"], Kinds("NL", "AU", "AU-GST").Where(k => k != "eu-eori"));
        Assert.Equal("2021234", all.Under("VOEC")!.Number);
        Assert.Null(all.Under("BR-PRC"));
        Assert.Null(all.Under(null));
    }
}
