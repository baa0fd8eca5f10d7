using Microsoft.Playwright;

namespace Storefront.Browser.Tests;

[Collection(nameof(Market))]
public sealed class BrowsePageTests(Market market)
{
    private static readonly (string Language, int Width, ColorScheme Colours)[] Looks =
    [
        ("en", 360, ColorScheme.Light), ("en", 1200, ColorScheme.Light), ("ar", 360, ColorScheme.Light),
        ("en", 360, ColorScheme.Dark), ("zh-Hans", 1200, ColorScheme.Dark), ("fr", 360, ColorScheme.Light),
    ];

    public static TheoryData<string, string> Pages => new()
    {
        { "home", "" },
        { "category", "/c/kitchen" },
        { "search", "/search?q=teapot" },
        { "search-empty", "/search?q=zeppelinmotor" },
        { "product", "/p/celadon-teapot-450" },
        { "shop", "/m/longjing-house" },
        { "not-found", "/p/no-such-thing" },
    };

    [Theory, MemberData(nameof(Pages))]
    [Shows("/", "/c/{category}", "/search", "/p/{slug}", "/m/{slug}")]
    public async Task No_accessibility_rule_is_broken_and_nothing_is_wider_than_the_screen(string name, string path)
    {
        var faults = await Task.WhenAll(Looks.Select(async look =>
        {
            var page = await market.VisitAsync(look.Width, colours: look.Colours);
            await page.GotoAsync($"/{look.Language}{path}");
            var shown = $"{name}-{look.Language}-{look.Width}{(look.Colours == ColorScheme.Dark ? "-dark" : "")}";
            await Look.PictureAsync(page, shown);
            var found = await Look.FaultsAsync(page);
            await page.Context.CloseAsync();
            return found.Select(f => $"{shown}: {f}");
        }));

        Assert.Equal([], faults.SelectMany(f => f));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_first_visit_gets_no_cookie_and_no_framework_script(string name, string path)
    {
        var page = await market.VisitAsync();
        var scripts = new List<string>();
        page.Request += (_, request) => scripts.Add(request.Url);

        await page.GotoAsync($"/en{path}", new PageGotoOptions { WaitUntil = WaitUntilState.Load });

        Assert.Empty(await page.Context.CookiesAsync());
        Assert.DoesNotContain(scripts, url => url.Contains("_framework", StringComparison.Ordinal) || !url.StartsWith(market.Url, StringComparison.Ordinal));
        Assert.False(string.IsNullOrEmpty(await page.TitleAsync()), name);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_landed_price_follows_destination_and_currency_without_scripts()
    {
        var page = await market.VisitAsync(360, scripts: false);
        await page.GotoAsync("/en/p/celadon-teapot-450");
        var before = await page.Locator(".landed").First.InnerTextAsync();

        await page.Locator("details.ship > summary").First.ClickAsync();
        await page.Locator("select[name=country]").First.SelectOptionAsync("JP");
        await page.Locator("select[name=currency]").First.SelectOptionAsync("JPY");
        await page.Locator("form[action$='/preferences'] button").First.ClickAsync();

        var after = await page.Locator(".landed").First.InnerTextAsync();
        Assert.NotEqual(before, after);
        Assert.Contains("¥", after);
        await page.Context.CloseAsync();
    }
}
