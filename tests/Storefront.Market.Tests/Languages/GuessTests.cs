using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed class GuessTests
{
    private static readonly HashSet<Currency> Tradable = "USD EUR GBP CNY JPY BRL CAD SAR CHF TWD MXN".Split(' ').Select(c => new Currency(c)).ToHashSet();

    [Theory]
    [InlineData("fr-FR,fr;q=0.9,en;q=0.8", "fr FR EUR")]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "en DE EUR")]
    [InlineData("pt-BR,pt;q=0.9", "en BR BRL")]
    [InlineData("fr-CA", "fr CA CAD")]
    [InlineData("de-CH,fr-CH;q=0.8", "fr CH CHF")]
    [InlineData("zh-CN", "zh-Hans CN CNY")]
    [InlineData("zh-Hant-TW", "zh-Hans TW TWD")]
    [InlineData("zh-Hant", "zh-Hans TW TWD")]
    [InlineData("ar", "ar SA SAR")]
    [InlineData("ar-EG", "ar EG USD")]
    [InlineData("fr", "fr FR EUR")]
    [InlineData("zh", "zh-Hans CN CNY")]
    [InlineData("en", "en US USD")]
    [InlineData("en-GB", "en GB GBP")]
    [InlineData("EN-gb", "en GB GBP")]
    [InlineData("es-419,es;q=0.9", "en ES EUR")]
    [InlineData("en-001", "en US USD")]
    [InlineData("fr;q=0.3, ar;q=0.9", "ar SA SAR")]
    [InlineData("ja,en-US;q=0.7", "en US USD")]
    [InlineData("ja", "en JP JPY")]
    [InlineData("fr;q=0,en-GB;q=0.5", "en GB GBP")]
    [InlineData("en-u-ca-gregory-fr", "en US USD")]
    [InlineData("*", "en US USD")]
    [InlineData("", "en US USD")]
    [InlineData(null, "en US USD")]
    [InlineData("en-ZZ", "en US USD")]
    [InlineData("tlh", "en US USD")]
    public void The_header_gives_language_country_and_currency(string? header, string expected)
    {
        var guess = Guess.From(header, Tradable);

        Assert.Equal(expected, $"{guess.Language} {guess.ShipTo} {guess.Currency}");
    }

    [Theory]
    [InlineData(";;;,,,=;q=")]
    [InlineData("fr;q=-1")]
    [InlineData("fr;q=9")]
    [InlineData("fr;q=1e5")]
    [InlineData("fr;q=NaN")]
    [InlineData("fr;drop table")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("f\0r")]
    [InlineData("ﬀ-ＦＲ")]
    [InlineData("a-----------b")]
    [InlineData("verylonglanguagetag-FR")]
    public void A_header_that_makes_no_sense_gives_the_fallback(string header) => Assert.Equal("US", Guess.From(header, Tradable).ShipTo.Code);

    [Fact]
    public void A_huge_header_is_read_only_at_its_beginning()
    {
        var header = string.Join(',', Enumerable.Repeat("xx-YY;q=0.001", 200_000)) + ",fr-FR";

        Assert.Equal(Language.English, Guess.From(header, Tradable).Language);
    }
}
