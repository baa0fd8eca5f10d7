using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>Orders that leave otherwise than one by one: corrected before they do, in two parcels, or together with another.</summary>
[Collection(nameof(Market))]
public sealed class ParcelJourneyTests(Market market)
{
    [Fact]
    public async Task An_order_is_corrected_and_leaves_in_two_parcels()
    {
        var page = await market.VisitAsync();
        var shopper = new Shopper(market, page);
        foreach (var goods in new[] { "celadon-teapot-450", "celadon-cups-4" }) await shopper.AddAsync(goods);
        var order = await shopper.BuyAsync($"parts-{Guid.NewGuid():N}@buyers.example");
        await CorrectAsync(page, order, "梅田 3-1-3");
        var desk = await market.VisitAsync();
        var seller = new Seller(market, desk);
        await seller.SignInAsync("longjing@storefront.example");
        await seller.OpenOrderAsync(order);
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("梅田 3-1-3");

        // The merchant sees that the floor is missing; the buyer agrees.
        await desk.GetByText("Propose another address").ClickAsync();
        await desk.Locator("details[open] input[autocomplete=address-line1]").FillAsync("梅田 3-1-3 8階");
        await desk.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Ask the buyer" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("not answered yet");
        await AcceptAsync(page, order);

        await seller.OpenOrderAsync(order);
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("梅田 3-1-3 8階");
        await desk.GetByText("Send only a part, or cancel units").ClickAsync();
        var units = desk.Locator("section[aria-labelledby=pack] details input");
        await Assertions.Expect(units).ToHaveCountAsync(2);
        await units.First.FillAsync("0");
        await Look.AtAsync(desk, "office-order-part-en-1200");
        var first = await seller.BuyLabelAsync();
        await seller.HandOverAsync();
        await Assertions.Expect(desk.Locator(".page-head")).ToContainTextAsync("Partly sent");
        var second = await seller.BuyLabelAsync();
        await seller.HandOverAsync();
        await Assertions.Expect(desk.Locator("#pack")).ToHaveCountAsync(0);
        await Look.AtAsync(desk, "office-order-parts-sent-en-1200");
        await desk.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(desk, "office-order-parts-sent-en-360");

        // The buyer follows both, and sees what lies in which.
        await shopper.OpenAsync(order);
        var shown = await page.Locator("main").InnerTextAsync();
        Assert.All([first, second], number => Assert.Contains(number, shown, StringComparison.Ordinal));
        await Look.AtAsync(page, "order-parts-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "order-parts-en-360");
        foreach (var visit in new[] { page, desk }) await visit.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_orders_of_one_buyer_leave_in_one_parcel()
    {
        string[] orders;
        using (var shopper = new PlainShopper(market))
        {
            var email = $"together-{Guid.NewGuid():N}@buyers.example";
            // Of two headings: of one heading they would owe less flat duty together than was paid.
            orders = [await shopper.BuyAsync("celadon-teapot-450", email), await shopper.BuyAsync("glass-pitcher-350", email)];
        }

        var desk = await market.VisitAsync();
        var seller = new Seller(market, desk);
        await seller.SignInAsync("longjing@storefront.example");
        await seller.OpenOrderAsync(orders[0]);
        await desk.GetByLabel($"Order {orders[1]}").CheckAsync();
        await Look.AtAsync(desk, "office-order-together-en-1200");
        var number = await seller.BuyLabelAsync();
        await seller.HandOverAsync();

        await seller.OpenAsync($"/office/orders?drawer=OnTheWay&find={orders[1]}");
        await desk.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = orders[1] }).ClickAsync();
        await Assertions.Expect(desk.Locator("section.panel h2 .code").Filter(new LocatorFilterOptions { HasText = number })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(orders[0]);
        await Look.AtAsync(desk, "office-order-together-sent-en-1200");
        await desk.Context.CloseAsync();
    }

    /// <summary>By the buyer, on the plain page of the order.</summary>
    private static async Task CorrectAsync(IPage page, string order, string street)
    {
        await page.GotoAsync($"/en/orders/{order}");
        await page.Locator($"a[href$='/orders/{order}/address']").First.ClickAsync();
        await page.WaitForURLAsync("**/address");
        await page.Locator("#street").FillAsync(street);
        await Look.AtAsync(page, "order-address-en-1200");
        await page.Locator("main form.form button.button-main").ClickAsync();
        await page.WaitForURLAsync($"**/orders/{order}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(street);
    }

    private static async Task AcceptAsync(IPage page, string order)
    {
        await page.GotoAsync($"/en/orders/{order}");
        await page.Locator($"a[href$='/orders/{order}/address']").First.ClickAsync();
        await page.WaitForURLAsync("**/address");
        await Look.AtAsync(page, "order-address-proposed-en-1200");
        await page.Locator("button[name=do][value=accept]").ClickAsync();
        await page.WaitForURLAsync($"**/orders/{order}");
    }
}
