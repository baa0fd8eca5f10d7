using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>Goods that go back over the sea, at the shop's pages and at the merchant's desk.</summary>
[Collection(nameof(TradeMarket))]
public sealed class ReturnJourneyTests(Market market)
{
    private const string TeaShop = "Longjing House";

    [Fact]
    public async Task A_buyer_in_Brazil_sends_back_one_of_two_goods_and_gets_its_money()
    {
        var (wide, narrow, desk, clock) = (await market.VisitAsync(), await market.VisitAsync(width: 360), await market.VisitAsync(), await market.VisitAsync());
        try
        {
            await RunAsync(wide, narrow, new Seller(market, desk), new Admin(market, clock));
        }
        catch
        {
            foreach (var (page, name) in new[] { (wide, "shop"), (desk, "desk"), (clock, "admin") }) await Look.PictureAsync(page, $"return-broke-off-{name}");
            throw;
        }
        finally
        {
            foreach (var page in new[] { wide, narrow, desk, clock }) await page.Context.CloseAsync();
        }
    }

    private async Task RunAsync(IPage page, IPage narrow, Seller tea, Admin admin)
    {
        var shopper = new Shopper(market, page);
        await shopper.SignInAsync("shopper@storefront.example");
        await new Shopper(market, narrow).SignInAsync("shopper@storefront.example");
        await tea.SignInAsync("longjing@storefront.example");
        await admin.SignInAsync("admin@storefront.example");
        await shopper.AddAsync("celadon-teapot-450");
        await shopper.AddAsync("celadon-cups-4");
        var order = await BuyAsync(page);
        await tea.SendAsync(order);
        await admin.MoveClockAsync("7 days", "7 days", "3 days");
        await shopper.SeesAsync(order, TeaShop, "Delivered");

        // Asked for on a plain form.
        await page.Locator("a[href*='/return/']").First.ClickAsync();
        await page.WaitForURLAsync("**/return/*");
        await BothAsync("return-form");
        await page.Locator("input[name=line]").First.CheckAsync();
        await page.Locator("input[name=reason][value=Faulty]").CheckAsync();
        await page.Locator("#note").FillAsync("The spout has a crack.");
        await page.Locator("main form button.button-main").ClickAsync();
        await page.WaitForURLAsync("**/returns/*");
        await BothAsync("return-asked");

        // Approved, and sent with the buyer's own carrier.
        await tea.ApproveReturnAsync(order);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("address")).ToBeVisibleAsync();
        await BothAsync("return-approved");
        await page.Locator("#carrier").FillAsync("Correios");
        await page.Locator("#tracking").FillAsync("AA123456785BR");
        await page.Locator("main form.form button.button-main").ClickAsync();
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("On its way to the seller");

        // There, looked at, and paid back.
        await tea.TakeReturnBackAsync(order);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("Refunded");
        await BothAsync("return-refunded");
        await shopper.OpenAsync(order);
        await Assertions.Expect(page.Locator("section.parcel .notice-good").First).ToContainTextAsync("refunded");
        await admin.SeesReturnAsync(order);
        await admin.BooksBalanceAsync();

        async Task BothAsync(string name)
        {
            await Look.AtAsync(page, $"{name}-en-1200");
            await narrow.GotoAsync(page.Url);
            await Look.AtAsync(narrow, $"{name}-en-360");
        }
    }

    private static async Task<string> BuyAsync(IPage page)
    {
        await page.GotoAsync("/en/checkout?address=new");
        await page.Locator("#country").SelectOptionAsync("BR");
        await page.Locator("button[name=do][value=country]").ClickAsync();
        await page.Locator("select#region").WaitForAsync();
        await page.Locator("#name").FillAsync("Ana Souza");
        await page.Locator("#street").FillAsync("Rua Augusta 900");
        await page.Locator("#city").FillAsync("São Paulo");
        await page.Locator("select#region").SelectOptionAsync("SP");
        await page.Locator("#postcode").FillAsync("01304-001");
        if (await page.Locator("#phone").CountAsync() > 0) await page.Locator("#phone").FillAsync("+55 11 98765-4321");
        await page.Locator("#taxId").FillAsync("529.982.247-25");
        await page.Locator("main form.form button.button-main").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/checkout/", StringComparison.Ordinal));
        await page.Locator("button.button-main.button-wide").ClickAsync();
        await page.WaitForURLAsync("**/sandbox/pay/*");
        await page.Locator("input[name=number]").FillAsync("4242 4242 4242 4242");
        await page.Locator("form button").First.ClickAsync();
        await page.WaitForURLAsync("**/orders/*");
        return new Uri(page.Url).Segments[^1];
    }
}
