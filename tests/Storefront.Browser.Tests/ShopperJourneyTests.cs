using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Storefront.Payments;

namespace Storefront.Browser.Tests;

/// <summary>A shopper abroad buys from two merchants as a guest, pays, and finds the order again.</summary>
[Collection(nameof(Market))]
public sealed class ShopperJourneyTests(Market market)
{
    [Theory]
    [InlineData(true, 1200, "en")]
    [InlineData(false, 360, "en")]
    [InlineData(false, 360, "ar")]
    [InlineData(true, 360, "ar")]
    public async Task A_guest_in_Lyon_buys_from_two_merchants_and_pays_the_total_that_was_shown(bool scripts, int width, string language)
    {
        var page = await market.VisitAsync(width, scripts, "fr-FR");
        var name = $"{language}-{width}";
        await AddAsync(page, language, "celadon-teapot-450");
        await AddAsync(page, language, "linen-napkins-4");
        await Look.AtAsync(page, $"basket-{name}", scripts);

        await page.Locator("a[href$='/checkout']").First.ClickAsync();
        await page.Locator("#name").FillAsync("Camille Roux");
        await page.Locator("#street").FillAsync("12 rue Mercière");
        await page.Locator("#city").FillAsync("Lyon");
        await page.Locator("#postcode").FillAsync("69002");
        await page.Locator("#email").FillAsync($"camille.{name}.{(scripts ? "with" : "without")}@example.test");
        await Look.AtAsync(page, $"checkout-{name}", scripts);
        await page.Locator("button.button-main.button-wide").ClickAsync();

        await page.WaitForURLAsync("**/checkout/*");
        await Look.AtAsync(page, $"review-{name}", scripts);
        var pay = page.Locator("button.button-main.button-wide");
        var shown = Digits(await pay.InnerTextAsync());
        await pay.ClickAsync();

        await page.WaitForURLAsync("**/sandbox/pay/*");
        await Look.AtAsync(page, $"pay-{name}", scripts);
        Assert.Equal(shown, Digits(await page.Locator(".amount").InnerTextAsync()));
        await page.Locator("input[name=number]").FillAsync("4000 0000 0000 9995");
        await page.Locator("form button").First.ClickAsync();
        await page.Locator("[role=alert]").WaitForAsync();
        await page.Locator("input[name=number]").FillAsync("4242 4242 4242 4242");
        await page.Locator("form button").First.ClickAsync();

        await page.WaitForURLAsync("**/orders/*");
        await Look.AtAsync(page, $"order-{name}", scripts);
        Assert.Contains(shown, Digits(await page.Locator("main").InnerTextAsync()));
        var order = page.Url;
        await page.Context.CloseAsync();

        // The mail's link opens the order in a browser that has never been here, and only that link does.
        var elsewhere = await market.VisitAsync(width, scripts, "fr-FR");
        Assert.Equal(404, (await elsewhere.GotoAsync(order))!.Status);
        await elsewhere.GotoAsync(await Mailbox.LinkAsync(market, $"camille.{name}.{(scripts ? "with" : "without")}@example.test", "key="));
        Assert.Equal(order, elsewhere.Url);
        await Look.AtAsync(elsewhere, $"order-by-link-{name}", scripts);
        await elsewhere.Context.CloseAsync();
    }

    [Fact]
    public async Task Back_button_and_double_click_at_the_payment_lead_to_one_order()
    {
        const string Email = "camille.twice@example.test";
        var page = await market.VisitAsync(language: "fr-FR");
        await AddAsync(page, "en", "celadon-teapot-450");
        await page.GotoAsync("/en/checkout");
        await page.Locator("#name").FillAsync("Camille Roux");
        await page.Locator("#street").FillAsync("12 rue Mercière");
        await page.Locator("#city").FillAsync("Lyon");
        await page.Locator("#postcode").FillAsync("69002");
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("button.button-main.button-wide").ClickAsync();
        await page.WaitForURLAsync("**/checkout/*");
        var review = page.Url;

        await page.Locator("button.button-main.button-wide").DblClickAsync();
        await page.WaitForURLAsync("**/sandbox/pay/*");
        var first = page.Url;
        await page.GotoAsync(review);
        var again = page.Locator("button.button-main.button-wide");
        if (await again.CountAsync() > 0) await again.First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/sandbox/pay/", StringComparison.Ordinal) || url.Contains("/orders/", StringComparison.Ordinal));
        if (page.Url.Contains("/sandbox/pay/", StringComparison.Ordinal)) Assert.Equal(first, page.Url);
        await page.GotoAsync(first);
        await page.Locator("input[name=number]").FillAsync("4242 4242 4242 4242");
        await page.Locator("form button").First.DblClickAsync();
        await page.WaitForURLAsync("**/orders/*");
        var paid = new Uri(page.Url).Segments[^1];
        await page.GotoAsync(review);
        await page.GotoAsync(first);
        await page.Context.CloseAsync();

        await using var db = market.Database();
        var order = Assert.Single(await db.Orders.AsNoTracking().Where(o => o.Email == Email).ToListAsync());
        var payment = Assert.Single(await db.Payments.AsNoTracking().Where(p => p.Order == order.Id).ToListAsync());
        Assert.Equal((paid, PaymentStatus.Captured, order.Total), (order.Number, payment.Status, payment.Amount));
        Assert.Single(await db.JournalEntries.AsNoTracking().Where(e => e.Order == order.Id).ToListAsync());
    }

    private static async Task AddAsync(IPage page, string language, string slug)
    {
        await page.GotoAsync($"/{language}/p/{slug}");
        await page.Locator("#buy button[type=submit]:visible, button[form=buy]:visible").First.ClickAsync();
        await page.WaitForURLAsync("**/basket");
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
