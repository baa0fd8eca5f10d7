using System.Net;

namespace Storefront.App.Tests.Shop;

/// <summary>Language, destination and currency: guessed without a trace, chosen by one form.</summary>
[Collection(ShopServer.Collection)]
public sealed class PlaceTests(ShopServer server)
{
    [Theory]
    [InlineData("/", "fr-CA,fr;q=0.9", "/fr")]
    [InlineData("/", "zh-TW", "/zh-Hans")]
    [InlineData("/", "de", "/en")]
    [InlineData("/", "", "/en")]
    [InlineData("/p/linen-shirt?v=woad.m", "ar-EG", "/ar/p/linen-shirt?v=woad.m")]
    public async Task A_page_without_a_language_leads_to_the_visitors_own_and_leaves_no_cookie(string path, string wishes, string expected)
    {
        using var visitor = server.Visitor(wishes);

        var answer = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_language_that_was_asked_for_is_never_taken_away()
    {
        using var visitor = server.Visitor("fr-FR");

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/ar/help")).StatusCode);
    }

    [Fact]
    public async Task The_form_keeps_the_choice_and_goes_back_in_the_chosen_language()
    {
        using var visitor = server.Visitor();

        var answer = await PostAsync(visitor, ("language", "fr"), ("country", "JP"), ("postcode", "100-0001"), ("currency", "JPY"), ("back", "/p/linen-shirt?v=woad.m"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/fr/p/linen-shirt?v=woad.m", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("prefs=fr.JP.JPY.100-0001;", cookie, StringComparison.Ordinal);
        visitor.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Contains("JPY", await visitor.GetStringAsync("/en/p/linen-shirt"), StringComparison.Ordinal);
        Assert.Equal("/fr", (await visitor.GetAsync("/")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Another_country_brings_its_own_currency_unless_one_was_chosen_with_it()
    {
        using var visitor = server.Visitor("en-FR");

        var moved = await PostAsync(visitor, ("language", "en"), ("country", "JP"), ("currency", "EUR"), ("back", "/"));
        var both = await PostAsync(visitor, ("language", "en"), ("country", "JP"), ("currency", "USD"), ("back", "/"));

        Assert.StartsWith("prefs=en.JP.JPY.", Assert.Single(moved.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.StartsWith("prefs=en.JP.USD.", Assert.Single(both.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_sense_leaves_the_choice_as_it_was()
    {
        using var visitor = server.Visitor("en-FR");

        var answer = await PostAsync(visitor, ("language", "tlh"), ("country", "ZZZ"), ("currency", "???"), ("postcode", new string('9', 500)), ("back", "//elsewhere.example/"));

        Assert.StartsWith("prefs=en.FR.EUR.;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal("/en", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_on_another_site_cannot_choose(string header, string value)
    {
        using var visitor = server.Visitor();
        visitor.DefaultRequestHeaders.Add(header, value);

        var answer = await PostAsync(visitor, ("language", "fr"), ("back", "/"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient visitor, params (string Name, string Value)[] fields) =>
        visitor.PostAsync("/en/preferences", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
