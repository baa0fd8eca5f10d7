using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;
using Storefront.Office;

namespace Storefront.Browser.Tests;

/// <summary>Every desk of the office in every look. Its own components and the library's are held to the rules alike.</summary>
[Collection(nameof(Market))]
public sealed class OfficeTourTests(Market market)
{
    private static readonly (int Width, ColorScheme Colours)[] Looks = [(1280, ColorScheme.Light), (360, ColorScheme.Dark)];

    /// <summary>The list of held money, an admin's and a merchant's, has more columns than a desk is wide and scrolls in its frame.</summary>
    private static readonly string[] Scrolling = ["holds", "held"];

    private static readonly string[] Routes = [.. ShowsAttribute.Routes(typeof(DeskPage).Assembly)];

    /// <summary>The templates of what a tour came to.</summary>
    private readonly ConcurrentDictionary<string, bool> seen = new();

    /// <summary>The first page of all is none to look at: it leads to another at once.</summary>
    [Fact]
    public void Every_desk_is_looked_at() =>
        Assert.Equal(Routes.Except(["/office"]).Order(), ShowsAttribute.ShownBy(typeof(OfficeTourTests), typeof(Seller), typeof(Admin)).Distinct().Order());

    [Fact]
    [Shows(
        "/office/today", "/office/orders", "/office/orders/{Id:guid}", "/office/listings", "/office/listings/{Id:guid}", "/office/listings/new", "/office/discounts", "/office/import", "/office/carriers", "/office/labels", "/office/first-mile",
        "/office/carriers/{Key}", "/office/carriers/cards/{Id}", "/office/hs-codes", "/office/licences", "/office/disputes", "/office/returns", "/office/chargebacks", "/office/chargebacks/{Id:guid}", "/office/money", "/office/held", "/office/fees",
        "/office/payouts", "/office/shop", "/office/not-found")]
    public Task A_merchants_desks_break_no_rule_of_accessibility() => TourAsync(
        "longjing@storefront.example",
        [
            ("today", "/office/today", null), ("orders", "/office/orders", null), ("order", "/office/orders?drawer=Settled", "table.rows a"), ("orders-found", "/office/orders?find=nothing", null),
            ("listings", "/office/listings", null), ("listing", "/office/listings", "table.rows a"), ("listing-new", "/office/listings/new", null), ("discounts", "/office/discounts", null), ("discounts-stopped", "/office/discounts?show=stopped", null), ("import", "/office/import", null), ("carriers", "/office/carriers", null), ("labels", "/office/labels", null), ("first-mile", "/office/first-mile", null), ("carrier", "/office/carriers/4px", null), ("rate-card-new", "/office/carriers/cards/new", null), ("hs-codes", "/office/hs-codes", null), ("licences", "/office/licences", null),
            ("cases", "/office/disputes", null), ("returns", "/office/returns", null), ("own-chargebacks", "/office/chargebacks", null), ("own-chargeback", "/office/chargebacks", "table.rows a"), ("money", "/office/money", null), ("held", "/office/held", null), ("fees", "/office/fees", null), ("payouts", "/office/payouts", null), ("shop-settings", "/office/shop", null), ("not-found", "/office/no-such-desk", null),
        ]);

    [Fact]
    [Shows(
        "/office/admin", "/office/admin/merchants", "/office/admin/merchants/{Id:guid}", "/office/admin/orders", "/office/admin/orders/{Number}", "/office/admin/disputes", "/office/admin/disputes/{Id:guid}", "/office/admin/users",
        "/office/admin/rates", "/office/admin/rates/{Code}", "/office/admin/rules", "/office/admin/rules/{Destination}/{Id}", "/office/admin/rules/simulator", "/office/admin/rules/tables", "/office/admin/lanes", "/office/admin/tariffs",
        "/office/admin/clearance", "/office/admin/licences", "/office/admin/destinations", "/office/admin/holds", "/office/admin/fees", "/office/admin/refunds", "/office/admin/payouts", "/office/admin/payouts/{Id:guid}", "/office/admin/ledger",
        "/office/admin/ledger/{Id:guid}", "/office/admin/ledger/balance", "/office/admin/ledger/exchange", "/office/admin/audit", "/office/admin/outbox", "/office/admin/chargebacks", "/office/admin/chargebacks/{Id:guid}",
        "/office/admin/messages", "/office/admin/reconciliation", "/office/admin/clock")]
    public Task An_admins_desks_break_no_rule_of_accessibility() => TourAsync(
        "admin@storefront.example",
        [
            ("market", "/office/admin", null), ("merchants", "/office/admin/merchants?status=Approved", null), ("merchant", "/office/admin/merchants?status=Approved", "table.rows a"), ("applicant", "/office/admin/merchants", "table.rows a"),
            ("all-orders", "/office/admin/orders", null), ("any-order", "/office/admin/orders?status=Paid", "table.rows a"), ("desk", "/office/admin/disputes", null), ("case", "/office/admin/disputes", "table.rows a"),
            ("users", "/office/admin/users", null), ("rates", "/office/admin/rates", null), ("rate", "/office/admin/rates", "table.rows a"), ("rules", "/office/admin/rules", null), ("rule", "/office/admin/rules", "table a[href*='/rules/']"), ("quote", "/office/admin/rules/simulator", null), ("rule-tables", "/office/admin/rules/tables", null), ("carried-goods", "/office/admin/rules/tables?show=carried&find=dhl", null),
            ("lanes", "/office/admin/lanes", null), ("tariffs", "/office/admin/tariffs", null), ("clearance", "/office/admin/clearance", null), ("all-licences", "/office/admin/licences", null), ("remote-areas", "/office/admin/rules/tables?show=areas&find=islands", null), ("destinations", "/office/admin/destinations", null), ("holds", "/office/admin/holds", null), ("all-fees", "/office/admin/fees", null), ("refunds", "/office/admin/refunds?status=Succeeded", null),
            ("all-payouts", "/office/admin/payouts", null), ("payout", "/office/admin/payouts", "table.rows a[href*='/payouts/']"), ("payouts-blocked", "/office/admin/payouts?drawer=Blocked", null), ("ledger", "/office/admin/ledger", null), ("entry", "/office/admin/ledger", "table.rows a[href*='/ledger/']"), ("balance", "/office/admin/ledger/balance", null), ("exchange", "/office/admin/ledger/exchange", null), ("audit", "/office/admin/audit", null),
            ("outbox", "/office/admin/outbox", null), ("chargebacks", "/office/admin/chargebacks", null), ("chargeback", "/office/admin/chargebacks", "table.rows a"), ("messages", "/office/admin/messages", null), ("reconciliation", "/office/admin/reconciliation", null), ("reconciliation-runs", "/office/admin/reconciliation?show=runs", null), ("clock", "/office/admin/clock", null),
        ]);

    [Fact]
    public async Task A_country_is_found_without_its_accents_and_the_open_list_breaks_no_rule()
    {
        var cookies = await SignedInAsync("admin@storefront.example");
        var page = await market.VisitAsync(360);
        await page.Context.AddCookiesAsync(cookies);
        await page.GotoAsync("/office/admin/rules/simulator");
        await ReadyAsync(page, "h1");
        await page.EvaluateAsync("document.addEventListener('submit', () => document.body.dataset.sent = 'yes', true)");

        var field = page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Sent to" });
        await field.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "France", Exact = true })).ToBeInViewportAsync();
        await Look.AtAsync(page, "office-quote-list-en-360");
        await field.FillAsync("turki");
        await Assertions.Expect(page.GetByRole(AriaRole.Option)).ToHaveTextAsync(["Türkiye"]);
        await field.PressAsync("Enter");

        await Assertions.Expect(field).ToHaveValueAsync("Türkiye");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.Null(await page.Locator("body").GetAttributeAsync("data-sent"));

        // What is left without a choice means the only one that fits, or else what was there.
        await field.FillAsync("uruguay");
        await field.PressAsync("Tab");
        await Assertions.Expect(field).ToHaveValueAsync("Uruguay");
        await field.FillAsync("nowhere");
        await Assertions.Expect(page.GetByRole(AriaRole.Option)).ToHaveTextAsync(["Nothing in the list is called that."]);
        await field.PressAsync("Tab");
        await Assertions.Expect(field).ToHaveValueAsync("Uruguay");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_towns_of_a_remote_area_stand_in_its_row()
    {
        var page = await market.VisitAsync(1280);
        await page.Context.AddCookiesAsync(await SignedInAsync("admin@storefront.example"));
        var area = Storefront.Shipping.Areas.RemoteAreas.BuiltIn.Rows.MaxBy(r => r.Towns.Count)!;

        await page.GotoAsync("/office/admin/rules/tables?show=areas&find=" + Uri.EscapeDataString(area.Towns[^1]));
        await ReadyAsync(page, "table.rows tbody tr");

        Assert.True(area.Towns.Count > 5);
        await Assertions.Expect(page.Locator("table.rows tbody tr").First).ToContainTextAsync(string.Join(", ", area.Towns));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_grid_is_sorted_by_the_keyboard()
    {
        var page = await market.VisitAsync(1280);
        await page.Context.AddCookiesAsync(await SignedInAsync("admin@storefront.example"));
        await page.GotoAsync("/office/admin/rules");
        var head = page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "Destination" });

        await head.GetByRole(AriaRole.Button).PressAsync("Enter");

        await Assertions.Expect(head).ToHaveAttributeAsync("aria-sort", "ascending");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("Australia");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_an_offer_costs_and_its_button_are_in_view_and_the_label_that_was_bought_may_be_voided_there()
    {
        string order;
        using (var shopper = new PlainShopper(market)) order = await shopper.BuyAsync("celadon-teapot-450", $"offers-{Guid.NewGuid():N}@buyers.example");
        var page = await market.VisitAsync(1280);
        var seller = new Seller(market, page);
        await seller.SignInAsync("longjing@storefront.example");
        await seller.OpenOrderAsync(order);
        await page.Locator("section[aria-labelledby=pack] form button").ClickAsync();
        await page.Locator(".offers tbody tr").First.WaitForAsync();

        foreach (var width in new[] { 1280, 360 })
        {
            await page.SetViewportSizeAsync(width, 800);
            foreach (var part in new[] { ".offers tbody .num", ".offers tbody .buy", ".offers tbody th" })
            {
                var frame = await page.Locator("section[aria-labelledby=pack]").BoundingBoxAsync();
                var box = await page.Locator(part).First.BoundingBoxAsync();
                Assert.True(box!.X >= frame!.X && box.X + box.Width <= frame.X + frame.Width + 1, $"{part} lies outside its panel at {width} px.");
            }

            await Look.AtAsync(page, $"office-order-offers-en-{width}");
        }

        await page.SetViewportSizeAsync(1280, 800);
        await Assertions.Expect(page.Locator(".offers .buy").First).ToContainTextAsync("costs about CN¥");
        await page.Locator(".offers .buy button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("The label is bought for €");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Void the label" })).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Left to you");
        await Look.AtAsync(page, "office-order-bought-en-1280");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_narrow_office_begins_with_its_page_and_unfolds_its_desks_by_the_keyboard()
    {
        var page = await market.VisitAsync(360);
        await page.Context.AddCookiesAsync(await SignedInAsync("admin@storefront.example"));
        await page.GotoAsync("/office/admin/audit");
        await ReadyAsync(page, "table.rows");
        var menu = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Menu", Exact = true });
        await Assertions.Expect(page.Locator("h1")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("table.rows")).ToContainTextAsync("Judged a merchant");

        await menu.PressAsync("Enter");
        await Assertions.Expect(menu).ToHaveAttributeAsync("aria-expanded", "true");
        await Look.AtAsync(page, "office-menu-en-360");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Exchange rates" }).PressAsync("Enter");
        await page.WaitForURLAsync("**/office/admin/rates");
        await Assertions.Expect(menu).ToHaveAttributeAsync("aria-expanded", "false");

        await menu.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/account/signed-out");
        await page.Context.CloseAsync();
    }

    /// <param name="pages">Each with the link that leads on from its path, or null.</param>
    /// <param name="test">Whose desks these are: all that it says it shows it must have come to.</param>
    private async Task TourAsync(string email, IReadOnlyList<(string Name, string Path, string? Onward)> pages, [CallerMemberName] string test = "")
    {
        var cookies = await SignedInAsync(email);
        var faults = await Task.WhenAll(Looks.Select(look => LookAsync(look.Width, look.Colours, pages, cookies)));
        Assert.True(faults.All(f => f.Count == 0), string.Join("\n", faults.SelectMany(f => f)));
        Assert.Equal(typeof(OfficeTourTests).GetMethod(test)!.GetCustomAttribute<ShowsAttribute>()!.Templates.Order(), seen.Keys.Order());
    }

    private async Task<IReadOnlyList<string>> LookAsync(int width, ColorScheme colours, IReadOnlyList<(string Name, string Path, string? Onward)> pages, IReadOnlyList<Cookie> cookies)
    {
        var faults = new List<string>();
        var page = await market.VisitAsync(width, colours: colours);
        await page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => (window.refused ??= []).push(e.violatedDirective + ' ' + e.blockedURI))");
        await page.Context.AddCookiesAsync(cookies);
        foreach (var (name, path, onward) in pages)
        {
            await page.GotoAsync(path);
            await ReadyAsync(page, "h1");
            if (onward is not null)
            {
                await page.Locator(onward).First.ClickAsync();
                await ReadyAsync(page, "main .back");
            }

            seen[ShowsAttribute.TemplateOf(new Uri(page.Url).AbsolutePath, Routes) ?? "/office/not-found"] = true;
            var look = $"office-{name}-en-{width}";
            await Look.PictureAsync(page, look);
            faults.AddRange((await page.EvaluateAsync<string[]>("window.refused ?? []")).Select(f => $"{look}: the policy refused {f}"));
            faults.AddRange((await Look.FaultsAsync(page)).Where(f => !Scrolling.Contains(name) || !f.StartsWith("the table ", StringComparison.Ordinal)).Select(f => $"{look}: {f}"));
        }

        await page.Context.CloseAsync();
        return faults;
    }

    private async Task<IReadOnlyList<Cookie>> SignedInAsync(string email)
    {
        var page = await market.VisitAsync();
        await new Admin(market, page).SignInAsync(email);
        var cookies = (await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, Secure = c.Secure }).ToList();
        await page.Context.CloseAsync();
        return cookies;
    }

    /// <summary>What shows that the desk is open stands, and no question is still being answered.</summary>
    private static async Task ReadyAsync(IPage page, string shows)
    {
        await page.Locator(shows).WaitForAsync();
        await Assertions.Expect(page.Locator(".working")).ToHaveCountAsync(0);
    }
}
