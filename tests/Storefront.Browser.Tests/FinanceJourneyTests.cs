using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>What somebody from finance does in the office: lets a large payout go out, sees why another does not, and has money that came back sent again.</summary>
[Collection(nameof(Market))]
public sealed class FinanceJourneyTests(Market market)
{
    private const string TeaShop = "Longjing House";
    private const string LinenShop = "Atelier Garance";
    private const string LinenMerchant = "garance@storefront.example";

    [Fact]
    public async Task A_payout_above_the_limit_goes_out_when_two_admins_have_approved_it()
    {
        var (first, second, shop) = (await market.VisitAsync(), await market.VisitAsync(), await market.VisitAsync());
        var (admin, other, tea) = (new Admin(market, first), new Admin(market, second), new Seller(market, shop));
        await admin.SignInAsync("admin@storefront.example");
        await admin.MakeAdministratorAsync(LinenMerchant);
        await tea.SignInAsync("longjing@storefront.example");
        await tea.OpenAsync("/office/payouts");
        var row = shop.Locator("table.rows tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync("2 approvals are missing");
        await Assertions.Expect(shop.Locator("main")).ToContainTextAsync("large payouts are looked at by two people");
        await Look.AtAsync(shop, "office-payouts-to-approve-en-1200");

        await admin.ApprovePayoutAsync(TeaShop);
        row = Row(first, TeaShop);
        await Assertions.Expect(row).ToContainTextAsync("one approval is missing");
        await Assertions.Expect(row).ToContainTextAsync("You have approved it. A second admin has to.");
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Approve" })).ToHaveCountAsync(0);
        await Look.AtAsync(first, "office-payout-approved-once-en-1200");
        await first.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(first, "office-payout-approved-once-en-360");
        // What is pressed lies within the page, and nothing has to be pushed aside for it.
        var decline = (await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Decline" }).BoundingBoxAsync())!;
        Assert.InRange(decline.X, 0, 360 - decline.Width);
        await first.SetViewportSizeAsync(1200, 800);

        await other.SignInAsync(LinenMerchant);
        await other.ApprovePayoutAsync(TeaShop);
        await Assertions.Expect(Row(second, TeaShop)).ToHaveCountAsync(0);
        await tea.SeesPayoutAsync("On its way");
        await Assertions.Expect(await admin.AppearsAsync("/office/admin/payouts?drawer=Sent", TeaShop)).ToContainTextAsync("On its way");
        await Look.AtAsync(first, "office-payouts-sent-en-1200");

        Assert.Equal(["ApprovePayout", "ApprovePayout"], (await admin.ActsAsync()).Take(2));
        await admin.BooksBalanceAsync();
        await admin.TakeRoleAwayAsync(LinenMerchant);
        foreach (var page in new[] { first, second, shop }) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_blocked_payout_is_seen_with_its_reason_by_the_merchant_and_the_admins()
    {
        var (desk, shop) = (await market.VisitAsync(), await market.VisitAsync());
        var (admin, linen) = (new Admin(market, desk), new Seller(market, shop));
        await admin.SignInAsync("admin@storefront.example");
        await linen.SignInAsync(LinenMerchant);
        await Assertions.Expect(await admin.AppearsAsync("/office/admin/payouts?drawer=Blocked", LinenShop)).ToContainTextAsync("There is no bank account.");
        await Look.AtAsync(desk, "office-payouts-without-account-en-1200");

        // The merchant reads the same, does what it is advised to, and then waits for another reason.
        await linen.SetBankAsync(LinenShop, "000123456789");
        await Assertions.Expect(shop.Locator("main")).ToContainTextAsync("so that nobody can redirect your money unnoticed");
        var row = await admin.AppearsAsync("/office/admin/payouts?drawer=Blocked", "The bank account is new.");
        await Assertions.Expect(row).ToContainTextAsync(LinenShop);
        await Assertions.Expect(row).ToContainTextAsync("Ends by itself on");
        await Look.AtAsync(desk, "office-payouts-blocked-en-1200");
        await desk.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(desk, "office-payouts-blocked-en-360");
        foreach (var page in new[] { desk, shop }) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_refund_that_the_buyers_bank_sent_back_is_tried_again_and_paid()
    {
        using var shopper = new PlainShopper(market);
        var order = await shopper.BuyAsync("celadon-teapot-450", "refunded@buyers.example");
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.GiveBackAsync(order, "5", "USD");
        var row = await admin.AppearsAsync("/office/admin/refunds?status=Succeeded", order);
        var sent = await row.Locator("td bdi").Last.InnerTextAsync();
        var answer = await page.APIRequest.PostAsync($"/sandbox/desk/refunds/{Uri.EscapeDataString(sent)}/return");
        Assert.True(answer.Ok, $"{answer.Status}");

        row = await admin.AppearsAsync("/office/admin/refunds", order);
        await Assertions.Expect(row).ToContainTextAsync("Failed");
        await Assertions.Expect(row).ToContainTextAsync("The buyer’s account is closed.");
        await Look.AtAsync(page, "office-refunds-failed-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-refunds-failed-en-360");
        await page.SetViewportSizeAsync(1200, 800);
        await admin.OpenAsync("/office/admin");
        await Assertions.Expect(page.Locator(".todo li").Filter(new LocatorFilterOptions { HasText = order })).ToContainTextAsync("account_closed");
        await Look.AtAsync(page, "office-market-refund-failed-en-1200");

        await admin.AppearsAsync("/office/admin/refunds", order);
        await Row(page, order).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" }).ClickAsync();
        await Row(page, order).Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("It is on its way again.");
        await Assertions.Expect(Row(page, order)).ToHaveCountAsync(0);
        row = await admin.AppearsAsync("/office/admin/refunds?status=Succeeded", order);
        await Assertions.Expect(row).ToContainTextAsync("Paid back");
        Assert.NotEqual(sent, await row.Locator("td bdi").Last.InnerTextAsync());
        await Look.AtAsync(page, "office-refunds-paid-back-en-1200");
        Assert.Equal("RetryRefund", (await admin.ActsAsync())[0]);
        await admin.BooksBalanceAsync();
        await page.Context.CloseAsync();
    }

    private static ILocator Row(IPage page, string text) => page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = text });
}
