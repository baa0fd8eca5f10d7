using Storefront.Testing;

namespace Storefront.Search.Tests;

public class HostileTextTests(HostileTextTests.SmallCatalogue small) : IClassFixture<HostileTextTests.SmallCatalogue>
{
    private static readonly string[] Hostile =
    [
        "\"", "'", "\"\"\"", "teapot\"", "\"teapot", "teapot*", "* teapot", "^teapot", "titles:teapot", "words : teapot", "{words titles} : x", "-teapot", "NOT teapot",
        "teapot AND", "AND OR NOT", "NEAR(tea pot, 2)", "NEAR(", "tea + pot", "(((", ")", "teapot) OR (1", "'; DROP TABLE listing; --", "%", "_", "\\", "?1", ":a", "@a", "$a",
        "\0", "tea\0pot", "\u0001\u0002\u001f", "\t\r\n", "\ud800", "\udc00tea", "tea\ud83d", "\uFFFF\uFFFE", "\u202Eteapot", "👩‍👩‍👧‍👧", "ﷺ", "\u0301\u0301\u0301", "¦", "a¦b",
        "ا", "ال", "وال", "s", "ss", "ies", "es", "𠀀", "𠀀𠀁𠀂", "🫖", "İ", "ß", "ﬃ", "①②", "½", "٣٫٥", "क्षि", "ไทย", "\u0640\u0640", "的", "the",
    ];

    // By number: some of these texts cannot be part of a test's name.
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Hostile.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void No_text_breaks_a_search_or_is_taken_for_syntax(int number)
    {
        var request = new SearchRequest { Language = "en", Words = Hostile[number] };

        var result = small.Copy.Search(request);
        var suggestions = small.Copy.Suggest(Hostile[number], "en", 8);

        if (result.CorrectedWords is null) Assert.Equal(small.Model.Matches(request).Count, result.WordsFound == WordsFound.All ? result.Total.Value : 0);
        Assert.True(suggestions.Count <= 8);
    }

    [Fact]
    public async Task A_listing_may_hold_any_text_too()
    {
        using var catalogue = await TestCatalogue.OpenAsync();
        var pattern = new CatalogueGenerator().Listings(1).Single();
        var sequence = 0L;

        foreach (var text in Hostile.Append(new string('x', 100_000)).Append(new string('茶', 20_000)))
        {
            var texts = new Dictionary<string, Catalog.ListingText> { [pattern.Language] = new(text, text, text, text, []) };
            catalogue.Copy.Apply([new ListingChange(++sequence, pattern.Id, pattern with { Texts = texts, Brand = text })]);
            catalogue.Search(text);
        }

        Assert.Equal(1, catalogue.Search("").Total.Value);
    }

    [Fact]
    public void A_text_of_a_hundred_thousand_characters_is_cut_and_answered()
    {
        foreach (var part in (string[])["teapot ", "茶壶", "a\"b ", "\ud83e\uded6", "é", "\0"])
        {
            var text = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length));
            small.Copy.Search(new SearchRequest { Language = "en", Words = text });
            small.Copy.Suggest(text, "en", 8);
            Assert.Null(small.Copy.FindBySlug(text));
        }

        Assert.NotEmpty(small.Copy.Search(new SearchRequest { Language = "en", Words = "handmade" }).Cards);
    }

    [Fact]
    public void No_number_breaks_a_request()
    {
        var all = new SearchRequest { Language = "en" };

        foreach (var number in (int[])[int.MinValue, -1, 0, 1, 201, int.MaxValue])
        {
            var paged = small.Copy.Search(all with { Page = number, PageSize = number });
            Assert.InRange(paged.Page, 1, SearchRequest.LastPage);
            Assert.NotEmpty(paged.Cards);
            small.Copy.Search(all with { MinRatingHundredths = number });
            small.Copy.Suggest("tea", "en", number);
        }

        foreach (var amount in (long[])[long.MinValue, -1, 0, 1, long.MaxValue])
        {
            small.Copy.Search(all with { Price = new PriceRange(new Money(amount, Currency.Usd), new Money(amount, new Currency("KWD"))) });
            small.Copy.Search(all with { Price = new PriceRange(new Money(amount, Currency.Usd), null) });
            small.Copy.Search(all with { Price = new PriceRange(null, new Money(amount, Currency.Eur)) });
        }
    }

    [Fact]
    public void Unknown_languages_categories_brands_and_options_are_answered_with_what_there_is()
    {
        var odd = new string('\u00e9', 5_000) + "\0\ud800";

        var inOddLanguage = small.Copy.Search(new SearchRequest { Language = odd });
        var none = small.Copy.Search(new SearchRequest { Language = "en", Category = odd, Brands = [odd], Options = [new(odd, [odd])] });

        Assert.Equal(24, inOddLanguage.Cards.Count);
        Assert.Empty(none.Cards);
        Assert.NotNull(small.Copy.Home(odd));
    }

    public sealed class SmallCatalogue : IAsyncLifetime
    {
        private TestCatalogue? catalogue;

        public CatalogueCopy Copy => catalogue!.Copy;

        internal ModelCatalogue Model { get; } = new(TestCatalogue.Options);

        public async Task InitializeAsync()
        {
            catalogue = await TestCatalogue.OpenAsync(new CatalogueGenerator(seed: 3).Changes(60));
            Model.Apply(new CatalogueGenerator(seed: 3).Changes(60));
        }

        public Task DisposeAsync()
        {
            catalogue?.Dispose();
            return Task.CompletedTask;
        }
    }
}
