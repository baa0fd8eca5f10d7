using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>The office's connection is lost and comes back: the browser takes the work up in another circuit.</summary>
[Collection(nameof(Market))]
public sealed class LostConnectionTests(Market market)
{
    [Fact]
    public async Task F35_A_refund_that_was_being_typed_is_the_same_operation_after_the_connection_was_lost()
    {
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.OpenAsync("/office/admin/orders?status=Paid");
        await page.Locator("table.rows tbody th a").First.ClickAsync();
        var panel = page.Locator("section[aria-labelledby='give-back']");
        await panel.Locator("input").First.FillAsync("1");
        await panel.Locator("input").First.BlurAsync();
        await panel.GetByLabel("Why").FillAsync("A kindness.");
        await panel.GetByLabel("Why").BlurAsync();
        var operation = await panel.GetAttributeAsync("data-operation");

        Assert.True(await page.EvaluateAsync<bool>("Blazor.pauseCircuit()"));
        Assert.True(await page.EvaluateAsync<bool>("Blazor.resumeCircuit()"));

        await Assertions.Expect(panel).ToHaveAttributeAsync("data-operation", operation!);
        await Assertions.Expect(panel.Locator("input").First).ToHaveValueAsync("1");
        await Assertions.Expect(panel.GetByLabel("Why")).ToHaveValueAsync("A kindness.");
        await panel.Locator("button").Last.ClickAsync();
        await panel.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(panel).Not.ToHaveAttributeAsync("data-operation", operation!);
        await Assertions.Expect(panel.Locator("input").First).ToHaveValueAsync("");
        await page.Context.CloseAsync();
    }
}
