using Microsoft.Playwright;
using Storefront.Accounts;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>Every page of the shop that is not for browsing, in every look: what somebody sees who buys, signs in, claims or is lost.</summary>
[Collection(nameof(Market))]
public sealed class PageTourTests(Market market)
{
    private const string Shopper = "shopper@storefront.example";

    private static readonly (string Language, int Width, ColorScheme Colours)[] Looks =
        [("en", 1200, ColorScheme.Light), ("en", 360, ColorScheme.Light), ("ar", 360, ColorScheme.Dark)];

    [Fact]
    public Task Pages_for_anybody_break_no_rule_of_accessibility() => TourAsync(
        [
            ("help", "/help"), ("help-delivery", "/help/delivery"), ("help-returns", "/help/returns"), ("help-protection", "/help/protection"), ("imprint", "/imprint"), ("accessibility", "/accessibility"),
            ("place", "/place"), ("confirming", "/checkout/confirming/0193a3a0-0000-7000-8000-000000000000"), ("elsewhere", "/checkout/elsewhere"), ("basket-empty", "/basket"), ("checkout-empty", "/checkout"), ("error-500", "/error/500"), ("order-unknown", "/orders/ABCDEFGHJKLM"),
            ("sign-in", "/account/sign-in"), ("register", "/account/register"), ("forgot-password", "/account/forgot-password"), ("check-mail", "/account/check-mail/register"), ("resend", "/account/resend"),
            ("reset-dead", "/account/reset-password?token=x"), ("signed-out", "/account/signed-out"), ("deleted", "/account/deleted"), ("access-denied", "/account/access-denied"), ("search-none", "/search?q=zeppelinmotor"),
        ],
        []);

    [Fact]
    public async Task Pages_behind_mailed_links_break_no_rule_of_accessibility()
    {
        var page = await market.VisitAsync();
        await page.GotoAsync("/en/account/forgot-password");
        await page.Locator("#email").FillAsync(Shopper);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/check-mail/**");
        await page.GotoAsync("/en/account/register");
        await page.Locator("#email").FillAsync("new.here@example.test");
        await page.Locator("input[type=password]").FillAsync("long-enough-and-rare");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/check-mail/**");
        await page.Context.CloseAsync();

        await TourAsync(
            [
                ("reset-password", PathOf(await Mailbox.LinkAsync(market, Shopper, "/account/reset-password"))),
                ("confirm", PathOf(await Mailbox.LinkAsync(market, "new.here@example.test", "/account/confirm"))),
            ],
            []);
    }

    [Fact]
    public async Task A_second_step_is_turned_on_and_asked_for_on_pages_that_break_no_rule()
    {
        const string Email = "two.steps@example.test";
        const string Phrase = "long-enough-and-rare";
        var page = await market.VisitAsync();
        await page.GotoAsync("/en/account/register");
        await page.Locator("#email").FillAsync(Email);
        await SendAsync(page, Phrase);
        await page.WaitForURLAsync("**/check-mail/**");
        await page.GotoAsync(await Mailbox.LinkAsync(market, Email, "/account/confirm"));
        await SendAsync(page, Phrase);
        await page.WaitForURLAsync(url => !url.Contains("/confirm", StringComparison.Ordinal));
        await page.GotoAsync("/en/account/second-factor");
        var key = string.Concat((await page.Locator(".key").InnerTextAsync()).Where(char.IsAsciiLetterOrDigit));
        await page.Locator("#code").FillAsync(Totp.CodeAt(key, Totp.StepAt(DateTimeOffset.UtcNow)));
        await SendAsync(page, Phrase);
        await page.Locator(".codes").WaitForAsync();
        var recovery = await page.Locator(".codes code").First.InnerTextAsync();
        await BothWidthsAsync(page, "recovery-codes");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/en/account/sign-in");
        await page.Locator("#email").FillAsync(Email);
        await SendAsync(page, Phrase);
        await page.WaitForURLAsync("**/sign-in/code**");
        await BothWidthsAsync(page, "second-step");
        await page.GotoAsync("/en/account/sign-in/code?with=recovery");
        await page.Locator("#code").FillAsync(recovery);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private static async Task SendAsync(IPage page, string password)
    {
        await page.Locator("main input[type=password]").FillAsync(password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
    }

    /// <summary>A page that comes once only, at both widths.</summary>
    private static async Task BothWidthsAsync(IPage page, string name)
    {
        foreach (var width in new[] { 360, 1200 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await Look.AtAsync(page, $"{name}-en-{width}");
        }
    }

    [Fact]
    public async Task Pages_of_somebody_signed_in_break_no_rule_of_accessibility()
    {
        var page = await market.VisitAsync(language: "ja-JP");
        var shopper = new Trade.Shopper(market, page);
        await shopper.SignInAsync(Shopper);
        await shopper.AddAsync("celadon-teapot-450");
        await shopper.AddAsync("linen-napkins-4");
        var order = await shopper.BuyAsync();
        var acts = await ActsAsync(page);
        await shopper.AddAsync("celadon-teapot-450");

        await TourAsync(
            [
                ("account", "/account"), ("addresses", "/account/addresses"), ("address-new", "/account/addresses/new"), ("security", "/account/security"), ("password", "/account/password"), ("email", "/account/email"),
                ("second-factor", "/account/second-factor"), ("privacy", "/account/privacy"), ("delete-account", "/account/delete"), ("orders", "/orders"), ("order-to-pack", $"/orders/{order}"),
                ("basket-signed-in", "/basket"), ("checkout-signed-in", "/checkout"), .. acts,
            ],
            await page.Context.CookiesAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pickup_points_are_chosen_by_keyboard_and_their_pages_break_no_rule_of_accessibility()
    {
        var page = await market.VisitAsync(language: "ja-JP");
        var shopper = new Trade.Shopper(market, page);
        await shopper.AddAsync("celadon-teapot-450");
        await shopper.ReviewAsync("hanako@example.test");
        var way = page.Locator("button.to-points");
        var points = PathOf((await way.GetAttributeAsync("formaction"))!.Replace("/to-point/", "/point/", StringComparison.Ordinal));
        await way.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("li.point").First.WaitForAsync();
        await page.Locator("li.point button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".pickup-place").WaitForAsync();

        await TourAsync([("pickup-points", points), ("pickup-points-none", $"{points}?near=00012"), ("review-to-point", points[..points.IndexOf("/point/", StringComparison.Ordinal)])], await page.Context.CookiesAsync());
        await page.Context.CloseAsync();
    }

    /// <summary>One page of each kind that a buyer's orders lead to.</summary>
    private static async Task<IReadOnlyList<(string Name, string Path)>> ActsAsync(IPage page)
    {
        var kinds = new Dictionary<string, string?> { ["receive"] = null, ["cancel"] = null, ["dispute"] = null, ["return"] = null, ["review"] = null, ["disputes"] = null };
        await page.GotoAsync("/en/orders");
        foreach (var order in (await HrefsAsync(page, "main a[href*='/orders/']")).Distinct().Take(20))
        {
            await page.GotoAsync(order);
            foreach (var kind in kinds.Where(k => k.Value is null).Select(k => k.Key).ToList()) kinds[kind] = (await HrefsAsync(page, $"main a[href*='/{kind}/']")).FirstOrDefault();
            if (!kinds.ContainsValue(null)) break;
        }

        Assert.DoesNotContain(null, kinds.Values);
        return [.. kinds.Select(k => ("act-" + k.Key, PathOf(k.Value!)))];
    }

    private async Task TourAsync(IReadOnlyList<(string Name, string Path)> pages, IReadOnlyList<BrowserContextCookiesResult> cookies)
    {
        var faults = await Task.WhenAll(Looks.Select(look => LookAsync(look.Language, look.Width, look.Colours, pages, cookies)));
        Assert.True(faults.All(f => f.Count == 0), string.Join("\n", faults.SelectMany(f => f)));
    }

    private async Task<IReadOnlyList<string>> LookAsync(
        string language, int width, ColorScheme colours, IReadOnlyList<(string Name, string Path)> pages, IReadOnlyList<BrowserContextCookiesResult> cookies)
    {
        var faults = new List<string>();
        var page = await market.VisitAsync(width, colours: colours);
        await page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, Secure = c.Secure }));
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync($"/{language}{path}");
            var look = $"{name}-{language}-{width}";
            await Look.PictureAsync(page, look);
            faults.AddRange((await Look.FaultsAsync(page)).Select(f => $"{look}: {f}"));
        }

        await page.Context.CloseAsync();
        return faults;
    }

    private static Task<string[]> HrefsAsync(IPage page, string links) =>
        page.EvaluateAsync<string[]>("links => [...document.querySelectorAll(links)].map(a => a.getAttribute('href'))", links);

    /// <summary>The path below the language.</summary>
    private static string PathOf(string address) => new Uri(new Uri("http://shop"), address).PathAndQuery[3..];
}
