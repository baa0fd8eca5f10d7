using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;
using Storefront.Connectors.Tests;

namespace Storefront.Browser.Tests;

/// <summary>Places that are hard to reach, and parcels that customs look at closely: what is shown is what is paid, and what the papers say.</summary>
[Collection(nameof(Market))]
public sealed partial class FarAwayJourneyTests(Market market)
{
    /// <summary>Country, goods, their seller, and an address off the main routes. None of them has a street number.</summary>
    public static TheoryData<string, string, string, (string Field, string Text)[]> Places => new()
    {
        { "NO", "celadon-teapot-450", "longjing", [("name", "Ingrid Solheim"), ("street", "Syltefjordveien"), ("postcode", "9990"), ("city", "Båtsfjord")] },
        { "JP", "celadon-teapot-450", "longjing", [("name", "波浮 直人"), ("postcode", "100-0212"), ("region", "東京都"), ("city", "大島町"), ("street", "波浮港")] },
        { "CN", "linen-shirt", "garance", [("name", "李梅"), ("region", "云南省"), ("city", "怒江傈僳族自治州"), ("district", "贡山独龙族怒族自治县"), ("street", "丙中洛镇秋那桶村"), ("postcode", "673500"), ("phone", "+86 138 0013 8000")] },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Far_places_see_the_whole_price_before_they_pay_it_and_their_label_reads_back(string country, string goods, string shop, (string Field, string Text)[] address)
    {
        var page = await market.VisitAsync(width: 360, scripts: false);
        await new Shopper(market, page).AddAsync(goods);
        await ToReviewAsync(page, country, address);

        Assert.Contains("off the main routes", await page.Locator(".methods").InnerTextAsync(), StringComparison.Ordinal);
        var review = await page.Locator("main").InnerTextAsync();
        Assert.All(address.Where(f => f.Field is "street" or "city"), f => Assert.Contains(f.Text, review, StringComparison.Ordinal));
        await Look.AtAsync(page, $"far-away-{country}-en-360", scripts: false);
        var order = await PayAsync(page);
        Assert.Contains("Paid", await page.Locator(".order-head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Matches("^[0-9A-Z]{12}$", order);

        // The seller's label says where it goes, and its bar code, which the purchase reads back, what it is.
        var (seller, desk) = await AtTheDeskAsync(order, shop);
        var number = await seller.BuyLabelAsync();
        var label = Bare(await TextAsync(desk, "a[href*='/labels/'][href$='.pdf']"));
        Assert.All(address.Where(f => f.Field is "name" or "street" or "city" or "postcode" or "district"), f => Assert.Contains(Bare(f.Text), label, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Bare(number), label, StringComparison.Ordinal);
        await seller.VoidAsync();
        foreach (var visit in new[] { page, desk }) await visit.Context.CloseAsync();
    }

    [Fact]
    public async Task A_parcel_of_three_headings_to_France_pays_the_flat_duty_for_each()
    {
        var page = await market.VisitAsync(language: "en-FR");
        var shopper = new Shopper(market, page);
        foreach (var goods in new[] { "celadon-cups-4", "bamboo-tea-tray", "glass-pitcher-350" }) await shopper.AddAsync(goods);
        await ToReviewAsync(page, "FR", [("name", "Camille Roux"), ("street", "12 rue Mercière"), ("postcode", "69002"), ("city", "Lyon")]);
        // Three euros for each heading, while the goods are worth no more than 150.
        await Assertions.Expect(page.Locator("fieldset.parcel tr").Filter(new LocatorFilterOptions { HasText = "duty" })).ToContainTextAsync("€9.00");
        var (duty, tax) = (await CentsAsync(page, "Duty"), await CentsAsync(page, "VAT"));
        await Look.AtAsync(page, "three-headings-FR-en-1200");
        var order = await PayAsync(page);

        var (seller, desk) = await AtTheDeskAsync(order);
        await Assertions.Expect(desk.Locator("table.figures").Filter(new LocatorFilterOptions { HasText = "Duty" }).First).ToContainTextAsync("€9.00");
        var papers = await BuyAsync(seller, desk);
        Assert.All(["691110", "441919", "701342"], heading => Assert.Contains(heading, Digits(papers.Invoice), StringComparison.Ordinal));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{(duty + tax) / 100}.{(duty + tax) % 100:00} EUR"), PlainSpaces(papers.Invoice), StringComparison.Ordinal);
        await seller.VoidAsync();
        foreach (var visit in new[] { page, desk }) await visit.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gift_to_the_United_States_hides_its_prices_and_is_declared_as_a_sale()
    {
        var page = await market.VisitAsync(language: "en-US");
        await new Shopper(market, page).AddAsync("celadon-teapot-450");
        await ToReviewAsync(page, "US", [("name", "Sam Rivera"), ("street", "County Road 12"), ("city", "Marfa"), ("region", "Texas"), ("postcode", "79843"), ("phone", "+1 432 555 0142")]);
        await page.GetByLabel("It is a gift").CheckAsync();
        await page.GetByLabel("A word to go with it").FillAsync("Happy birthday, Sam!\nWith love from Hanako 花子");
        await Look.AtAsync(page, "gift-US-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "gift-US-en-360");
        await page.SetViewportSizeAsync(1200, 800);
        // A gift from a shop pays what the same goods pay: nothing of it is hidden from who gives it.
        await Assertions.Expect(page.Locator(".landed")).ToContainTextAsync(new Regex(@"You may be asked for about US\$\d"));
        var order = await PayAsync(page);
        await Assertions.Expect(page.Locator("aside")).ToContainTextAsync("Happy birthday, Sam! With love from Hanako 花子");

        var (seller, desk) = await AtTheDeskAsync(order);
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("the packing slip shows no prices");
        var papers = await BuyAsync(seller, desk);
        Assert.Contains("Happy birthday, Sam! With love from Hanako 花子", papers.Slip, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[$€¥]|\d[.,]\d\d\b", papers.Slip);
        Assert.Contains("691110", Digits(papers.Invoice), StringComparison.Ordinal);
        Assert.DoesNotContain("gift", papers.Invoice, StringComparison.OrdinalIgnoreCase);
        await Look.AtAsync(desk, "office-order-gift-en-1200");
        await seller.VoidAsync();
        foreach (var visit in new[] { page, desk }) await visit.Context.CloseAsync();
    }

    /// <summary>Types the address of a guest into the plain form of its country.</summary>
    private static async Task ToReviewAsync(IPage page, string country, (string Field, string Text)[] address)
    {
        await page.GotoAsync("/en/checkout?address=new");
        await page.Locator("#country").SelectOptionAsync(country);
        await page.Locator("button[name=do][value=country]").ClickAsync();
        await page.Locator($"#country option[value={country}][selected]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        foreach (var (field, text) in address)
        {
            var input = page.Locator("#" + field);
            if (await input.EvaluateAsync<string>("field => field.localName") != "select") await input.FillAsync(text);
            else await input.SelectOptionAsync((await input.Locator("option").Filter(new LocatorFilterOptions { HasText = text }).First.GetAttributeAsync("value"))!);
        }

        await page.Locator("#email").FillAsync($"far-{Guid.NewGuid():N}@buyers.example");
        await page.Locator("main form.form button.button-main").ClickAsync();
        await page.WaitForURLAsync(url => Guid.TryParse(url.Split('/')[^1], out _));
    }

    /// <summary>Pays the amount that the button names, to its last digit.</summary>
    /// <returns>The order's number.</returns>
    private static async Task<string> PayAsync(IPage page)
    {
        var pay = page.Locator("button.button-main.button-wide");
        var total = Digits(await pay.InnerTextAsync());
        await pay.ClickAsync();
        await page.WaitForURLAsync("**/sandbox/pay/*");
        Assert.Equal(total, Digits(await page.Locator(".amount").InnerTextAsync()));
        await page.Locator("input[name=number]").FillAsync("4242 4242 4242 4242");
        await page.Locator("form button").First.ClickAsync();
        await page.WaitForURLAsync("**/orders/*");
        return new Uri(page.Url).Segments[^1];
    }

    private async Task<(Seller Seller, IPage Desk)> AtTheDeskAsync(string order, string shop = "longjing")
    {
        var desk = await market.VisitAsync();
        var seller = new Seller(market, desk);
        await seller.SignInAsync($"{shop}@storefront.example");
        await seller.OpenOrderAsync(order);
        return (seller, desk);
    }

    /// <summary>Buys the cheapest label and reads the sheet in the parcel and the paper for customs.</summary>
    private static async Task<(string Slip, string Invoice)> BuyAsync(Seller seller, IPage desk)
    {
        await seller.BuyLabelAsync();
        return (await TextAsync(desk, "a[href*='/slips/']"), await TextAsync(desk, "a[href*='/invoices/']"));
    }

    /// <summary>What stands in the PDF to which a link leads.</summary>
    private static async Task<string> TextAsync(IPage desk, string link)
    {
        var paper = await desk.APIRequest.GetAsync((await desk.Locator(link).GetAttributeAsync("href"))!);
        Assert.Equal("application/pdf", paper.Headers["content-type"]);
        using var folder = new TemporaryFolder();
        return await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("paper.pdf", await paper.BodyAsync()), "-");
    }

    /// <summary>A row of the parcel's figures, in cents.</summary>
    private static async Task<int> CentsAsync(IPage page, string row) =>
        int.Parse(Digits(await page.Locator("fieldset.parcel tr").Filter(new LocatorFilterOptions { HasText = row }).Locator("td").InnerTextAsync()), CultureInfo.InvariantCulture);

    /// <summary>A narrow address is broken over lines, and a number is set in groups.</summary>
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string PlainSpaces(string text) => text.Replace('\u00A0', ' ');

    private static string Digits(string text) => NoDigits().Replace(text, "");

    [GeneratedRegex("[^0-9]")]
    private static partial Regex NoDigits();
}
