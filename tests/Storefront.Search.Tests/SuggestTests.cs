using Storefront.Testing;

namespace Storefront.Search.Tests;

public class SuggestTests
{
    private static readonly IReadOnlyList<ListingChange> Changes = [.. new CatalogueGenerator(seed: 7).Changes(400)];

    [Fact]
    public async Task Titles_are_completed_in_the_shoppers_language_whatever_language_was_typed()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);

        var suggestions = catalogue.Copy.Suggest("茶", "fr", 8).Where(s => s.Kind == SuggestionKind.Listing).ToList();

        Assert.NotEmpty(suggestions);
        Assert.All(suggestions, s =>
        {
            var copy = catalogue.Copy.FindBySlug(s.Key)!;
            Assert.Equal(copy.TextIn("fr").Text.Title, s.Text);
            Assert.Contains('茶', copy.Texts["zh-Hans"].Title);
        });
    }

    [Theory]
    [InlineData("teap", "teapot")]
    [InlineData("TEAPOT", "teapot")]
    [InlineData("teapots", "teapot")]
    [InlineData("celadon te", "Celadon")]
    [InlineData("écha", "écharpe")]
    public async Task What_is_typed_so_far_is_the_beginning_of_a_word(string typed, string part)
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);

        var suggestions = catalogue.Copy.Suggest(typed, "en", 8);

        Assert.Contains(suggestions, s => s.Kind == SuggestionKind.Listing
            && catalogue.Copy.FindBySlug(s.Key)!.Texts.Values.Any(t => t.Title.Contains(part, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Categories_come_by_their_name_in_any_language_and_brands_by_theirs()
    {
        var options = TestCatalogue.Options;
        options.CategoryName = (key, language) => key == "teaware" ? language switch { "fr" => "Arts du thé", "zh-Hans" => "茶具", _ => "Teaware" } : null;
        using var files = await TestCatalogue.OpenAsync();
        using var copy = new CatalogueCopy(options);
        await copy.OpenAsync(files.PathOf("named.db"));
        copy.Apply(Changes);
        var brand = Changes.First(c => c.Copy!.Brand is not null).Copy!.Brand!;

        Assert.Equal(new Suggestion(SuggestionKind.Category, "Arts du thé", "teaware", "fr"), copy.Suggest("茶具", "fr", 5)[0]);
        Assert.Equal("teaware", copy.Suggest("the", "fr", 5)[0].Key);
        Assert.Contains(copy.Suggest(brand[..4].ToLowerInvariant(), "en", 8), s => s.Kind == SuggestionKind.Brand && s.Text == brand);
    }

    [Fact]
    public async Task A_withdrawn_listing_is_not_suggested()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        var model = Changes[0].Copy!.Texts["en"].Title.Split(' ')[^1];
        var before = catalogue.Copy.Suggest(model, "en", 20);

        catalogue.Copy.Apply([new ListingChange(900, Changes[0].Id, null)]);

        Assert.Contains(before, s => s.Key == Changes[0].Copy!.Slug);
        Assert.DoesNotContain(catalogue.Copy.Suggest(model, "en", 20), s => s.Key == Changes[0].Copy!.Slug);
    }

    [Fact]
    public async Task Nothing_typed_gives_nothing()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);

        Assert.Empty(catalogue.Copy.Suggest("", "en", 8));
        Assert.Empty(catalogue.Copy.Suggest("  ", "en", 8));
        Assert.Empty(catalogue.Copy.Suggest("tea", "en", 0));
    }
}
