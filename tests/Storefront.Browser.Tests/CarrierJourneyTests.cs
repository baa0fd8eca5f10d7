using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;
using Storefront.Connectors.Carriers.FourPx;

namespace Storefront.Browser.Tests;

/// <summary>A merchant connects a carrier of its own, compares its prices with ours, buys its label and prints it as it came.</summary>
[Collection(nameof(Market))]
public sealed class CarrierJourneyTests(Market market)
{
    [Fact]
    public async Task A_merchant_connects_a_carrier_compares_prices_and_prints_the_carriers_own_label()
    {
        var order = await BuyAsync();
        var page = await market.VisitAsync();
        var seller = new Seller(market, page);
        await seller.SignInAsync("longjing@storefront.example");
        await seller.OpenAsync("/office/carriers");
        await Look.AtAsync(page, "office-carriers-en-1200");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "4PX", Exact = true }).ClickAsync();

        // A secret that is wrong is told by the carrier, ability by ability.
        await page.GetByLabel("System").SelectOptionAsync("test");
        await page.GetByLabel("App key").FillAsync(market.FourPx.Good[FourPxConnector.AppKey]);
        await page.GetByLabel("App secret").FillAsync("typed wrongly");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Connect", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("Saved, encrypted");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Try the credentials" }).ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=abilities]")).ToContainTextAsync("The signature is wrong");
        await Look.AtAsync(page, "office-carrier-refused-en-1200");

        await page.GetByLabel("App secret").FillAsync(market.FourPx.Good[FourPxConnector.AppSecret]);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Try the credentials" }).ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=abilities]")).ToContainTextAsync("Works");
        Assert.DoesNotContain(market.FourPx.Good[FourPxConnector.AppSecret], await page.ContentAsync(), StringComparison.Ordinal);
        await Look.AtAsync(page, "office-carrier-connected-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-carrier-connected-en-360");
        await page.SetViewportSizeAsync(1200, 800);

        await seller.OpenAsync($"/office/orders?find={order}");
        await page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await page.Locator("section[aria-labelledby=pack] form button").ClickAsync();
        var theirs = page.Locator("section[aria-labelledby=pack] tbody tr").Filter(new LocatorFilterOptions { HasText = "billed to your account" });
        await Assertions.Expect(theirs).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Fastest first" }).ClickAsync();
        await Look.AtAsync(page, "office-order-rates-compared-en-1200");
        await theirs.Filter(new LocatorFilterOptions { HasText = "Global express" }).GetByRole(AriaRole.Button).ClickAsync();

        var panel = page.Locator("section.panel").Filter(new LocatorFilterOptions { Has = page.GetByText("Handed to the carrier") });
        await panel.WaitForAsync();
        var number = await panel.Locator("h2 .code").InnerTextAsync();
        var sold = market.FourPx.Labels.Values.Single();
        Assert.Equal(sold.TrackingNumber, number);
        var label = await page.APIRequest.GetAsync((await panel.GetByText(new Regex("Label as PDF|label.*PDF", RegexOptions.IgnoreCase)).First.GetAttributeAsync("href"))!);
        Assert.Equal(sold.File, await label.BodyAsync());

        // Void gives the label back at the carrier; then the account is taken away again.
        await seller.VoidAsync();
        Assert.True(sold.IsVoided);
        await seller.OpenAsync("/office/carriers/4px");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove", Exact = true }).ClickAsync();
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("The credentials are forgotten");
        await page.Context.CloseAsync();
    }

    private async Task<string> BuyAsync()
    {
        var page = await market.VisitAsync();
        var shopper = new Shopper(market, page);
        await shopper.AddAsync("celadon-teapot-450");
        var order = await shopper.BuyAsync("hanako@buyers.example", inLatin: true);
        await page.Context.CloseAsync();
        return order;
    }
}
