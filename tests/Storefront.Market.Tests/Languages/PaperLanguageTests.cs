using System.Text.RegularExpressions;
using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed class PaperLanguageTests
{
    private static readonly Messages Messages = new(strict: true);

    [Theory]
    [InlineData("DE", "de"), InlineData("AT", "de"), InlineData("CH", "de"), InlineData("ES", "es"), InlineData("MX", "es"), InlineData("BR", "pt"), InlineData("PT", "pt"), InlineData("JP", "ja"), InlineData("KR", "ko")]
    [InlineData("IT", "it"), InlineData("TR", "tr"), InlineData("UA", "uk"), InlineData("NL", "nl"), InlineData("PL", "pl"), InlineData("FR", "fr"), InlineData("CN", "zh-Hans"), InlineData("SA", "ar")]
    [InlineData("US", null), InlineData("GB", null), InlineData("HK", null), InlineData("TW", null), InlineData("IS", null)]
    public void A_destination_reads_its_papers_in_its_own_language_where_we_have_the_words(string country, string? tag) =>
        Assert.Equal(tag, PaperLanguage.For(new Country(country), Messages)?.Tag);

    [Fact]
    public void Every_language_says_all_that_english_says_and_names_the_same_values()
    {
        var english = MessageFile.ReadAll().Where(t => t.Tag == "en" && (t.Key.StartsWith("invoice.", StringComparison.Ordinal) || t.Key.StartsWith("paper.reclaim-", StringComparison.Ordinal) || t.Key is "paper.return-number" or "paper.page")).ToList();
        Assert.Equal(10, PaperLanguage.Tags.Count());
        foreach (var tag in PaperLanguage.Tags)
        {
            var language = PaperLanguage.Of(tag);
            // Names of other countries' taxes stand in English alone.
            foreach (var text in english.Where(t => t.Key is not ("invoice.vat" or "invoice.gst")))
            {
                Assert.False(string.IsNullOrWhiteSpace(language[text.Key]), $"{tag} {text.Key}");
                Assert.Equal(Values(text.Pattern), Values(language[text.Key]));
            }
        }

        static IEnumerable<string> Values(string text) => Regex.Matches(text, @"\{\w+\}").Select(m => m.Value).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Values_and_amounts_are_put_in()
    {
        Assert.Equal("sicher rechtzeitig bis 2027-01-31", PaperLanguage.Of("de").Text("paper.reclaim-safe-until", ("date", "2027-01-31")));
        Assert.Equal("28.30 EUR", PaperLanguage.Of("de").Money(new Money(2830, Currency.Eur)));
        Assert.Equal(Language.French.Format.Money(new Money(2830, Currency.Eur)), PaperLanguage.Of(Messages.In(Language.French)).Money(new Money(2830, Currency.Eur)));
    }
}
