using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>A merchant does not agree with a decision, and another admin than the first decides again.</summary>
[Collection(nameof(TradeMarket))]
public sealed class AppealJourneyTests(Market market)
{
    [Fact]
    public async Task A_merchant_appeals_a_decision_and_gets_from_the_market_what_should_not_have_gone_back()
    {
        var (first, second, shop) = (await market.VisitAsync(), await market.VisitAsync(), await market.VisitAsync());
        try
        {
            await RunAsync(first, second, shop);
        }
        catch
        {
            foreach (var (page, name) in new[] { (first, "first"), (second, "second"), (shop, "shop") }) await Look.PictureAsync(page, $"appeal-broke-off-{name}");
            throw;
        }
        finally
        {
            foreach (var page in new[] { first, second, shop }) await page.Context.CloseAsync();
        }
    }

    private async Task RunAsync(IPage first, IPage second, IPage shop)
    {
        var (admin, other, linen) = (new Admin(market, first), new Admin(market, second), new Seller(market, shop));
        await admin.SignInAsync("admin@storefront.example");
        await linen.SignInAsync("garance@storefront.example");

        // Two admins: one decides, and gives the other its role.
        await admin.MakeAdministratorAsync("longjing@storefront.example");

        var number = await DecideAllAsync(admin, first);
        await linen.AppealAsync(number, "The mill’s note was attached to our answer: it is pure linen, and the burn test agrees.");
        // Once: the form is gone, and stays gone.
        await Assertions.Expect(shop.Locator("section[aria-labelledby=appeal]")).ToHaveCountAsync(0);

        await admin.SeesAppealAsync(number);
        await other.SignInAsync("longjing@storefront.example");
        await DecideAgainAsync(other, second, number);
        await shop.ReloadAsync();
        await Assertions.Expect(shop.Locator("main")).ToContainTextAsync("Should not have gone back");
        await Assertions.Expect(shop.Locator("ol.talk li").Last).ToContainTextAsync("the buyer should get in all €0.00");
        await Look.AtAsync(shop, "office-appeal-granted-en-1200");
        await admin.BooksBalanceAsync();
    }

    /// <summary>Gives the buyer of the demo market's waiting case all of its money back; the order's number.</summary>
    private static async Task<string> DecideAllAsync(Admin admin, IPage page)
    {
        await admin.OpenAsync("/office/admin/disputes");
        await page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = "Atelier Garance" }).Locator("a").First.ClickAsync();
        var number = await page.Locator(".strip a").InnerTextAsync();
        await page.GetByText("Refund as asked").ClickAsync();
        await page.GetByLabel("Reasons").FillAsync("The cloth in the photos is not the cloth of the listing.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^Refund .*[0-9]") }).First.ClickAsync();
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").Filter(new LocatorFilterOptions { HasText = "The case is decided" }).First).ToBeVisibleAsync();
        return number;
    }

    private static async Task DecideAgainAsync(Admin admin, IPage page, string number)
    {
        await admin.OpenAsync("/office/admin/disputes?appeals=true");
        await page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = number }).ClickAsync();
        await page.GetByText("Nothing should have gone back").ClickAsync();
        await page.GetByLabel("Reasons").FillAsync("The mill’s note names the cloth of this very order.");
        await Assertions.Expect(page.GetByText("What it posts")).ToBeVisibleAsync();
        await Look.AtAsync(page, "office-appeal-to-decide-en-1200");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^Decide .*[0-9].* in all") }).ClickAsync();
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Decided again on appeal");
    }
}
