using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Storefront.Accounts;
using Storefront.Browser.Tests.Trade;
using Storefront.Web.Hosting;

namespace Storefront.Browser.Tests;

/// <summary>Every page of the shop that is not for browsing, in every look: what somebody sees who buys, signs in, claims or is lost.</summary>
[Collection(nameof(Market))]
public sealed class PageTourTests(Market market)
{
    private const string Shopper = "shopper@storefront.example";

    private static readonly (string Language, int Width, ColorScheme Colours)[] Looks =
        [("en", 1200, ColorScheme.Light), ("en", 360, ColorScheme.Light), ("ar", 360, ColorScheme.Dark)];

    private static readonly string[] Routes = [.. ShowsAttribute.Routes(typeof(StartOptions).Assembly)];

    [Fact]
    public void Every_page_of_the_shop_is_looked_at() =>
        Assert.Equal(Routes.Order(), ShowsAttribute.ShownBy(typeof(PageTourTests), typeof(BrowsePageTests)).Distinct().Order());

    [Fact]
    [Shows(
        "/help", "/help/delivery", "/help/returns", "/help/protection", "/imprint", "/accessibility", "/place", "/checkout/confirming/{payment:guid}", "/checkout/elsewhere", "/basket", "/checkout", "/error/{code:int}", "/orders", "/orders/{number}",
        "/account/sign-in", "/account/register", "/account/forgot-password", "/account/check-mail/{what}", "/account/resend", "/account/reset-password", "/account/confirm-email", "/account/signed-out", "/account/deleted", "/account/access-denied", "/search")]
    public Task Pages_for_anybody_break_no_rule_of_accessibility() => TourAsync(
        [
            ("help", "/help"), ("help-delivery", "/help/delivery"), ("help-returns", "/help/returns"), ("help-protection", "/help/protection"), ("imprint", "/imprint"), ("accessibility", "/accessibility"),
            ("place", "/place"), ("confirming", "/checkout/confirming/0193a3a0-0000-7000-8000-000000000000"), ("elsewhere", "/checkout/elsewhere"), ("basket-empty", "/basket"), ("checkout-empty", "/checkout"), ("error-404", "/error/404"), ("error-429", "/error/429"), ("error-500", "/error/500"), ("error-503", "/error/503"), ("orders-guest", "/orders"), ("order-unknown", "/orders/ABCDEFGHJKLM"),
            ("sign-in", "/account/sign-in"), ("register", "/account/register"), ("forgot-password", "/account/forgot-password"), ("check-mail", "/account/check-mail/register"), ("resend", "/account/resend"),
            ("reset-dead", "/account/reset-password?token=x"), ("confirm-email-dead", "/account/confirm-email?token=x"), ("signed-out", "/account/signed-out"), ("deleted", "/account/deleted"), ("access-denied", "/account/access-denied"), ("search-none", "/search?q=zeppelinmotor"),
        ],
        []);

    [Fact]
    [Shows("/account/reset-password", "/account/confirm", "/account/confirm-email")]
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
        await new Trade.Shopper(market, page).SignInAsync(Shopper);
        await page.GotoAsync("/en/account/email");
        await page.Locator("#email").FillAsync("shopper.moves@example.test");
        await SendAsync(page, Market.Password);
        await page.WaitForURLAsync("**/check-mail/**");
        await page.Context.CloseAsync();

        await TourAsync(
            [
                ("confirm-email", PathOf(await Mailbox.LinkAsync(market, "shopper.moves@example.test", "/account/confirm-email"))),
                ("reset-password", PathOf(await Mailbox.LinkAsync(market, Shopper, "/account/reset-password"))),
                ("confirm", PathOf(await Mailbox.LinkAsync(market, "new.here@example.test", "/account/confirm"))),
            ],
            []);
    }

    [Fact]
    [Shows("/account/sign-in/code")]
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
        await TourAsync([("second-step", PathOf(page.Url))], await page.Context.CookiesAsync());
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
    public async Task The_step_at_which_a_bank_asks_again_breaks_no_rule_of_accessibility()
    {
        var page = await market.VisitAsync(language: "ja-JP");
        var shopper = new Trade.Shopper(market, page);
        await shopper.AddAsync("celadon-teapot-450");
        await shopper.ReviewAsync("hanako.asked@example.test");
        await page.Locator("button.button-main.button-wide").ClickAsync();
        await page.WaitForURLAsync("**/sandbox/pay/*");
        await page.Locator("input[name=number]").FillAsync("4000 0025 0000 3155");
        await page.Locator("form button").First.ClickAsync();
        await page.Locator("form[action$='/authenticate']").WaitForAsync();

        await BothWidthsAsync(page, "pay-asked-again");
        await page.Context.CloseAsync();
    }

    [Fact]
    [Shows(
        "/account", "/account/addresses", "/account/addresses/new", "/account/addresses/{id:guid}", "/account/security", "/account/password", "/account/email", "/account/second-factor", "/account/privacy", "/account/delete",
        "/orders", "/orders/{number}", "/orders/{number}/address", "/basket", "/checkout", "/orders/{number}/receive/{part:guid}", "/orders/{number}/cancel/{part:guid}", "/orders/{number}/dispute/{part:guid}",
        "/orders/{number}/return/{part:guid}", "/orders/{number}/review/{line:guid}", "/disputes/{id:guid}")]
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
        await AddAddressAsync(page);
        var address = (await HrefsAsync(page, "main .address-card a")).First();

        await TourAsync(
            [
                ("address", PathOf(address)), ("order-address", $"/orders/{order}/address"), ("account", "/account"), ("addresses", "/account/addresses"), ("address-new", "/account/addresses/new"), ("security", "/account/security"), ("password", "/account/password"), ("email", "/account/email"),
                ("second-factor", "/account/second-factor"), ("privacy", "/account/privacy"), ("delete-account", "/account/delete"), ("orders", "/orders"), ("order-to-pack", $"/orders/{order}"),
                ("basket-signed-in", "/basket"), ("checkout-signed-in", "/checkout"), .. acts,
            ],
            await page.Context.CookiesAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    [Shows("/returns/{id:guid}")]
    public async Task A_return_that_is_asked_for_breaks_no_rule_of_accessibility()
    {
        var page = await market.VisitAsync(language: "ja-JP");
        await new Trade.Shopper(market, page).SignInAsync(Shopper);
        await page.GotoAsync("/en/orders");
        foreach (var order in (await HrefsAsync(page, "main a[href*='/orders/']")).Distinct())
        {
            await page.GotoAsync(order);
            if (await page.Locator("main a[href*='/return/']").CountAsync() > 0) break;
        }

        await page.Locator("main a[href*='/return/']").Last.ClickAsync();
        await page.WaitForURLAsync("**/return/*");
        await page.Locator("input[name=line]").First.CheckAsync();
        await page.Locator("input[name=reason][value=Faulty]").CheckAsync();
        await page.Locator("#note").FillAsync("The spout has a crack.");
        await page.Locator("main form button.button-main").ClickAsync();
        await page.WaitForURLAsync("**/returns/*");

        await TourAsync([("return", PathOf(page.Url))], await page.Context.CookiesAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    [Shows("/checkout/{attempt:guid}", "/checkout/{attempt:guid}/point/{merchant:guid}")]
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

    /// <summary>Saves an address as its form proposes it, and stays at the list of them.</summary>
    private static async Task AddAddressAsync(IPage page)
    {
        await page.GotoAsync("/en/account/addresses");
        if (await page.Locator("main .address-card").CountAsync() > 0) return;
        await page.GotoAsync("/en/account/addresses/new");
        await page.Locator("#country").SelectOptionAsync("JP");
        await page.Locator("button[name=do][value=country]").ClickAsync();
        await page.Locator("select#region").WaitForAsync();
        await page.Locator("#name").FillAsync("山田 花子");
        await page.Locator("#postcode").FillAsync("530-0001");
        await page.Locator("select#region").SelectOptionAsync(new SelectOptionValue { Index = 27 });
        await page.Locator("#city").FillAsync("大阪市北区");
        await page.Locator("#street").FillAsync("梅田 3-1-1");
        await page.Locator("main form button.button-main").ClickAsync();
        await page.Locator("main .address-card").First.WaitForAsync();
    }

    /// <param name="test">Whose pages these are: all that it says it shows must be among them.</param>
    private async Task TourAsync(IReadOnlyList<(string Name, string Path)> pages, IReadOnlyList<BrowserContextCookiesResult> cookies, [CallerMemberName] string test = "")
    {
        Assert.Equal(typeof(PageTourTests).GetMethod(test)!.GetCustomAttribute<ShowsAttribute>()!.Templates.Order(), pages.Select(p => ShowsAttribute.TemplateOf(p.Path, Routes)).Distinct().Order());
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
