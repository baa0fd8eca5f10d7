using Storefront.Catalog;
using Storefront.Testing;

namespace Storefront.Search.Tests;

public class SearchWordsTests
{
    private static readonly ListingCopy Pattern = new CatalogueGenerator(seed: 9).Listings(1).Single() with { Brand = null, Options = [] };

    [Theory]
    [InlineData("茶壶", "青瓷茶壶")]
    [InlineData("青瓷", "青瓷茶壶")]
    [InlineData("壶", "青瓷茶壶")]
    [InlineData("茶", "青瓷茶壶")]
    [InlineData("青瓷 茶壶", "青瓷茶壶")]
    [InlineData("茶壶青瓷", "青瓷茶壶")]
    [InlineData("さくら", "京都のさくら茶碗")]
    [InlineData("カメラ", "ｶﾒﾗ入りケース")]
    [InlineData("찻잔", "도자기찻잔")]
    public async Task Unspaced_scripts_are_found_by_any_part(string words, string title) => await AssertFoundAsync(words, title);

    [Theory]
    [InlineData("theiere", "Théière en grès")]
    [InlineData("THÉIÈRE", "theiere en gres")]
    [InlineData("strasse", "Straße")]
    [InlineData("ｔｅａ", "tea")]
    [InlineData("oeuf", "Œuf")]
    [InlineData("smorrebrod", "Smørrebrød")]
    [InlineData("teapots", "A teapot")]
    [InlineData("brush", "Two brushes")]
    [InlineData("bijoux", "Un bijou")]
    [InlineData("batteries", "One battery")]
    [InlineData("istanbul", "İstanbul")]
    [InlineData("l'eau", "Carafe d’eau")]
    public async Task Case_width_accents_and_plurals_make_no_difference(string words, string title) => await AssertFoundAsync(words, title);

    [Theory]
    [InlineData("شاي", "إبريق الشّاي")]
    [InlineData("ابريق", "إبريق شاي")]
    [InlineData("إبريق", "ابريــــق شاي")]
    [InlineData("حقيبه", "حقيبة يد")]
    [InlineData("مقهي", "مقهى")]
    [InlineData("450", "إبريق ٤٥٠ مل")]
    [InlineData("والشاي", "شاي")]
    public async Task Arabic_forms_marks_and_digits_make_no_difference(string words, string title) => await AssertFoundAsync(words, title);

    [Fact]
    public async Task A_listing_is_found_in_any_of_its_languages_and_shown_in_the_shoppers()
    {
        var listing = Pattern with { Texts = Texts(("en", "Blue vase"), ("zh-Hans", "蓝色花瓶"), ("fr", "Vase bleu")), Language = "zh-Hans" };
        using var catalogue = await TestCatalogue.OpenAsync([new(1, listing.Id, listing)]);

        var card = Assert.Single(catalogue.Copy.Search(new SearchRequest { Language = "fr", Words = "花瓶" }).Cards);

        Assert.Equal(("Vase bleu", "fr"), (card.Title, card.TitleLanguage));
    }

    [Fact]
    public async Task A_word_of_one_language_finds_a_listing_that_was_never_translated_into_it()
    {
        var listing = Pattern with { Texts = Texts(("zh-Hans", "青瓷茶壶")), Language = "zh-Hans" };
        using var catalogue = await TestCatalogue.OpenAsync([new(1, listing.Id, listing)]);

        Assert.Single(catalogue.Search("théière").Cards);
        Assert.Single(catalogue.Search("teapots").Cards);
    }

    [Fact]
    public async Task Titles_with_the_phrase_come_first_then_titles_with_the_words_then_texts_then_synonyms()
    {
        var listings = new[]
        {
            Titled("Mug of jade", "x"),
            Titled("A stand", "for the jade cup"),
            Titled("Cup in green jade", "x"),
            Titled("Fine jade cup", "x"),
        };
        using var catalogue = await TestCatalogue.OpenAsync(listings.Select((l, i) => new ListingChange(i + 1, l.Id, l with { Sold = 10_000 >> (i * 3) })));

        var titles = catalogue.Search("jade cup").Cards.Select(c => c.Title);

        Assert.Equal(["Fine jade cup", "Cup in green jade", "A stand", "Mug of jade"], titles);
    }

    [Fact]
    public async Task A_phrase_does_not_run_from_one_title_into_the_next()
    {
        var split = Pattern with { Id = Id.New<ListingId>(), Texts = Texts(("en", "Vase of jade"), ("fr", "Cup vert")), Language = "en", Sold = 1_000 };
        var whole = Titled("Vase and jade cup of clay", "x") with { Sold = 0 };
        using var catalogue = await TestCatalogue.OpenAsync([new(1, split.Id, split), new(2, whole.Id, whole)]);

        Assert.Equal(whole.Id, catalogue.Search("jade cup").Cards[0].Id);
    }

    [Theory]
    [InlineData("taepot", "teapot")]
    [InlineData("eapot", "teapot")]
    [InlineData("xeapot", "teapot")]
    [InlineData("teapott", "teapot")]
    [InlineData("celadn teapot", "celadon teapot")]
    [InlineData("theierre", "théière")]
    public async Task A_misspelt_word_is_corrected_when_nothing_has_it(string words, string corrected)
    {
        var listing = Pattern with { Texts = Texts(("en", "Celadon teapot"), ("fr", "Théière céladon")), Language = "en" };
        using var catalogue = await TestCatalogue.OpenAsync([new(1, listing.Id, listing)]);

        var result = catalogue.Copy.Search(new SearchRequest { Language = words.StartsWith("th", StringComparison.Ordinal) ? "fr" : "en", Words = words });

        Assert.Equal(corrected, result.CorrectedWords);
        Assert.Single(result.Cards);
    }

    [Fact]
    public async Task A_word_that_exists_is_never_corrected_even_if_the_filters_leave_nothing()
    {
        var listing = Titled("Celadon teapot", "x");
        using var catalogue = await TestCatalogue.OpenAsync([new(1, listing.Id, listing)]);

        var result = catalogue.Copy.Search(new SearchRequest { Language = "en", Words = "teapot", MinRatingHundredths = 501 });

        Assert.Null(result.CorrectedWords);
        Assert.Empty(result.Cards);
        Assert.Equal((FilterKind.Rating, 1), (Assert.Single(result.DropOne).Filter.Kind, result.DropOne[0].Count));
    }

    [Fact]
    public async Task Words_that_no_listing_has_together_find_those_that_have_most_of_them_and_say_so()
    {
        var listings = new[] { Titled("Leather bag", "brown"), Titled("Red scarf of leather", "x"), Titled("Red lamp", "x"), Titled("Canvas bag", "x") };
        using var catalogue = await TestCatalogue.OpenAsync(listings.Select((l, i) => new ListingChange(i + 1, l.Id, l)));

        var three = catalogue.Search("leather bag red");
        var withNonsense = catalogue.Search("leather bag qqqqzz");
        var two = catalogue.Search("canvas lamp");
        var all = catalogue.Search("leather bag");

        Assert.Equal(["Leather bag", "Red scarf of leather"], three.Cards.Select(c => c.Title).Order());
        Assert.Equal((WordsFound.Most, null), (three.WordsFound, three.CorrectedWords));
        Assert.Equal(["Leather bag"], withNonsense.Cards.Select(c => c.Title));
        Assert.Equal(WordsFound.Most, withNonsense.WordsFound);
        Assert.Equal(["Canvas bag", "Red lamp"], two.Cards.Select(c => c.Title).Order());
        Assert.Equal(WordsFound.One, two.WordsFound);
        Assert.Equal((WordsFound.All, 1), (all.WordsFound, all.Total.Value));
    }

    [Fact]
    public async Task A_short_word_that_exists_is_mended_when_only_the_mended_one_goes_with_the_other()
    {
        var listings = new[] { Titled("Brass pen", "x"), Titled("Coussin à bras", "x"), Titled("Bras de lampe", "x"), Titled("Iron pan", "x") };
        using var catalogue = await TestCatalogue.OpenAsync(listings.Select((l, i) => new ListingChange(i + 1, l.Id, l)));

        foreach (var words in new[] { "bras pen", "brass pan" })
        {
            var result = catalogue.Search(words);

            Assert.Equal("brass pen", result.CorrectedWords);
            Assert.Equal("Brass pen", Assert.Single(result.Cards).Title);
        }
    }

    [Fact]
    public async Task Words_that_say_nothing_do_not_have_to_be_there()
    {
        var listing = Titled("Teapot", "clay");
        using var catalogue = await TestCatalogue.OpenAsync([new(1, listing.Id, listing)]);

        Assert.Single(catalogue.Search("a teapot for the").Cards);
        Assert.Empty(catalogue.Search("the").Cards);
    }

    private static async Task AssertFoundAsync(string words, string title)
    {
        var listing = Titled(title, "x");
        var other = Titled("Something else altogether", "other");
        using var catalogue = await TestCatalogue.OpenAsync([new(1, listing.Id, listing), new(2, other.Id, other)]);

        var result = catalogue.Search(words);

        Assert.Null(result.CorrectedWords);
        Assert.Equal(listing.Id, Assert.Single(result.Cards).Id);
    }

    private static ListingCopy Titled(string title, string description) => Pattern with
    {
        Id = Id.New<ListingId>(),
        Slug = Guid.NewGuid().ToString("N"),
        Texts = new Dictionary<string, ListingText> { ["en"] = new(title, description, null, null, []) },
        Language = "en",
    };

    private static Dictionary<string, ListingText> Texts(params (string Language, string Title)[] titles) =>
        titles.ToDictionary(t => t.Language, t => new ListingText(t.Title, "x", null, null, []));
}
