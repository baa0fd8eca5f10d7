using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>Somebody at a desk of the office: what a hand does there.</summary>
internal abstract class Desk(Market market, IPage page)
{
    protected Market Market { get; } = market;

    protected IPage Page { get; } = page;

    public async Task SignInAsync(string email, string password = Market.Password)
    {
        await Page.GotoAsync("/en/account/sign-in?returnUrl=%2Foffice");
        await Page.Locator("#email").FillAsync(email);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Page.WaitForURLAsync("**/office/**");
        await Page.Locator("h1").WaitForAsync();
    }

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("h1").WaitForAsync();
    }

    /// <summary>Reads a list again and again until it shows a text; the row.</summary>
    public async Task<ILocator> AppearsAsync(string path, string text)
    {
        var until = DateTime.UtcNow.AddSeconds(40);
        while (true)
        {
            await OpenAsync(path);
            await Assertions.Expect(Page.Locator(".working")).ToHaveCountAsync(0);
            var row = Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = text }).First;
            if (await row.CountAsync() > 0) return row;
            Assert.True(DateTime.UtcNow < until, $"{path} does not show {text}.");
            await Task.Delay(500);
        }
    }

    protected ILocator Button(string text) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = text, Exact = true });

    protected ILocator Link(string text) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = text });

    /// <summary>Presses a button, and in the question that stands in its place the button of the same name again.</summary>
    protected async Task ConfirmAsync(string text, string? yes = null)
    {
        await Button(text).ClickAsync();
        await Page.Locator(".confirm button.danger").Filter(new LocatorFilterOptions { HasText = yes ?? text }).ClickAsync();
    }

    /// <summary>Chooses in a list that is searched by typing.</summary>
    protected async Task ChooseAsync(string label, string text)
    {
        var field = Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = label }).First;
        await field.ClickAsync();
        await field.FillAsync(text);
        var option = Page.Locator(".find-list:popover-open [role=option]").Filter(new LocatorFilterOptions { HasText = text }).First;
        var chosen = (await option.InnerTextAsync()).Trim();
        await option.ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync(chosen);
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-expanded", "false");
    }

    protected Task SaidAsync(string text) => Assertions.Expect(Page.Locator(".note.done, [role=status]").Filter(new LocatorFilterOptions { HasText = text }).First).ToBeVisibleAsync();
}
