using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>An admin's other work: finding orders, giving a role and taking it away, and reading what the market reckons by.</summary>
[Collection(nameof(Market))]
public sealed class AdminJourneyTests(Market market)
{
    [Fact]
    public async Task A_role_is_given_and_taken_away_and_both_stand_in_the_audit_log()
    {
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");

        await admin.MakeAdministratorAsync("garance@storefront.example");
        await admin.TakeRoleAwayAsync("garance@storefront.example");

        var acts = await admin.ActsAsync();
        Assert.Equal(["RevokeAdmin", "GrantAdmin"], acts.Take(2));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_order_is_found_and_leads_to_its_money_in_the_ledger()
    {
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");

        await admin.OpenAsync("/office/admin/orders?status=Paid");
        var number = await page.Locator("table.rows tbody th a").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync(number);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.rows tbody tr")).ToHaveCountAsync(1);
        await page.Locator("table.rows tbody th a").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(number);
        // An order may have other things folded away than its money.
        var money = page.Locator("details").Filter(new LocatorFilterOptions { Has = page.Locator("a[href*='/ledger/']") }).First;
        await money.Locator("summary").First.ClickAsync();
        await money.Locator("a[href*='/ledger/']").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Entries are never changed");
        await Assertions.Expect(page.Locator("table.postings tbody tr").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Rates_and_import_rules_are_shown_with_their_dates_and_sources_and_a_quote_can_be_tried()
    {
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");

        await admin.OpenAsync("/office/admin/rates");
        await Assertions.Expect(page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "Japanese yen" })).ToContainTextAsync("13 Apr 2026");
        await Assertions.Expect(page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "Japanese yen" })).ToContainTextAsync("European Central Bank");

        await admin.OpenAsync("/office/admin/rules");
        await page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "Australia" }).Locator("a").First.ClickAsync();
        await Assertions.Expect(page.Locator("main .facts").First).ToContainTextAsync("from 1 Jul 2018");
        await Assertions.Expect(page.Locator("main .facts").First).ToContainTextAsync("Source");
        await Assertions.Expect(page.Locator("main .facts").First).ToContainTextAsync("22 Nov 2026");

        await page.Locator(".page-head a.button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Reckon" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("What the shopper pays");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_file_of_rates_is_compared_first_and_taken_in_with_the_jump_that_the_admin_calls_right()
    {
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.OpenAsync("/office/admin/rates");
        ILocator Row(string code) => page.Locator("section[aria-labelledby='rate-import'] tbody tr").Filter(new LocatorFilterOptions { HasText = code });

        await ChooseAsync(page, "Date, ZAR, THB, \n24 November 2026, -20, 38.1, \n");
        await Assertions.Expect(page.Locator("section[aria-labelledby='rate-import'] [role=alert]")).ToContainTextAsync("is no rate for ZAR");

        await ChooseAsync(page, "Date, ZAR, THB, \n24 November 2026, 40, 38.1, \n");
        await Assertions.Expect(Row("THB")).ToContainTextAsync("Good");
        await Assertions.Expect(Row("ZAR")).ToContainTextAsync("Jumps");
        await Row("ZAR").GetByRole(AriaRole.Checkbox).CheckAsync();
        await Look.AtAsync(page, "office-rates-compared-en-1200");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take the day in" }).ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby='rate-import'] [role=status]").Last).ToContainTextAsync("taken in");
        await Assertions.Expect(page.Locator("tr").Filter(new LocatorFilterOptions { HasText = "Thai baht" })).ToContainTextAsync("24 Nov 2026");

        await page.Locator("a[href='/office/admin/rates/ZAR']").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("rand");
        await Assertions.Expect(page.Locator("table.rows tbody tr")).ToContainTextAsync("Jumped, accepted");
        await admin.OpenAsync("/office/admin/ledger/exchange");
        await Assertions.Expect(page.Locator("tfoot")).ToContainTextAsync("at the rates of now");
        await Look.AtAsync(page, "office-exchange-en-1200");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_commission_is_set_for_a_category_and_ended_and_a_slip_of_the_keyboard_is_told()
    {
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.OpenAsync("/office/admin/fees");
        var rows = page.Locator("table.rows tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(2);

        var rate = page.Locator(".field").Filter(new LocatorFilterOptions { HasText = "Rate" }).Locator("input");
        await rate.FillAsync("80");
        await SetAsync();
        await Assertions.Expect(page.Locator(".field-fault")).ToContainTextAsync("between nothing and 50%");

        await page.Locator(".field.find input").FillAsync("jewel");
        await page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "Jewellery and watches" }).ClickAsync();
        await rate.FillAsync("4.25");
        await SetAsync();
        await Assertions.Expect(page.Locator("[role=status]").Filter(new LocatorFilterOptions { HasText = "The rule is set." })).ToBeVisibleAsync();
        var row = rows.Filter(new LocatorFilterOptions { HasText = "4.25%" });
        await Assertions.Expect(row).ToContainTextAsync("Jewellery");
        await Assertions.Expect(row).ToContainTextAsync("To come");
        await Look.AtAsync(page, "office-fees-set-en-1200");

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Take away" }).ClickAsync();
        await page.Locator(".confirm .button.danger").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(2);

        await admin.OpenAsync("/office/admin/refunds?status=Succeeded");
        await Assertions.Expect(rows.First).ToContainTextAsync("Paid back");
        await page.Context.CloseAsync();

        async Task SetAsync()
        {
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Set the rule" }).ClickAsync();
            await page.Locator(".confirm .button.danger").ClickAsync();
        }
    }

    private static Task ChooseAsync(IPage page, string csv) => page.SetInputFilesAsync("#rate-file", new FilePayload { Name = "eurofxref.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
}
