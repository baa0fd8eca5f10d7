using System.Diagnostics;
using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>Somebody abroad who buys on the shop's plain pages.</summary>
internal sealed class Shopper(Market market, IPage page)
{
    /// <summary>Asks the shop's search again and again until it finds something, and then looks at it.</summary>
    /// <returns>When the search that found it was asked, counted from the first.</returns>
    public async Task<TimeSpan> FindAsync(string word, string title)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var asked = watch.Elapsed;
            var answer = await page.APIRequest.GetAsync($"/en/search?q={word}");
            if ((await answer.TextAsync()).Contains(title, StringComparison.Ordinal))
            {
                Assert.True(await FindsAsync(word, title));
                return asked;
            }

            Assert.True(asked < TimeSpan.FromSeconds(20), $"'{word}' does not find '{title}'.");
        }
    }

    public async Task<bool> FindsAsync(string word, string title)
    {
        await page.GotoAsync($"/en/search?q={word}");
        return await page.Locator("main a").Filter(new LocatorFilterOptions { HasText = title }).CountAsync() > 0;
    }

    public async Task SignInAsync(string email)
    {
        await page.GotoAsync("/en/account/sign-in");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("input[type=password]").FillAsync(Market.Password);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    public async Task AddAsync(string slug)
    {
        await page.GotoAsync($"/en/p/{slug}");
        await page.Locator("#buy button[type=submit]:visible, button[form=buy]:visible").First.ClickAsync();
        await page.WaitForURLAsync("**/basket");
    }

    /// <summary>Sends the basket to Osaka and pays by card.</summary>
    /// <param name="email">Where a guest is written to; null for who is signed in.</param>
    /// <param name="inLatin">The address in Latin letters, as some carriers want it, instead of Japanese.</param>
    /// <returns>The order's number.</returns>
    public async Task<string> BuyAsync(string? email = null, string card = "4242 4242 4242 4242", bool inLatin = false)
    {
        await ReviewAsync(email, inLatin);
        var pay = page.Locator("button.button-main.button-wide");
        var total = Digits(await pay.InnerTextAsync());
        await pay.ClickAsync();
        await page.WaitForURLAsync("**/sandbox/pay/*");
        Assert.Equal(total, Digits(await page.Locator(".amount").InnerTextAsync()));
        await page.Locator("input[name=number]").FillAsync(card);
        await page.Locator("form button").First.ClickAsync();
        await page.WaitForURLAsync("**/orders/*");
        return new Uri(page.Url).Segments[^1];
    }

    /// <summary>Sends the basket to Osaka, as far as the page before paying.</summary>
    public async Task ReviewAsync(string? email = null, bool inLatin = false)
    {
        await page.GotoAsync("/en/checkout?address=new");
        await page.Locator("#country").SelectOptionAsync("JP");
        await page.Locator("button[name=do][value=country]").ClickAsync();
        await page.Locator("select#region").WaitForAsync();
        await page.Locator("#name").FillAsync(inLatin ? "Hanako Yamada" : "山田 花子");
        await page.Locator("#postcode").FillAsync("530-0001");
        await page.Locator("select#region").SelectOptionAsync(new SelectOptionValue { Index = 27 });
        await page.Locator("#city").FillAsync(inLatin ? "Kita-ku, Osaka" : "大阪市北区");
        await page.Locator("#street").FillAsync(inLatin ? "Umeda 3-1-1" : "梅田 3-1-1");
        if (email is not null) await page.Locator("#email").FillAsync(email);
        await page.Locator("main form.form button.button-main").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/checkout/", StringComparison.Ordinal));
    }

    public Task OpenAsync(string order) => page.GotoAsync($"/en/orders/{order}");

    /// <summary>Reads the order's page again until a merchant's parcel is in a state.</summary>
    public async Task SeesAsync(string order, string merchant, string state)
    {
        var watch = Stopwatch.StartNew();
        var seen = "";
        while (watch.Elapsed < TimeSpan.FromSeconds(40))
        {
            await OpenAsync(order);
            seen = await Parcel(merchant).Locator(".state").InnerTextAsync();
            if (seen.Contains(state, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The parcel of {merchant} is {seen}, not {state}.");
    }

    public async Task ConfirmReceiptAsync(string order, string merchant)
    {
        await OpenAsync(order);
        await Parcel(merchant).GetByText("received", new LocatorGetByTextOptions { Exact = false }).And(page.Locator("a.button")).First.ClickAsync();
        await page.WaitForURLAsync("**/receive/*");
        await Look.AtAsync(page, "receive-en-1200");
        await page.Locator("main form button.button-main").ClickAsync();
        await page.WaitForURLAsync($"**/orders/{order}");
    }

    /// <summary>Opens a case with a photo.</summary>
    /// <returns>The case's address.</returns>
    public async Task<string> DisputeAsync(string order, string merchant)
    {
        await OpenAsync(order);
        await Parcel(merchant).Locator("a[href*='/dispute/']").ClickAsync();
        await page.WaitForURLAsync("**/dispute/*");
        await Look.AtAsync(page, "dispute-form-en-1200");
        await page.Locator("input[name=reason][value=NotAsDescribed]").CheckAsync();
        await page.Locator("#text").FillAsync("The glaze is grey, not green, and one side is chipped.");
        await page.Locator("#photos").SetInputFilesAsync(await Photo.OfAsync(market, "celadon-teapot-450-moon.svg", "chipped.jpg"));
        await page.Locator("main form button.button-main").ClickAsync();
        await page.WaitForURLAsync("**/disputes/*");
        await Look.AtAsync(page, "dispute-thread-en-1200");
        return new Uri(page.Url).AbsolutePath;
    }

    public async Task CallTheMarketAsync(string dispute)
    {
        await page.GotoAsync(dispute);
        await page.Locator("form[action$='/escalate'] button").ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    public async Task AppealAsync(string dispute, string text)
    {
        await page.GotoAsync(dispute);
        await page.Locator("#appeal > summary").ClickAsync();
        await page.Locator("#appeal textarea").FillAsync(text);
        await Look.AtAsync(page, "dispute-appeal-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "dispute-appeal-en-360");
        await page.SetViewportSizeAsync(1200, 800);
        await page.Locator("#appeal form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#appeal")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);
    }

    public async Task<string> ReadAsync(string path)
    {
        await page.GotoAsync(path);
        return await page.Locator("main").InnerTextAsync();
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private ILocator Parcel(string merchant) => page.Locator("section.parcel").Filter(new LocatorFilterOptions { HasText = merchant });
}
