using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Storefront.App.Tests.Selling;

/// <summary>A product whose name is a script, wherever products are named; basket to order are in <see cref="BasketTests"/>; mails are plain text.</summary>
public sealed class NastyTitleTests(Stall stall) : IClassFixture<Stall>
{
    [Theory]
    [InlineData("/en")]
    [InlineData("/en/c/teaware")]
    [InlineData("/en/search?q=cup")]
    [InlineData("/en/m/longjing-house")]
    [InlineData("/suggest?q=alert")]
    public async Task Where_it_is_listed_it_is_words(string path)
    {
        using var person = stall.Person();

        AssertWords(await person.GetAsync(path));
    }

    [Fact]
    public async Task On_its_own_page_and_in_what_search_engines_read_it_is_words()
    {
        var slug = await stall.ReadAsync(db => db.Variants.Where(v => v.Id == stall.Nasty).Join(db.Listings, v => v.Listing, l => l.Id, (v, l) => l.Slug).SingleAsync());
        using var person = stall.Person();

        var page = await person.GetAsync("/en/p/" + slug);

        AssertWords(page);
        Assert.Equal(Stall.NastyTitle, page.Of("h1"));
        using var data = JsonDocument.Parse(page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Contains(Stall.NastyTitle, Texts(data.RootElement));
    }

    private static void AssertWords(Page page)
    {
        Assert.Contains(Stall.NastyTitle, string.Join(' ', page.Document.DocumentElement.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.All(page.Document.QuerySelectorAll("script"), s => Assert.True(s.TextContent.Trim().Length == 0 || s.GetAttribute("type") == "application/ld+json" || !s.TextContent.Contains("alert", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Texts(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.String => [part.GetString()!],
        JsonValueKind.Object => part.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}
