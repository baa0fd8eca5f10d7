using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed class CountriesTests
{
    [Fact]
    public void All_249_of_ISO_and_Kosovo_are_there_with_a_name_in_every_language()
    {
        Assert.Equal(250, Countries.All.Count);
        foreach (var language in Language.All)
        {
            Assert.All(Countries.All, c => Assert.NotEmpty(c.Name(language)));
            Assert.Equal(250, Countries.All.Select(c => c.Name(language)).Distinct().Count());
            Assert.Equal(250, Countries.SortedFor(language).Count);
        }
    }

    [Fact]
    public void Codes_have_their_ISO_form_and_are_unique()
    {
        Assert.All(Countries.All, c => Assert.Matches("^[A-Z]{3}$", c.Alpha3));
        Assert.All(Countries.All, c => Assert.Matches("^[0-9]{3}$", c.Numeric));
        Assert.All(Countries.All, c => Assert.Matches("^[0-9]{0,6}$", c.DialCode));
        Assert.Equal(250, Countries.All.Select(c => c.Alpha3).Distinct().Count());
        Assert.Equal(250, Countries.All.Select(c => c.Numeric).Distinct().Count());
    }

    [Theory]
    [InlineData("DE", "DEU 276 EUR 49 Germany 德国 Allemagne ألمانيا")]
    [InlineData("GB", "GBR 826 GBP 44 United Kingdom 英国 Royaume-Uni المملكة المتحدة")]
    [InlineData("US", "USA 840 USD 1 United States 美国 États-Unis الولايات المتحدة")]
    [InlineData("KR", "KOR 410 KRW 82 South Korea 韩国 Corée du Sud كوريا الجنوبية")]
    [InlineData("BG", "BGR 100 EUR 359 Bulgaria 保加利亚 Bulgarie بلغاريا")]
    public void Facts_of_some_countries(string code, string expected)
    {
        var facts = Countries.Of(new Country(code));

        Assert.Equal(expected, $"{facts.Alpha3} {facts.Numeric} {facts.Currency} {facts.DialCode} {string.Join(' ', Language.All.Select(facts.Name))}");
    }

    [Fact]
    public void Names_are_sorted_as_the_language_sorts()
    {
        var names = Countries.SortedFor(Language.French).Select(c => c.Name(Language.French)).ToList();

        Assert.True(names.IndexOf("Égypte") < names.IndexOf("France"));
    }

    [Fact]
    public void A_code_without_facts_is_shown_as_itself() => Assert.Equal("ZZ", Countries.Name(new Country("ZZ"), Language.English));

    [Theory]
    [InlineData("FR", "fr")]
    [InlineData("MA", "ar")]
    [InlineData("CN", "zh-Hans")]
    [InlineData("DE", "en")]
    public void The_language_of_a_country_is_the_one_we_speak(string code, string tag) => Assert.Equal(tag, Countries.Of(new Country(code)).Language.Tag);
}
