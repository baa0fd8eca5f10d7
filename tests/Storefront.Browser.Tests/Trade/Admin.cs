using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>Who runs the market.</summary>
internal sealed class Admin(Market market, IPage page) : Desk(market, page)
{
    public async Task ApproveAsync(string shop)
    {
        await OpenAsync("/office/admin");
        await Page.Locator(".todo a").Filter(new LocatorFilterOptions { HasText = shop }).ClickAsync();
        await Button("Approve").ClickAsync();
        await SaidAsync("Approved");
    }

    /// <summary>Gives a person the same role; the person's row.</summary>
    public async Task<ILocator> MakeAdministratorAsync(string email)
    {
        await OpenAsync($"/office/admin/users?find={email.Split('@')[0]}");
        var row = Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = email });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Make administrator" }).ClickAsync();
        await row.Locator(".confirm button").First.ClickAsync();
        await Assertions.Expect(row.Locator(".state")).ToContainTextAsync("Administrator");
        return row;
    }

    /// <summary>Moves the demo market's time on, by buttons of the clock's page.</summary>
    public async Task MoveClockAsync(params string[] steps)
    {
        await OpenAsync("/office/admin/clock");
        var now = Page.Locator("dl.facts dd").First;
        foreach (var step in steps)
        {
            var before = await now.InnerTextAsync();
            await Button(step).ClickAsync();
            await Assertions.Expect(now).Not.ToHaveTextAsync(before);
        }

        await Look.AtAsync(Page, "office-clock-en-1200");
    }

    /// <summary>The order's page leads to its return.</summary>
    [Shows("/office/admin/returns/{Id:guid}")]
    public async Task SeesReturnAsync(string order)
    {
        await OpenAsync($"/office/admin/orders/{order}");
        await Page.Locator("a[href*='/office/admin/returns/']").ClickAsync();
        await Page.WaitForURLAsync("**/office/admin/returns/*");
        await Page.Locator("section.panel").First.WaitForAsync();
        await Look.AtAsync(Page, "office-any-return-en-1200");
    }

    /// <summary>Hears both sides and gives a part back.</summary>
    public async Task DecideInPartAsync(string order, string merchant, string amount)
    {
        await OpenAsync("/office/admin/disputes");
        await Page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        var sides = Page.Locator(".case-sides");
        await Assertions.Expect(sides).ToContainTextAsync("one side is chipped");
        await Assertions.Expect(sides).ToContainTextAsync("glazed by hand");
        await Assertions.Expect(sides).ToContainTextAsync(merchant);
        await Assertions.Expect(sides.Locator("img")).ToHaveCountAsync(2);
        await Look.AtAsync(Page, "office-case-to-decide-en-1200");
        await Page.GetByText("Refund a part", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Page.GetByLabel("Refund in JPY").FillAsync(amount);
        await Page.GetByLabel("Reasons").FillAsync("The photos show a chip; the tone of the glaze was described. A part of the price goes back.");
        await Button("Refund ").Or(Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^Refund .*[0-9]") })).First.ClickAsync();
        await Page.Locator(".confirm button.danger").ClickAsync();
        await SaidAsync("The case is decided");
    }

    /// <summary>The appeal lies on the desk of another admin.</summary>
    public async Task SeesAppealAsync(string order)
    {
        await OpenAsync("/office/admin/disputes?appeals=true");
        await Page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await Assertions.Expect(Page.Locator("section[aria-labelledby=decide]")).ToContainTextAsync("another admin", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
        await Assertions.Expect(Page.GetByLabel("Reasons")).ToHaveCountAsync(0);
        await Look.AtAsync(Page, "office-appeal-en-1200");
    }

    /// <summary>Money in a new shop's reserve, among all that is held.</summary>
    public async Task SeesHoldAsync(string order, string merchant)
    {
        await OpenAsync("/office/admin/holds?reason=NewMerchantReserve");
        await Assertions.Expect(Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = order })).ToContainTextAsync(merchant);
        await Look.AtAsync(Page, "office-holds-en-1200");
    }

    /// <summary>Gives a part of one line back, after seeing what is posted.</summary>
    public async Task GiveBackAsync(string order, string amount, string currency = "JPY")
    {
        await OpenAsync($"/office/admin/orders/{order}");
        var field = Page.GetByLabel($"in {currency}").First;
        await field.FillAsync(amount);
        await field.PressAsync("Tab");
        await Assertions.Expect(Page.GetByText("What will be posted")).ToBeVisibleAsync();
        await Look.AtAsync(Page, "office-give-back-en-1200");
        await Page.GetByLabel("Why").FillAsync("The lid does not sit well, says the buyer.");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^Give back .*[0-9]") }).First.ClickAsync();
        await Page.Locator(".confirm button.danger").ClickAsync();
        await SaidAsync("Written. The money is on its way to the buyer.");
        await Assertions.Expect(Page.Locator(".goods").First).ToContainTextAsync("refunded");
    }

    /// <summary>Approves the payout that waits for a shop, and sees what is said.</summary>
    public async Task ApprovePayoutAsync(string merchant)
    {
        await OpenAsync("/office/admin/payouts");
        var row = Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = merchant });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Approve" }).ClickAsync();
        await row.Locator(".confirm button.danger").ClickAsync();
        await SaidAsync("Approved.");
    }

    public async Task TakeRoleAwayAsync(string email)
    {
        await OpenAsync($"/office/admin/users?find={email.Split('@')[0]}");
        var row = Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = email });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Take away" }).ClickAsync();
        await row.Locator(".confirm button").First.ClickAsync();
        await Assertions.Expect(row.Locator(".state")).ToHaveCountAsync(0);
    }

    /// <summary>A fee that a carrier asks for at the door.</summary>
    public async Task SetClearanceFeeAsync(string destination, string amount, string currency, string from, string source)
    {
        await OpenAsync("/office/admin/clearance");
        await ChooseAsync("Destination", destination);
        await Page.GetByLabel("Currency").SelectOptionAsync(new SelectOptionValue { Label = currency });
        await Page.GetByLabel("Amount").FillAsync(amount);
        await Page.GetByLabel("First day").FillAsync(from);
        await Page.GetByLabel("Where the fee is from").FillAsync(source);
        await Button("Set").ClickAsync();
        await SaidAsync("The fee is set.");
    }

    public async Task BooksBalanceAsync()
    {
        await OpenAsync("/office/admin/ledger/balance");
        await Assertions.Expect(Page.Locator(".state.good")).ToContainTextAsync("entries balance");
        await Look.AtAsync(Page, "office-balance-en-1200");
    }

    /// <summary>The acts in the log, newest first, by the names that stand under their words.</summary>
    public async Task<IReadOnlyList<string>> ActsAsync()
    {
        await OpenAsync("/office/admin/audit");
        await Page.Locator("table.rows tbody tr").First.WaitForAsync();
        return [.. (await Page.Locator("table.rows tbody td:nth-child(3)").AllInnerTextsAsync()).Select(text => text.Split('\n')[^1])];
    }
}
