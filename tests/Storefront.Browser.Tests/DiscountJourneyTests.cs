using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>A merchant makes a code in the office, a shopper redeems it without scripts, and the merchant sees it used and stops it.</summary>
[Collection(nameof(Market))]
public sealed class DiscountJourneyTests(Market market)
{
    [Fact]
    public async Task A_code_is_made_redeemed_seen_and_stopped()
    {
        var desk = await market.VisitAsync();
        var seller = new Seller(market, desk);
        await seller.SignInAsync("longjing@storefront.example");
        await seller.OpenAsync("/office/discounts");
        await desk.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Code", Exact = true }).FillAsync("journey-20");
        await desk.GetByLabel("Percentage").FillAsync("101");
        await desk.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the code" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".field-fault")).ToContainTextAsync("a percentage from 1 to 100");
        await desk.GetByLabel("Percentage").FillAsync("20");
        await desk.GetByLabel("Most uses in all").FillAsync("3");
        await desk.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the code" }).ClickAsync();
        var row = desk.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = "JOURNEY-20" });
        await Assertions.Expect(row).ToContainTextAsync("0 of 3");
        await Look.AtAsync(desk, "office-discounts-en-1200");

        foreach (var (scripts, width, language) in new[] { (true, 1200, "en"), (false, 360, "ar"), (true, 360, "ar") })
        {
            var page = await market.VisitAsync(width, scripts, "fr-FR");
            await page.GotoAsync($"/{language}/p/celadon-teapot-450");
            await page.Locator("#buy button[type=submit]:visible, button[form=buy]:visible").First.ClickAsync();
            await page.WaitForURLAsync("**/basket");
            await page.Locator(".code-entry summary").ClickAsync();
            await page.Locator("#discount-code").FillAsync("no-such-code");
            await page.Locator(".code-entry button").ClickAsync();
            await page.Locator("[role=alert]").WaitForAsync();
            await Look.AtAsync(page, $"basket-code-refused-{language}-{width}", scripts);
            await page.Locator("#discount-code").FillAsync("Journey-20");
            await page.Locator(".code-entry button").ClickAsync();
            await page.Locator(".code-kept").WaitForAsync();
            await Look.AtAsync(page, $"basket-code-{language}-{width}", scripts);
            if (width != 1200)
            {
                await page.Context.CloseAsync();
                continue;
            }

            await new Shopper(market, page).BuyAsync("journey.code@example.test");
            await Assertions.Expect(page.Locator("main .figures")).ToContainTextAsync("JOURNEY-20");
            await Look.AtAsync(page, $"order-code-{language}-{width}");
            Assert.Contains("JOURNEY-20", await page.Locator("main .landed").InnerTextAsync(), StringComparison.Ordinal);
            await page.Context.CloseAsync();
        }

        await seller.OpenAsync("/office/discounts");
        await Assertions.Expect(row).ToContainTextAsync("1 of 3");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop" }).ClickAsync();
        await row.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await seller.OpenAsync("/office/discounts?show=stopped");
        await Assertions.Expect(row).ToContainTextAsync("Stopped");
        await desk.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(desk, "office-discounts-stopped-en-360");
        await desk.Context.CloseAsync();
    }
}
