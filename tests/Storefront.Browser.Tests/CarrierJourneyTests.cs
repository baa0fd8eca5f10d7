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

    [Fact]
    public async Task A_merchant_makes_a_rate_card_and_tries_a_far_address_in_norway()
    {
        var page = await market.VisitAsync();
        var seller = new Seller(market, page);
        await seller.SignInAsync("longjing@storefront.example");
        await seller.OpenAsync("/office/carriers/cards/new");
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Contract to the north");
        await page.GetByLabel("Carrier", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("4px");
        await page.GetByLabel("Code of the service").FillAsync("F3");
        await page.GetByLabel("Volumetric divisor").FillAsync("8000");
        await page.GetByLabel("Fuel surcharge").FillAsync("12.5");
        await page.GetByLabel("Surcharge for far addresses, at least").FillAsync("20");
        await page.GetByLabel("Zones and prices").FillAsync("zone,places,days_min,days_max,up_to_kg,price\nNordics,NO; SE,7,14,1,88.00\nNordics,,,,0.5,60.00\n");
        var save = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save", Exact = true });
        await save.ClickAsync();
        await Assertions.Expect(page.Locator("form [role=alert]")).ToContainTextAsync("Weight steps go upwards");
        await Look.AtAsync(page, "office-rate-card-refused-en-1200");

        await page.GetByLabel("Zones and prices").FillAsync("zone,places,days_min,days_max,up_to_kg,price\nNordics,NO; SE,7,14,0.5,60.00\nNordics,,,,2,88.00\n");
        await save.ClickAsync();
        await Assertions.Expect(page.Locator("#try")).ToBeVisibleAsync();
        var trying = page.Locator("section[aria-labelledby=try]");
        await trying.GetByLabel("Postcode").FillAsync("9990");
        await trying.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Reckon" }).ClickAsync();

        // 88 and 20 for the far address, 12.5 % of both for fuel.
        await Assertions.Expect(trying.Locator("dl")).ToContainTextAsync("Far address");
        await Assertions.Expect(trying.Locator("dl")).ToContainTextAsync("121.50");

        // Off until the merchant says so; then it waits for the account without which no label could be bought.
        var buyers = page.GetByLabel("Buyers pay by this card");
        await Assertions.Expect(buyers).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("Duty and tax that are due at the border")).ToHaveValueAsync("Dap");
        await buyers.CheckAsync();
        await save.ClickAsync();
        await Assertions.Expect(page.GetByText("Buyers do not see it yet")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(buyers).ToBeCheckedAsync();
        await Look.AtAsync(page, "office-rate-card-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-rate-card-en-360");
        var file = await page.APIRequest.GetAsync((await page.GetByText("Export the card").GetAttributeAsync("href"))!);
        Assert.Contains("Nordics,NO; SE,7,14,0.5,60.00", await file.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("#,fuel_percent,12.5", await file.TextAsync(), StringComparison.Ordinal);
        await page.SetViewportSizeAsync(1200, 800);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove", Exact = true }).ClickAsync();
        await page.Locator(".confirm button.danger").ClickAsync();
        await page.WaitForURLAsync("**/office/carriers");
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
