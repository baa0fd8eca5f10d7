using System.Globalization;
using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>The desks at which a licence is recorded and judged, and at which a fee for clearing a parcel is set and ended.</summary>
[Collection(nameof(Market))]
public sealed class CustomsDesksTests(Market market)
{
    [Fact]
    public async Task A_licence_that_a_merchant_records_is_in_force_when_an_admin_has_approved_it()
    {
        const string Number = "FR-EXC-20613";
        var (shop, desk) = (await market.VisitAsync(), await market.VisitAsync());
        var (tea, admin) = (new Seller(market, shop), new Admin(market, desk));
        await tea.SignInAsync("longjing@storefront.example");
        await admin.SignInAsync("admin@storefront.example");

        await tea.RecordLicenceAsync("France", "alcohol", Number, "Douane de Lyon", Day(-30));
        await Assertions.Expect(Row(shop, Number)).ToContainTextAsync("Waiting");
        await Look.AtAsync(shop, "office-licence-asked-en-1200");

        await admin.OpenAsync("/office/admin/licences");
        await Assertions.Expect(Row(desk, Number)).ToContainTextAsync("Longjing House");
        await Row(desk, Number).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(Row(desk, Number)).ToContainTextAsync("Longjing House are sold to France");
        await Look.AtAsync(desk, "office-licence-judged-en-1200");
        await Row(desk, Number).Locator(".confirm .button.danger").ClickAsync();
        await Assertions.Expect(Row(desk, Number)).ToHaveCountAsync(0);

        await tea.OpenAsync("/office/licences");
        await Assertions.Expect(Row(shop, Number)).ToContainTextAsync("In force");
        foreach (var page in new[] { shop, desk }) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_clearance_fee_that_is_set_holds_and_is_ended()
    {
        const string Source = "Tollurinn, price list of the year";
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");

        await admin.SetClearanceFeeAsync("Iceland", "12.50", "EUR", Day(-1), Source);
        await Assertions.Expect(Row(page, Source)).ToContainTextAsync("€12.50");
        await Look.AtAsync(page, "office-clearance-set-en-1200");

        await Row(page, Source).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "End today" }).ClickAsync();
        await Row(page, Source).Locator(".confirm .button.danger").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").Filter(new LocatorFilterOptions { HasText = "The fee ends." })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static ILocator Row(IPage page, string text) => page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>As a date field takes it.</summary>
    private static string Day(int fromToday) => DateTime.UtcNow.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
