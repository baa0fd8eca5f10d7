using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Addresses;

public sealed class AddressCheckTests
{
    private static readonly PostalAddress Ohio = new()
    {
        Country = new Country("US"), Name = "Ann Lee", Street = "12 Main St", City = "Columbus", Region = "OH", Postcode = "43004", Phone = "+1 614 555 0100",
    };

    private static IEnumerable<string> Errors(PostalAddress address) => AddressCheck.Check(address).Errors.Select(e => $"{e.Field} {e.Code}");

    private static IEnumerable<string> Warnings(PostalAddress address) => AddressCheck.Check(address).Warnings.Select(e => $"{e.Field} {e.Code}");

    [Fact]
    public void A_whole_address_has_nothing_to_find()
    {
        Assert.Empty(Errors(Ohio));
        Assert.Empty(Warnings(Ohio));
    }

    /// <summary>Villages, farms and islands have no numbers: no form of any country asks for one, in its street or elsewhere.</summary>
    [Fact]
    public void No_country_asks_for_a_street_number()
    {
        foreach (var country in Countries.All)
        {
            var form = AddressForm.For(country.Country);
            foreach (var street in new[] { "Old Mill Lane", "石门村", "قرب المسجد" })
            {
                var address = form.Tidy(new PostalAddress
                {
                    Country = country.Country, Name = "Ann Lee", Street = street, City = "Village", District = "Upper", Region = form.Regions is [var region, ..] ? region.Key : "North",
                    Postcode = form.PostcodeExample, TaxId = BuyerTaxId.For(country.Country)?.Example,
                });

                Assert.Empty(AddressCheck.Check(address).Errors.Concat(AddressCheck.Check(address).Warnings).Select(f => $"{country.Country} {f.Field} {f.Code}"));
                Assert.Contains(AddressLines.Of(address), line => line.Contains(street, StringComparison.OrdinalIgnoreCase));
            }

            Assert.DoesNotContain(form.Fields, f => f.LabelKey.Contains("number", StringComparison.OrdinalIgnoreCase) || f.Part.ToString().Contains("Number", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("US", "PO Box 7", "Ely", "NV", "89301")]
    [InlineData("US", "RR 2 BOX 152", "Havre", "MT", "59501")]
    [InlineData("US", "PSC 802 Box 74", "APO", "AE", "09499")]
    [InlineData("CA", "General Delivery", "Iqaluit", "NU", "X0A 0H0")]
    [InlineData("NZ", "RD 3", "Te Anau", null, "9679")]
    [InlineData("CN", "石门村三组", "丽江市", "云南省", "674100")]
    [InlineData("IN", "Near the water tower, Hampi", "Hosapete", "Karnataka", "583239")]
    [InlineData("GB", "The Old Mill", "Kyle", null, "IV40 8AX")]
    [InlineData("IS", "Hóll", "Borgarnes", null, "311")]
    [InlineData("CR", "200 m norte de la iglesia", "Nosara", null, "50206")]
    public void Boxes_villages_and_landmarks_are_addresses(string country, string street, string city, string? region, string postcode)
    {
        var address = Ohio with { Country = new Country(country), Street = street, City = city, Region = region, Postcode = postcode };

        Assert.Empty(Errors(address));
        Assert.Empty(Warnings(address));
    }

    [Theory]
    [InlineData("O")]
    [InlineData("Björk")]
    [InlineData("李")]
    [InlineData("محمد")]
    [InlineData("O’Neill-Ōtsuka, Jr.")]
    [InlineData("می‌خواهم")]
    public void Any_name_will_do(string name) => Assert.Empty(Errors(Ohio with { Name = name }));

    [Fact]
    public void Required_parts_that_are_missing_are_named_by_their_fields() =>
        Assert.Equal(
            ["name address.missing", "street address.missing", "city address.missing", "region address.missing", "postcode address.missing"],
            Errors(new PostalAddress { Country = new Country("US"), Name = " ", Street = "", City = "\t" }));

    [Fact]
    public void Parts_that_a_country_does_not_require_may_be_empty() =>
        Assert.Empty(Errors(new PostalAddress { Country = new Country("AE"), Name = "Ali", Street = "Villa 7", City = "Dubai" }));

    [Fact]
    public void A_part_that_is_too_long_is_refused_and_one_at_the_limit_is_not()
    {
        Assert.Equal(["street address.too-long", "postcode address.too-long"], Errors(Ohio with { Street = new string('a', 101), Postcode = new string('1', 21) }));
        Assert.Empty(Errors(Ohio with { Street = new string('a', 100) }));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u001B[31mb")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u2028b")]
    [InlineData("a\uD800b")]
    [InlineData("a\uFFFFb")]
    [InlineData("a\uE000b")]
    public void Characters_that_cannot_be_printed_are_refused(string street) => Assert.Equal(["street address.control-characters"], Errors(Ohio with { Street = street }));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; drop table orders; --")]
    [InlineData("{0} {{name}} %n")]
    [InlineData("=cmd|' /C calc'!A0")]
    public void Code_in_a_street_is_only_text(string street)
    {
        var address = AddressForm.For(Ohio.Country).Tidy(Ohio with { Street = street });

        Assert.Empty(Errors(address));
        Assert.Contains(street, AddressLines.Of(address));
    }

    [Fact]
    public void A_million_characters_are_tidied_and_refused_quickly()
    {
        var hostile = Ohio with { Street = new string(' ', 1_000_000) + new string('1', 1_000_000), Postcode = new string('1', 1_000_000), Region = new string('x', 1_000_000) };

        Assert.Equal(3, AddressCheck.Check(AddressForm.For(Ohio.Country).Tidy(hostile)).Errors.Count);
    }

    [Fact]
    public void An_odd_postcode_region_or_phone_is_asked_about_and_never_refused()
    {
        var odd = Ohio with { Postcode = "4300", Region = "Atlantis", Phone = "call me" };

        Assert.Empty(Errors(odd));
        Assert.Equal(["postcode address.postcode-unusual", "region address.region-unknown", "phone address.phone-unusual"], Warnings(odd));
    }

    [Fact]
    public void A_country_that_nobody_knows_is_refused()
    {
        Assert.Equal(["country address.unknown-country"], Errors(Ohio with { Country = new Country("ZZ") }));
        Assert.Equal(["country address.unknown-country"], Errors(Ohio with { Country = default }));
    }

    [Theory]
    [InlineData("529.982.247-25", true)]
    [InlineData("52998224725", true)]
    [InlineData("529.982.247-24", false)]
    [InlineData("111.111.111-11", false)]
    [InlineData("11.222.333/0001-81", true)]
    [InlineData("11222333000181", true)]
    [InlineData("11.222.333/0001-82", false)]
    [InlineData("12.ABC.345/01DE-35", true)]
    [InlineData("12.abc.345/01de-35", true)]
    [InlineData("12.ABC.345/01DE-36", false)]
    [InlineData("5299822472", false)]
    [InlineData("", false)]
    public void A_Brazilian_tax_number_is_known_by_its_check_digits(string number, bool good) => Assert.Equal(good, BuyerTaxId.For(new Country("BR"))!.Accepts(number));

    [Theory]
    [InlineData("P123456789012", true)]
    [InlineData(" p123456789012 ", true)]
    [InlineData("P12345678901", false)]
    [InlineData("M123456789012", false)]
    public void A_Korean_customs_code_is_P_and_twelve_digits(string number, bool good) => Assert.Equal(good, BuyerTaxId.For(new Country("KR"))!.Accepts(number));

    [Fact]
    public void The_number_that_customs_asks_for_is_required_where_parcels_are_held_without_it()
    {
        var brazil = Ohio with { Country = new Country("BR"), Region = "SP", Postcode = "40301-110" };

        Assert.Equal(["taxId address.tax-id-missing"], Errors(brazil));
        Assert.Equal(["taxId address.tax-id-unusual"], Errors(brazil with { TaxId = "123" }));
        Assert.Empty(Errors(brazil with { TaxId = "529.982.247-25" }));
        Assert.Empty(Errors(brazil with { Country = new Country("TR"), Region = null, Postcode = "01960" }));
        Assert.Equal(["taxId address.tax-id-unusual"], Warnings(brazil with { Country = new Country("TR"), Region = null, Postcode = "01960", TaxId = "12" }));
        Assert.Null(BuyerTaxId.For(new Country("DE")));
    }

    [Fact]
    public void Every_finding_has_a_sentence_and_the_country_in_it_is_named_in_the_language()
    {
        var messages = new Messages(strict: true);
        Refusal[] all =
        [
            AddressRefusals.UnknownCountry, AddressRefusals.RegionUnknown, AddressRefusals.PhoneUnusual, AddressRefusals.Missing(AddressPart.City), AddressRefusals.TooLong(AddressPart.City, 100),
            AddressRefusals.ControlCharacters(AddressPart.City), AddressRefusals.PostcodeUnusual(new Country("DE"), "26133"), AddressRefusals.TaxIdMissing(new Country("BR")), AddressRefusals.TaxIdUnusual("1"),
        ];

        foreach (var language in Language.All) Assert.All(all, r => Assert.NotEmpty(messages.Text(language, r)));
        Assert.Contains("Allemagne", messages.Text(Language.French, AddressRefusals.PostcodeUnusual(new Country("DE"), "26133")));
    }

    [Fact]
    public void Every_tax_number_has_a_label_and_an_example_that_it_accepts()
    {
        var messages = new Messages(strict: true);
        var asked = Countries.All.Select(c => BuyerTaxId.For(c.Country)).OfType<BuyerTaxId>().ToList();

        Assert.Equal(11, asked.Count);
        Assert.All(asked, t => Assert.True(t.Accepts(t.Example), t.LabelKey));
        Assert.All(asked, t => Assert.True(messages.Has(t.LabelKey), t.LabelKey));
    }
}
