using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Storefront.Connectors.Tests;

namespace Storefront.Browser.Tests.Trade;

/// <summary>A merchant at the office.</summary>
internal sealed partial class Seller(Market market, IPage page) : Desk(market, page)
{
    private const string ProductFile =
        """
        Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Status,Category,Language,HS Code,Origin,Customs Description,Length mm,Width mm,Height mm,Maker Name,Maker Address,Maker Country,Maker Contact,EU Responsible Name,EU Responsible Address,EU Responsible Country,EU Responsible Contact
        olive-spoon,Olive wood spoon,<p>Carved from one piece.</p>,Length,25 cm,ZY-SPOON-25,60,40,9.50,draft,cookware-and-tableware,en,441911,TR,Olive wood spoon,260,60,30,Zeytin Yolu,"Zeytin Sokak 4, Ayvalik",TR,atolye@example.test,Kade Compliance,"Voorbeeldkade 12, Amsterdam",NL,safety@example.test
        olive-spoon,,,Length,30 cm,ZY-SPOON-30,80,25,11.00,,,,,,,310,60,30
        olive-board,Olive wood board,<p>For bread and cheese.</p>,,,ZY-BOARD,900,12,34.00,draft,cookware-and-tableware,en,441911,TR,Olive wood board,400,200,25,Zeytin Yolu,"Zeytin Sokak 4, Ayvalik",TR,atolye@example.test,Kade Compliance,"Voorbeeldkade 12, Amsterdam",NL,safety@example.test
        broken-one,Nameless price,,,,ZY-BROKEN,120,5,gratis,draft,cookware-and-tableware,en,44,TR,Olive wood thing,100,60,30,Zeytin Yolu,"Zeytin Sokak 4, Ayvalik",TR,atolye@example.test,Kade Compliance,"Voorbeeldkade 12, Amsterdam",NL,safety@example.test
        """;

    /// <summary>Registers, confirms the mail and applies for a shop.</summary>
    [Shows("/office/apply")]
    public async Task ApplyAsync(string email, string shop)
    {
        await Page.GotoAsync("/en/account/register?returnUrl=%2Foffice%2Fapply");
        await Page.Locator("#email").FillAsync(email);
        await Page.Locator("input[type=password]").FillAsync(Market.Password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Page.WaitForURLAsync("**/check-mail/**");
        await Page.GotoAsync(await Mailbox.LinkAsync(Market, email, "/account/confirm"));
        await Page.Locator("input[type=password]").FillAsync(Market.Password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Page.WaitForURLAsync("**/office/apply");
        await Page.Locator("h1").WaitForAsync();

        await ChooseAsync("Country", "Türkiye");
        await Page.GetByLabel("Name of the shop").FillAsync(shop);
        await Page.GetByLabel("Trade register entry").FillAsync("İzmir 123456");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.Locator("fieldset").Filter(new LocatorFilterOptions { HasText = "Where parcels leave" }).Locator("input[autocomplete=name]").FillAsync("Zeytin Yurdu");
        await Page.Locator("input[autocomplete=address-line1]").FillAsync("Kemeraltı Caddesi 14");
        await Page.Locator("input[autocomplete=postal-code]").FillAsync("35250");
        await Page.Locator("input[autocomplete=address-level2]").FillAsync("Konak");
        await Look.AtAsync(Page, "office-apply-en-1200");
        await Button("Apply").ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync(shop);
    }

    /// <summary>Describes goods in two sizes with a picture, a translation and all that customs ask for, and saves them.</summary>
    public async Task CreateListingAsync()
    {
        await OpenAsync("/office/listings/new");
        await Page.GetByLabel("Title").First.FillAsync("Zeytinlik olive wood bowl");
        await Page.GetByLabel("Description").First.FillAsync("Turned from **one piece** of olive wood and oiled by hand.");
        await Page.GetByLabel("Translation").SelectOptionAsync("fr");
        await Page.GetByLabel("Title").Nth(1).FillAsync("Saladier Zeytinlik en bois d'olivier");
        await ChooseAsync("Category", "Cookware");
        await ChooseAsync("Made in", "Türkiye");
        await Page.GetByLabel("HS code").FillAsync("4419.11");
        await Page.GetByLabel("Description for customs").FillAsync("Olive wood salad bowl");

        await Page.Locator("input[placeholder='Colour, size ...']").FillAsync("Size");
        await Button("Add choice").ClickAsync();
        await Page.GetByLabel("Values, separated by commas").FillAsync("20 cm, 28 cm");
        await Button("Add values").ClickAsync();
        await Row("20 cm", "ZY-BOWL-20", "48.00", "15", "520", "21", "21", "9");
        await Row("28 cm", "ZY-BOWL-28", "69.00", "8", "950", "29", "29", "11");
        await Button("Save").ClickAsync();
        await Page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));

        await Page.Locator("#upload").SetInputFilesAsync(await Photo.OfAsync(Market, "teak-salad-bowl.svg", "bowl.jpg"));
        await Page.Locator("ol.pictures img").WaitForAsync();
        await Page.GetByLabel("What it shows (English)").FillAsync("A round bowl of olive wood");
        await Button("Save").ClickAsync();
        await SaidAsync("Saved");
        await Look.AtAsync(Page, "office-listing-en-1200");
    }

    public async Task PublishAsync()
    {
        await Button("Put into the shop").ClickAsync();
        await SaidAsync("It is in the shop");
    }

    public async Task ChangePriceAsync(string price)
    {
        await Cell("Price, 20 cm").FillAsync(price);
        await Button("Save").ClickAsync();
        await SaidAsync("Saved");
    }

    /// <summary>Brings a file with one bad row: only checked at first, then taken in without it, and again without a double.</summary>
    public async Task ImportAsync()
    {
        var file = new FilePayload { Name = "goods.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(ProductFile) };
        await OpenAsync("/office/import");
        await Page.Locator("#csv").SetInputFilesAsync(file);
        await ReportAsync("What goods.csv would do", created: 2, unchanged: 0, leftOut: 1);
        var problems = Page.Locator(".mud-data-grid").First;
        await Assertions.Expect(problems).ToContainTextAsync("Variant Price");
        await Assertions.Expect(problems).ToContainTextAsync("A price above zero in EUR");
        await Assertions.Expect(problems.Locator("tbody tr").First).ToContainTextAsync("5");
        await Look.AtAsync(Page, "office-import-en-1200");

        await Button("Import 2 products").ClickAsync();
        await ReportAsync("What goods.csv did", created: 2, unchanged: 0, leftOut: 1);
        await OpenAsync("/office/import");
        await Page.Locator("#csv").SetInputFilesAsync(file);
        await ReportAsync("What goods.csv would do", created: 0, unchanged: 2, leftOut: 1);
        await OpenAsync("/office/listings?show=Drafts");
        await Assertions.Expect(Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = "Olive wood" })).ToHaveCountAsync(2);
    }

    /// <summary>Records a licence with a picture of the paper.</summary>
    public async Task RecordLicenceAsync(string destination, string goods, string number, string authority, string from)
    {
        await OpenAsync("/office/licences");
        await ChooseAsync("Destination", destination);
        var closed = Page.GetByLabel("Goods");
        await closed.SelectOptionAsync(await closed.Locator("option").Filter(new LocatorFilterOptions { HasText = goods }).First.InnerTextAsync());
        await Page.GetByLabel("Number").FillAsync(number);
        await Page.GetByLabel("Issued by").FillAsync(authority);
        await Page.GetByLabel("First day").FillAsync(from);
        await Page.Locator("#licence-file").SetInputFilesAsync(await Photo.OfAsync(Market, "celadon-teapot-450-moon.svg", "licence.jpg"));
        await SaidAsync("The picture is kept.");
        await Button("Send for approval").ClickAsync();
        await SaidAsync("It waits for an admin.");
    }

    /// <summary>Finds the return on the first page, and lets the goods come.</summary>
    [Shows("/office/returns/{Id:guid}")]
    public async Task ApproveReturnAsync(string order)
    {
        await OpenAsync("/office/today");
        await Assertions.Expect(Page.Locator(".todo")).ToContainTextAsync("Answer one buyer who sends goods back");
        await OpenReturnAsync("ToAnswer", order);
        await Look.AtAsync(Page, "office-return-asked-en-1200");
        await Button("Approve the return").ClickAsync();
        await SaidAsync("The buyer was told where to send the goods.");
    }

    /// <summary>Takes the parcel in, looks at the goods and pays them back.</summary>
    public async Task TakeReturnBackAsync(string order)
    {
        await OpenReturnAsync("Coming", order);
        await Button("The goods have come").ClickAsync();
        await Page.GetByLabel("Condition").SelectOptionAsync(new SelectOptionValue { Label = "Damaged" });
        await Look.AtAsync(Page, "office-return-inspect-en-1200");
        await Page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(Page, "office-return-inspect-en-360");
        await Page.SetViewportSizeAsync(1200, 800);
        await Button("Accept and pay back").ClickAsync();
        await Page.Locator(".confirm button.danger").ClickAsync();
        await SaidAsync("The return is over.");
        await Look.AtAsync(Page, "office-return-ended-en-1200");
    }

    private async Task OpenReturnAsync(string drawer, string order)
    {
        await OpenAsync($"/office/returns?drawer={drawer}");
        await Page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await Page.WaitForURLAsync("**/office/returns/*");
        await Page.Locator("section.panel").First.WaitForAsync();
    }

    /// <summary>Packs an order and buys its label; the label is a PDF whose bar code is the tracking number. The first one is made void and bought again.</summary>
    public async Task SendAsync(string order)
    {
        await OpenAsync("/office/today");
        await Assertions.Expect(Page.Locator(".todo")).ToContainTextAsync("Pack ");
        await OpenOrderAsync(order);
        await Look.AtAsync(Page, "office-order-pack-en-1200");
        var first = await BuyLabelAsync("office-order-rates-en-1200");
        await VoidAsync();
        var second = await BuyLabelAsync();
        Assert.NotEqual(first, second);
        await HandOverAsync();
        await Look.AtAsync(Page, "office-order-sent-en-1200");
        await PrintAgainAsync(order, second);
    }

    /// <summary>Chooses the order by the keyboard and prints its papers once more; what a parcel on its way has no use for is said and left out.</summary>
    private async Task PrintAgainAsync(string order, string number)
    {
        await OpenAsync($"/office/orders?drawer=OnTheWay&find={order}");
        await Page.GetByLabel($"Choose order {order}").PressAsync(" ");
        await Page.Locator("#print-title").WaitForAsync();
        await Page.GetByLabel("Labels, 100 × 150 mm").UncheckAsync();
        foreach (var kind in new[] { "Labels, four to a sheet of A4", "Hand-over list for the carrier", "Pick list by bin" }) await Page.GetByLabel(kind).CheckAsync();
        await Page.GetByLabel("First free place on the sheet").SelectOptionAsync("3");
        await Button("Make the papers").ClickAsync();
        await Page.GetByText("The papers of 1 order are ready.").WaitForAsync();
        await Assertions.Expect(Page.Locator(".note.refused")).ToContainTextAsync(order);
        await Look.AtAsync(Page, "office-orders-print-en-1200");

        var papers = await Page.APIRequest.GetAsync((await Link("Open the PDF").GetAttributeAsync("href"))!);
        Assert.Equal("application/pdf", papers.Headers["content-type"]);
        using var folder = new TemporaryFolder();
        var pdf = await folder.WriteAsync("papers.pdf", await papers.BodyAsync());
        await Tool.RunAsync("pdftoppm", "-r", "200", "-gray", "-png", pdf, folder["page"]);
        Assert.Contains($"CODE-128:{number}", await Tool.ReadBarCodesAsync(folder["page-1.png"]));
        Assert.Contains($"CODE-128:{number}", await Tool.ReadBarCodesAsync(folder["page-2.png"]));
        await Button("Choose none").ClickAsync();
        await Assertions.Expect(Page.Locator("#print-title")).ToHaveCountAsync(0);
    }

    public async Task HandOverAsync()
    {
        await Button("Handed to the carrier").ClickAsync();
        await SaidAsync("The parcel is on its way");
    }

    /// <summary>Finds an order that is to be packed.</summary>
    public async Task OpenOrderAsync(string order)
    {
        await OpenAsync($"/office/orders?find={order}");
        await Page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await Page.Locator("#pack").WaitForAsync();
    }

    public async Task VoidAsync()
    {
        await ConfirmAsync("Void the label");
        await SaidAsync("The label is void");
    }

    [Shows("/office/disputes/{Id:guid}")]
    public async Task AnswerAsync(string order)
    {
        await OpenAsync("/office/today");
        await Page.Locator(".todo a").Filter(new LocatorFilterOptions { HasText = "Not as described" }).First.ClickAsync();
        await Assertions.Expect(Page.Locator(".page-head")).ToContainTextAsync(order);
        await Look.AtAsync(Page, "office-case-to-answer-en-1200");
        await Page.GetByText("Reject", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Page.GetByLabel("What you say to the buyer").FillAsync("Every cup is glazed by hand; the tone differs a little, as the listing says.");
        await Page.Locator("#evidence").SetInputFilesAsync(await Photo.OfAsync(Market, "celadon-teapot-450.svg", "glaze.jpg"));
        await SaidAsync("1 photo goes with your answer");
        await ConfirmAsync("Reject the claim");
        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync("With the buyer");
    }

    /// <summary>Does not agree with how the market decided, and says why.</summary>
    public async Task AppealAsync(string order, string text)
    {
        await OpenAsync("/office/disputes?drawer=Closed");
        await Page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await Page.GetByLabel("What is new").FillAsync(text);
        await Look.AtAsync(Page, "office-appeal-form-en-1200");
        await Page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(Page, "office-appeal-form-en-360");
        await Page.SetViewportSizeAsync(1200, 800);
        await ConfirmAsync("Appeal");
        await SaidAsync("The appeal is sent.");
    }

    /// <summary>Gives the password, types the account on the provider's page and comes back.</summary>
    public async Task SetBankAsync(string holder, string account)
    {
        await OpenAsync("/office/payouts");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("There is no bank account.");
        await Button("Set the bank account").ClickAsync();
        await Page.Locator(".confirm input[type=password]").FillAsync(Market.Password);
        await Button("Go to the provider’s page").ClickAsync();
        await Page.WaitForURLAsync("**/sandbox/payee/**");
        await Look.AtAsync(Page, "sandbox-payee-en-1200");
        await Page.Locator("input[name=holder]").FillAsync(holder);
        await Page.Locator("input[name=account]").FillAsync(account);
        await Page.Locator("form button").First.ClickAsync();
        await Page.WaitForURLAsync("**/office/payouts?back=yes");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync($"Account ending in {account[^4..]}");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("The bank account is new.");
        await Look.AtAsync(Page, "office-payouts-cooling-en-1200");
    }

    /// <summary>From now on it is paid when it asks.</summary>
    public async Task ChooseToAskAsync()
    {
        await OpenAsync("/office/payouts");
        await Page.GetByLabel("How often").SelectOptionAsync("ByHand");
        await SaidAsync("Saved.");
    }

    public async Task AskForPayoutAsync()
    {
        await OpenAsync("/office/payouts");
        await Button("Pay out now").ClickAsync();
        await Page.Locator(".confirm button.danger").ClickAsync();
        await SaidAsync("Asked for.");
    }

    /// <summary>Reads the page again until the newest payout is in a state.</summary>
    public async Task SeesPayoutAsync(string state)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var seen = "";
        while (watch.Elapsed < TimeSpan.FromSeconds(40))
        {
            await OpenAsync("/office/payouts");
            await Page.Locator("table.rows tbody tr, .empty").First.WaitForAsync();
            seen = await Page.Locator("table.rows tbody tr, .empty").First.InnerTextAsync();
            if (!seen.Contains(state, StringComparison.Ordinal)) continue;
            await Look.AtAsync(Page, "office-payouts-en-1200");
            return;
        }

        Assert.Fail($"The payout is: {seen}");
    }

    /// <summary>The statement's newest line: what it is, and the balance after it.</summary>
    public async Task<string> NewestLineAsync()
    {
        await OpenAsync("/office/money");
        await Page.Locator("table.rows tbody tr").First.WaitForAsync();
        return await Page.Locator("table.rows tbody tr").First.InnerTextAsync();
    }

    /// <summary>The order stands among the held money, with its reason.</summary>
    public async Task SeesHeldAsync(string order, string reason)
    {
        await OpenAsync("/office/held");
        await Assertions.Expect(Page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = order })).ToContainTextAsync(reason);
        await Look.AtAsync(Page, "office-held-en-1200");
    }

    /// <summary>Reads the page again until the reserve is over and the money is the shop's own.</summary>
    public async Task SeesReserveOverAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var seen = "";
        while (watch.Elapsed < TimeSpan.FromSeconds(40))
        {
            seen = await NewestLineAsync();
            if (!seen.Contains("Reserve over", StringComparison.Ordinal)) continue;
            Assert.StartsWith("€", await OwedAsync());
            return;
        }

        Assert.Fail($"The newest line is: {seen}");
    }

    /// <summary>What is owed to the merchant, as the page shows it.</summary>
    public async Task<string> OwedAsync()
    {
        await OpenAsync("/office/money");
        return await Page.Locator(".sums .sum").First.InnerTextAsync();
    }

    private ILocator Cell(string label) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });

    private async Task Row(string variant, string sku, string price, string stock, string grams, string length, string width, string height)
    {
        foreach (var (label, value) in new[] { ("SKU", sku), ("Price", price), ("Stock", stock), ("Weight, g", grams), ("Length", length), ("Width", width), ("Height", height) })
            await Cell($"{label}, {variant}").FillAsync(value);
    }

    private async Task ReportAsync(string title, int created, int unchanged, int leftOut)
    {
        await Assertions.Expect(Page.Locator("#report")).ToContainTextAsync(title);
        var counts = Page.Locator("dl.counts dd");
        await Assertions.Expect(counts.Nth(0)).ToHaveTextAsync($"{created}");
        await Assertions.Expect(counts.Nth(2)).ToHaveTextAsync($"{unchanged}");
        await Assertions.Expect(counts.Nth(3)).ToHaveTextAsync($"{leftOut}");
    }

    /// <returns>The tracking number, which the page shows and the label's bar code says.</returns>
    public async Task<string> BuyLabelAsync(string? picture = null)
    {
        await Page.Locator("section[aria-labelledby=pack] form button").ClickAsync();
        await Button("Buy label").First.WaitForAsync();
        if (picture is not null) await Look.PictureAsync(Page, picture);
        await Button("Buy label").First.ClickAsync();
        var panel = Page.Locator("section.panel").Filter(new LocatorFilterOptions { Has = Button("Handed to the carrier") });
        var refused = Page.Locator("section[aria-labelledby=pack] .note.refused").First;
        await panel.Or(refused).First.WaitForAsync();
        Assert.False(await refused.IsVisibleAsync(), await refused.IsVisibleAsync() ? await refused.InnerTextAsync() : null);
        var number = await panel.Locator("h2 .code").InnerTextAsync();
        var label = await Page.APIRequest.GetAsync((await panel.GetByText("Label as PDF").GetAttributeAsync("href"))!);
        Assert.Equal("application/pdf", label.Headers["content-type"]);
        await ReadLabelAsync(await label.BodyAsync(), number);
        return number;
    }

    private static async Task ReadLabelAsync(byte[] label, string number)
    {
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(label, 0, 8));
        using var folder = new TemporaryFolder();
        var pdf = await folder.WriteAsync("label.pdf", label);
        Assert.Matches(HundredByOneFifty(), await Tool.RunAsync("pdfinfo", pdf));
        await Tool.RunAsync("pdftoppm", "-r", "203", "-gray", "-png", "-f", "1", "-singlefile", pdf, folder["label"]);
        Assert.Contains($"CODE-128:{number}", await Tool.ReadBarCodesAsync(folder["label.png"]));
    }

    /// <summary>100 by 150 mm in points.</summary>
    [GeneratedRegex(@"Page size:\s+283\.\d+ x 425\.\d+ pts")]
    private static partial Regex HundredByOneFifty();
}
