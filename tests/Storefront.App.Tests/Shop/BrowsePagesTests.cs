using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Storefront.Web.Hosting;

namespace Storefront.App.Tests.Shop;

/// <summary>What every page that can be browsed keeps: plain, stored, without a cookie, complete without script.</summary>
[Collection(ShopServer.Collection)]
public sealed class BrowsePagesTests(ShopServer server)
{
    private static readonly string[] Paths =
    [
        "", "/c/kitchen", "/c/teaware?sort=price", "/search?q=tea", "/search?q=nothing-is-called-so", "/p/celadon-teapot-450", "/p/linen-shirt?v=woad.m",
        "/m/longjing-house", "/help", "/help/delivery", "/help/returns", "/help/protection", "/imprint", "/accessibility",
    ];

    public static TheoryData<string> Pages => [.. from language in new[] { "en", "zh-Hans", "fr", "ar" } from path in Paths select $"/{language}{path}"];

    [Fact]
    public void Every_page_that_is_stored_is_among_them()
    {
        var stored = typeof(BrowsePageAttribute).Assembly.GetTypes().Where(t => t.IsDefined(typeof(BrowsePageAttribute), inherit: false))
            .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false)).Cast<RouteAttribute>().Select(r => r.Template);

        var tested = Paths.Select(p => p.Split('?')[0]).Select(p => StatementBudgetTests.Templates().Single(t => StatementBudgetTests.Matches(t, p == "" ? "/" : p)));

        Assert.Equal(stored.Order(), tested.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_sets_no_cookie_carries_no_framework_script_and_is_stored(string path)
    {
        using var visitor = server.Visitor("en-SE");

        var first = await visitor.GetAsync(path);
        var second = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.False(first.Headers.Contains("Set-Cookie"));
        Assert.True(first.Headers.CacheControl!.Private && first.Headers.CacheControl.NoCache && !first.Headers.CacheControl.NoStore);
        Assert.NotNull(second.Headers.Age);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        var page = await new HtmlParser().ParseDocumentAsync(await first.Content.ReadAsStreamAsync());
        Assert.All(page.QuerySelectorAll("script"), s => Assert.True(s.GetAttribute("src")?.StartsWith("/js/shop.", StringComparison.Ordinal) == true || s.GetAttribute("type") == "application/ld+json"));
        Assert.Empty(page.QuerySelectorAll("[style], style, [onclick]"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(path.Split('/', '?')[1], page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(path.StartsWith("/ar", StringComparison.Ordinal) ? "rtl" : "ltr", page.DocumentElement.GetAttribute("dir"));
        Assert.All(page.QuerySelectorAll("img"), i => Assert.True(i.HasAttribute("alt") && i.HasAttribute("width") && i.HasAttribute("height")));
    }

    [Fact]
    public async Task A_browser_that_has_the_page_gets_no_body_again()
    {
        using var visitor = server.Visitor();
        var first = await visitor.GetAsync("/en/c/kitchen");

        using var again = new HttpRequestMessage(HttpMethod.Get, "/en/c/kitchen") { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } };
        var second = await visitor.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_page_is_stored_apart_for_each_country_and_currency()
    {
        using var french = server.Visitor("en-FR");
        using var japanese = server.Visitor("en-JP");

        var toFrance = await french.GetStringAsync("/en/p/celadon-teapot-450");
        var toJapan = await japanese.GetStringAsync("/en/p/celadon-teapot-450");

        Assert.Contains("€", toFrance, StringComparison.Ordinal);
        Assert.Contains("JP¥", toJapan, StringComparison.Ordinal);
        Assert.DoesNotContain("JP¥", toFrance, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_does_not_read_from_its_query_is_neither_a_key_nor_in_the_page()
    {
        using var visitor = server.Visitor("en-DK");
        await visitor.GetAsync("/en/p/linen-shirt?v=woad.m");

        var answer = await visitor.GetAsync("/en/p/linen-shirt?utm_source=elsewhere&v=woad.m");

        Assert.NotNull(answer.Headers.Age);
        Assert.DoesNotContain("utm_source", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_page_is_stored_compressed()
    {
        using var visitor = server.Visitor("en-NO");
        visitor.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br, zstd");
        await visitor.GetAsync("/en/c/clothing");

        var stored = await visitor.GetAsync("/en/c/clothing");

        Assert.NotNull(stored.Headers.Age);
        Assert.Equal("br", Assert.Single(stored.Content.Headers.ContentEncoding));
        Assert.InRange((await stored.Content.ReadAsByteArrayAsync()).Length, 1_000, 14_000);
    }

    [Fact]
    public async Task Head_answers_as_get_without_a_body()
    {
        using var visitor = server.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/en/help");

        var answer = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/no-such-page")]
    [InlineData("/robots.txt")]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string path)
    {
        using var visitor = server.Visitor();

        var answer = await visitor.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_page_of_the_shop_fetches_nothing_of_a_component_library()
    {
        using var visitor = server.Visitor();

        Assert.DoesNotContain("_content/", await visitor.GetStringAsync("/en"), StringComparison.Ordinal);
        Assert.DoesNotContain("_content/", await visitor.GetStringAsync("/en/p/celadon-teapot-450"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/p/no-such-thing")]
    [InlineData("/en/c/no-such-shelf")]
    [InlineData("/en/m/no-such-shop")]
    [InlineData("/en/no-such-page")]
    [InlineData("/no-such-page")]
    public async Task What_is_not_there_is_404_with_a_page_that_helps(string path)
    {
        using var visitor = server.Visitor();

        var answer = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/zh", "/zh-Hans")]
    [InlineData("/zh-CN/p/linen-shirt?v=woad.m", "/zh-Hans/p/linen-shirt?v=woad.m")]
    [InlineData("/en-GB/search?q=a%20b", "/en/search?q=a%20b")]
    [InlineData("/ar-EG/", "/ar/")]
    public async Task A_language_with_a_region_leads_to_the_one_that_the_shop_speaks(string path, string to)
    {
        using var visitor = server.Visitor();

        var answer = await visitor.GetAsync(path);
        var posted = await visitor.PostAsync(path, null);

        Assert.Equal((HttpStatusCode.Found, to), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.NotEqual(HttpStatusCode.Found, posted.StatusCode);
    }

    [Fact]
    public async Task A_list_in_the_order_of_goods_prices_names_them_on_its_cards()
    {
        using var visitor = server.Visitor();

        Assert.Contains(">goods €", await visitor.GetStringAsync("/en/search?sort=price"), StringComparison.Ordinal);
        Assert.DoesNotContain(">goods €", await visitor.GetStringAsync("/en/search"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_says_once_that_it_is_and_speaks_of_filters_only_where_there_are_some()
    {
        using var visitor = server.Visitor();

        var none = await visitor.GetStringAsync("/en/search?q=xqzjwv");
        var filtered = await visitor.GetStringAsync("/en/search?q=xqzjwv&stock=in");

        Assert.Contains("Try fewer or other words.", none, StringComparison.Ordinal);
        Assert.DoesNotContain("drop a filter", none, StringComparison.Ordinal);
        Assert.Contains("drop a filter", filtered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_is_told_in_the_visitors_language_and_tells_nothing_of_the_house()
    {
        using var visitor = server.Visitor();

        var answer = await visitor.GetAsync("/fr/fault");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("<html lang=\"fr\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_in_the_question_is_shown_as_text()
    {
        using var visitor = server.Visitor();

        var page = await visitor.GetStringAsync("/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_of_every_script_are_written_as_they_are()
    {
        using var visitor = server.Visitor("zh-CN");

        Assert.Contains("厨房与茶", await visitor.GetStringAsync("/zh-Hans"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_names_itself_in_every_language()
    {
        using var visitor = server.Visitor();

        var page = await new HtmlParser().ParseDocumentAsync(await visitor.GetStringAsync("/fr/p/linen-shirt?v=woad.m"));

        var site = server.Address.ToString().TrimEnd('/');
        Assert.Equal($"{site}/fr/p/linen-shirt", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(
            ["ar", "en", "fr", "x-default", "zh-Hans"],
            page.QuerySelectorAll("link[rel=alternate]").Select(l => l.GetAttribute("hreflang")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_style_is_asked_for_under_a_name_made_from_its_content()
    {
        using var visitor = server.Visitor();
        var page = await new HtmlParser().ParseDocumentAsync(await visitor.GetStringAsync("/en"));

        var address = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var style = await visitor.GetAsync(address);

        Assert.Matches("^/css/shop\\.[a-z0-9]{10}\\.css$", address);
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
        Assert.Contains(".landed-total", await style.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
