using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;
using Storefront.Connectors.Carriers.Karrio;
using Storefront.Connectors.Tests;

namespace Storefront.Browser.Tests;

/// <summary>A merchant packs its orders at once: weighed, compared, bought, printed and handed over together. Twenty labels come from a carrier that it connected and that makes manifests, one from ours, and one is refused.</summary>
[Collection(nameof(Market))]
public sealed partial class LabelBatchJourneyTests(Market market)
{
    private const int Orders = 22;

    /// <summary>Those that go by the merchant's own carrier.</summary>
    private const int Own = 20;

    [Fact]
    public async Task Twenty_labels_in_a_batch_are_printed_and_handed_over_with_a_manifest()
    {
        var numbers = new List<string>();
        using (var shopper = new PlainShopper(market))
        {
            for (var i = 0; i < Orders; i++) numbers.Add(await shopper.BuyAsync("celadon-teapot-450", $"batch-{i}@buyers.example", i == 4 ? "sandbox-refused" : null));
        }

        var page = await market.VisitAsync();
        var seller = new Seller(market, page);
        await seller.SignInAsync("longjing@storefront.example");
        await ConnectAsync(seller, page);
        await seller.OpenAsync("/office/orders");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Buy many labels at once" }).ClickAsync();
        await page.Locator("#to-pack").WaitForAsync();
        foreach (var number in numbers) await page.GetByLabel($"Choose order {number}", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await page.GetByLabel($"Weight of order {numbers[0]} in grams").FillAsync("1450");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Compare prices for {Orders} orders" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel(new Regex("^Service for order"))).ToHaveCountAsync(Orders);
        await Assertions.Expect(page.Locator("table.figures tfoot")).ToContainTextAsync("Together");
        // Another way for twenty of them: the last offer is the dearest, and the merchant's own carrier's.
        foreach (var number in numbers.Where((_, i) => i is not (1 or 4)))
        {
            var service = page.GetByLabel($"Service for order {number}");
            await service.SelectOptionAsync(new SelectOptionValue { Index = await service.Locator("option").CountAsync() - 1 });
        }

        await Assertions.Expect(page.Locator("table.figures").First).ToContainTextAsync("Billed by carriers for customs, expected");
        await page.SetViewportSizeAsync(1280, 800);
        await Look.AtAsync(page, "office-labels-compared-en-1280");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-labels-compared-en-360");
        await page.SetViewportSizeAsync(1200, 800);

        // Heavier than what the buyer paid delivery for: it is left out until the merchant bears the difference.
        await Assertions.Expect(Row(page, "to-pack", numbers[0])).ToContainTextAsync("1.45 kg");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Buy {Orders - 1} labels", Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel(new Regex("Bear the difference for 1 chosen order")).CheckAsync();
        await Assertions.Expect(page.GetByLabel(new Regex($"^Bear .* for order {numbers[0]}$"))).ToBeCheckedAsync();

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Buy {Orders} labels", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".confirm")).ToContainTextAsync("for 1 order of a dearer class");
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator(".note.done").First).ToContainTextAsync($"{Orders - 1} labels are bought, 1 is not", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await Assertions.Expect(Row(page, "to-pack", numbers[4])).ToContainTextAsync("The carrier does not accept the address");
        await Look.AtAsync(page, "office-labels-bought-en-1200");

        // Left and opened again, it shows what is bought.
        await seller.OpenAsync("/office/labels");
        foreach (var number in numbers.Where((_, i) => i is not 4)) await Assertions.Expect(Row(page, "labelled", number)).ToHaveCountAsync(1);
        await PrintAsync(page);
        await HandOverByManifestAsync(page);
        await HandOverAsync(page);
        await Look.AtAsync(page, "office-labels-handed-over-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-labels-handed-over-en-360");
        await page.SetViewportSizeAsync(1200, 800);
        await seller.OpenAsync("/office/carriers/karrio");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove", Exact = true }).ClickAsync();
        await page.Locator(".confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("The credentials are forgotten");
        await page.Context.CloseAsync();
    }

    /// <summary>Dearer than all of ours, so that nobody else takes it unasked.</summary>
    private async Task ConnectAsync(Seller seller, IPage page)
    {
        market.Karrio.Price = 500;
        await seller.OpenAsync("/office/carriers/karrio");
        await page.GetByLabel("System").SelectOptionAsync("test");
        await page.GetByLabel("Server address").FillAsync(market.Karrio.Good[KarrioConnector.Address]);
        await page.GetByLabel("API key").FillAsync(market.Karrio.Good[KarrioConnector.ApiKey]);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Connect", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("Saved, encrypted");
    }

    private static ILocator Row(IPage page, string section, string order) => page.Locator($"section[aria-labelledby={section}] tbody tr").Filter(new LocatorFilterOptions { HasText = order });

    /// <summary>All labels in one file, the carrier's own among ours; every bar code of theirs is read back.</summary>
    private async Task PrintAsync(IPage page)
    {
        var link = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex(@"^Print \d+ labels$") });
        var count = int.Parse(Digits().Match(await link.InnerTextAsync()).Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(count >= Orders - 1, $"{count} labels are to be printed.");
        var papers = await page.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!);
        Assert.Equal("application/pdf", papers.Headers["content-type"]);
        using var folder = new TemporaryFolder();
        var pdf = await folder.WriteAsync("labels.pdf", await papers.BodyAsync());
        await Tool.RunAsync("pdftoppm", "-r", "203", "-gray", "-png", pdf, folder["page"]);
        var pages = Directory.GetFiles(folder.Path, "page*.png");
        Assert.True(pages.Length >= count, $"{pages.Length} pages for {count} labels.");
        var read = new List<string>();
        foreach (var picture in pages) read.AddRange(await Tool.ReadBarCodesAsync(picture));
        Assert.Equal(Own, market.Karrio.Labels.Count);
        Assert.All(market.Karrio.Labels.Values, l => Assert.Contains($"CODE-128:{l.TrackingNumber}", read));
    }

    /// <summary>The carrier closes its labels and makes the paper, which is kept as it came.</summary>
    private async Task HandOverByManifestAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Manifest and hand-over, karrio ({Own})" }).ClickAsync();
        await page.Locator("section[aria-labelledby=labelled] .confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator(".note.done").Filter(new LocatorFilterOptions { HasText = $"{Own} parcels are on the way" })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        Assert.Equal(market.Karrio.Labels.Values.Select(l => l.TrackingNumber).Order(), Assert.Single(market.Karrio.Manifests).Order());
        var manifest = page.Locator("section[aria-labelledby=manifests] tbody tr").First;
        await Assertions.Expect(manifest).ToContainTextAsync("karrio");
        await Assertions.Expect(manifest).Not.ToContainTextAsync("our hand-over list");
        var paper = await page.APIRequest.GetAsync((await manifest.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Print again" }).GetAttributeAsync("href"))!);
        Assert.Equal("%PDF-1.4 manifest", Encoding.Latin1.GetString(await paper.BodyAsync()));
    }

    private static async Task HandOverAsync(IPage page)
    {
        var waiting = await page.Locator("section[aria-labelledby=labelled] tbody tr").CountAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Manifest and hand-over, Sandbox Post ({waiting})" }).ClickAsync();
        await page.Locator("section[aria-labelledby=labelled] .confirm button.danger").ClickAsync();
        await Assertions.Expect(page.Locator(".note.done").Filter(new LocatorFilterOptions { HasText = waiting == 1 ? "1 parcel is on the way" : $"{waiting} parcels are on the way" })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });

        // The sandbox makes no manifests: ours is drawn, kept, and printed again as it was signed.
        var manifest = page.Locator("section[aria-labelledby=manifests] tbody tr").First;
        await Assertions.Expect(manifest).ToContainTextAsync("our hand-over list");
        var paper = await page.APIRequest.GetAsync((await manifest.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Print again" }).GetAttributeAsync("href"))!);
        Assert.Equal("application/pdf", paper.Headers["content-type"]);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await paper.BodyAsync()), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
