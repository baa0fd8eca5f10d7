using System.Text.RegularExpressions;
using Storefront.Connectors.Documents;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

public sealed class ListTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private static readonly Messages Messages = new(strict: true);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_pick_list_goes_from_bin_to_bin_and_says_how_many_for_which_order()
    {
        var text = await TextOfAsync(Picks(3));

        foreach (var piece in new[] { "Pick list", "Longquan Celadon Studio", "2026-11-30", "A-2", "A-10", "no bin", "LC-2", "Celadon teapot 1", "SF-1 ×3", "Orders 2", "Units 12" }) Assert.Contains(piece, text);
        Assert.True(text.IndexOf("A-2", StringComparison.Ordinal) < text.IndexOf("A-10", StringComparison.Ordinal));
        Assert.True(text.IndexOf("A-10", StringComparison.Ordinal) < text.IndexOf("no bin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_pick_list_loses_nothing()
    {
        var list = Picks(90) with { Lines = PickList.Sorted(Enumerable.Range(1, 90).Select(i => new PickLine($"S-{i}", $"LC-{i}-X", $"Tea towel {i}", null, [.. Enumerable.Range(1, i % 9 + 1).Select(o => ($"SF-{i}{o}ABCDEFG", 1))]))) };

        var text = await TextOfAsync(list);

        for (var i = 1; i <= 90; i++) Assert.Single(Regex.Matches(text, $@"\bLC-{i}-X\b"));
        Assert.Single(Regex.Matches(text, "SF-899ABCDEFG"));
        Assert.DoesNotContain("…", text);
    }

    [Fact]
    public async Task Every_parcel_of_a_hand_over_list_and_the_list_itself_can_be_scanned_off()
    {
        var list = HandOver(30);
        var drawn = Documents.Draw(list, DocumentFormat.Pdf);
        var path = await folder.WriteAsync("list.pdf", drawn.Bytes);
        await Tool.RunAsync("pdftoppm", "-r", "300", "-png", path, folder["page"]);

        var read = new List<string>();
        foreach (var page in Directory.GetFiles(folder.Path, "page*.png")) read.AddRange(await Tool.ReadBarCodesAsync(page));

        Assert.Equal(list.Lines.Select(l => l.TrackingNumber).Append(list.Number).Order().Select(n => $"CODE-128:{n}"), read.Order());
        var text = await Tool.RunAsync("pdftotext", "-layout", path, "-");
        foreach (var piece in new[] { "Hand-over list", "Sandbox Post", "Parcels", "30", "27.300 kg", "0.910 kg", "Received by" }) Assert.Contains(piece, text);
    }

    [Fact]
    public void The_same_parcels_make_the_same_list_number_in_any_order_and_others_another()
    {
        var day = new DateOnly(2026, 11, 30);

        Assert.Equal(HandOverList.NumberOf(day, ["A", "B"]), HandOverList.NumberOf(day, ["B", "A"]));
        Assert.NotEqual(HandOverList.NumberOf(day, ["A", "B"]), HandOverList.NumberOf(day, ["A", "C"]));
        Assert.StartsWith("H261130-", HandOverList.NumberOf(day, ["A"]));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("zh-Hans")]
    [InlineData("ar")]
    public async Task A_return_slip_says_whither_and_carries_the_order_number_as_a_bar_code(string tag)
    {
        var slip = Return(Language.Of(tag));
        var drawn = Documents.Draw(slip, DocumentFormat.Pdf);
        var path = await folder.WriteAsync("slip.pdf", drawn.Bytes);
        await Tool.RunAsync("pdftoppm", "-r", "200", "-png", "-singlefile", path, folder["page"]);

        Assert.Equal((1, 0), (drawn.Pages, drawn.MissingGlyphs));
        Assert.Equal([$"CODE-128:{slip.OrderNumber}"], await Tool.ReadBarCodesAsync(folder["page.png"]));
        var text = await Tool.RunAsync("pdftotext", "-layout", path, "-");
        foreach (var piece in new[] { "Longquan Celadon Studio", "LC-TP-450-PG", "323700" }) Assert.Contains(piece, text);
        if (tag != "ar") foreach (var reason in slip.Reasons) Assert.Contains(reason, text);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("zh-Hans")]
    [InlineData("ar")]
    public async Task A_slip_of_a_return_carries_its_number_as_a_bar_code_its_units_and_its_reason(string tag)
    {
        var slip = Return(Language.Of(tag)) with { Number = "R7K3XW9QM2", Reason = 3, Remarks = "The lid leaks." };
        var drawn = Documents.Draw(slip, DocumentFormat.Pdf);
        var path = await folder.WriteAsync("slip.pdf", drawn.Bytes);
        await Tool.RunAsync("pdftoppm", "-r", "200", "-png", "-singlefile", path, folder["page"]);

        Assert.Equal((1, 0), (drawn.Pages, drawn.MissingGlyphs));
        Assert.Equal(["CODE-128:R7K3XW9QM2"], await Tool.ReadBarCodesAsync(folder["page.png"]));
        var text = await Tool.RunAsync("pdftotext", "-layout", path, "-");
        foreach (var piece in new[] { "R7K3XW9QM2", slip.OrderNumber, "LC-TP-450-PG", "The lid leaks." }) Assert.Contains(piece, text);
    }

    [Theory]
    [InlineData("en", 1), InlineData("fr", 1), InlineData("zh-Hans", 1), InlineData("ar", 1), InlineData("en", 60)]
    public async Task A_paper_for_a_repayment_names_what_is_asked_and_leaves_nothing_out_over_its_pages(string tag, int lines)
    {
        var paper = Reclaim(Language.Of(tag), lines);
        var drawn = Documents.Draw(paper, DocumentFormat.Pdf);
        var path = await folder.WriteAsync("reclaim.pdf", drawn.Bytes);
        await Tool.RunAsync("pdftoppm", "-r", "200", "-png", "-f", "1", "-l", "1", "-singlefile", path, folder["page"]);

        Assert.Equal((lines == 1 ? 1 : 3, 0), (drawn.Pages, drawn.MissingGlyphs));
        Assert.Equal(["CODE-128:R7K3XW9QM2"], await Tool.ReadBarCodesAsync(folder["page.png"]));
        var text = await Tool.RunAsync("pdftotext", "-layout", path, "-");
        foreach (var piece in new[] { "HM Revenue & Customs", "LX000000005CN", "3.40 EUR", "12 %" }) Assert.Contains(piece, text);
        Assert.All(Enumerable.Range(1, lines), i => Assert.Contains($"TP-{i:000}", text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(InvoiceTests.PaperTags), MemberType = typeof(InvoiceTests))]
    public async Task A_language_in_which_papers_alone_are_written_is_whole_on_the_paper_for_a_repayment(string tag)
    {
        var language = PaperLanguage.Of(tag);
        string[] said = ["who-buyer", "who-seller", "who-sellers-return", "sent-back", "exported", "nothing-known", "terms", "exchange"];
        var paper = Reclaim(Language.English, 1) with
        {
            Words = new PaperWords(Storefront.Returns.ReclaimPaper.Keys.ToDictionary(k => k, k => language["paper." + k])) { Language = tag },
            Facts = [.. said.Select(k => (language["paper.reclaim-" + k], language["paper.reclaim-" + k])), (language["paper.reclaim-limit"], language.Text("paper.reclaim-safe-until", ("date", "2027-01-31")))],
        };

        var drawn = Documents.Draw(paper, DocumentFormat.Pdf);
        var text = await TextOfAsync(paper);

        Assert.Equal((1, 0), (drawn.Pages, drawn.MissingGlyphs));
        Assert.DoesNotContain("…", text);
        Assert.Contains("2027-01-31", text);
        foreach (var key in new[] { "reclaim-title", "reclaim-goods", "reclaim-value", "reclaim-duty", "return-number" }) Assert.Contains(language["paper." + key], text);
    }

    internal static Storefront.Returns.ReclaimPaper Reclaim(Language language, int lines) => new()
    {
        Number = "R7K3XW9QM2", Day = new DateOnly(2026, 11, 30), MerchantName = "Longquan Celadon Studio", Words = WordsIn(language, Storefront.Returns.ReclaimPaper.Keys),
        Facts = [("Authority", "HM Revenue & Customs"), ("Exported as", "LX000000005CN, 2026-11-02"), ("Remark", string.Join(' ', Enumerable.Repeat("The goods have left the customs territory.", 6)))],
        Lines = [.. Enumerable.Range(1, lines).Select(i => new Storefront.Returns.ReclaimPaperLine($"Porcelain teapot\n691110  ·  TP-{i:000}", "CN", "1", "28.30 EUR", "3.40 EUR\n12 %", "6.34 EUR\n20 %"))],
        Total = new Storefront.Returns.ReclaimPaperLine("Total", "", lines.ToString(System.Globalization.CultureInfo.InvariantCulture), "28.30 EUR", "3.40 EUR", "6.34 EUR"),
    };

    [Fact]
    public void Every_script_is_whole_on_every_list()
    {
        foreach (var language in Language.All)
        {
            Assert.Equal(0, Documents.Draw(Picks(3) with { Words = WordsIn(language, PickList.Keys), MerchantName = "龙泉青瓷 Gốm" }, DocumentFormat.Pdf).MissingGlyphs);
            Assert.Equal(0, Documents.Draw(HandOver(2) with { Words = WordsIn(language, HandOverList.Keys), From = Labels.ToHanoi.Recipient }, DocumentFormat.Pdf).MissingGlyphs);
            Assert.Equal(0, Documents.Draw(Return(language) with { Buyer = Labels.ToDubai.Recipient, ReturnTo = Labels.ToHangzhou.Recipient }, DocumentFormat.Pdf).MissingGlyphs);
        }
    }

    internal static PickList Picks(int lines) => new()
    {
        MerchantName = "Longquan Celadon Studio", Day = new DateOnly(2026, 11, 30), Orders = 2, Words = WordsIn(Language.English, PickList.Keys),
        Lines = PickList.Sorted(Enumerable.Range(0, lines).Select(i => new PickLine((i % 3) switch { 0 => "A-10", 1 => "A-2", _ => null }, $"LC-{i}", $"Celadon teapot {i}", "Glaze: plum green", [("SF-1", 3), ("SF-2", 1)]))),
    };

    internal static HandOverList HandOver(int parcels)
    {
        var lines = Enumerable.Range(1, parcels).Select(i => new HandOverLine(S10Number.Of("LX", i * 3_141_592, new Country("CN")).Text, $"SF-{i}", new Country("FR"), "69001", new Weight(910))).ToList();
        return new HandOverList
        {
            Number = HandOverList.NumberOf(new DateOnly(2026, 11, 30), lines.Select(l => l.TrackingNumber)), CarrierName = "Sandbox Post", Day = new DateOnly(2026, 11, 30), From = A.Potter, Lines = lines,
            Words = WordsIn(Language.English, HandOverList.Keys),
        };
    }

    internal static ReturnSlip Return(Language language) => new()
    {
        OrderNumber = "7KQ3M9XW2RTA", OrderedOn = new DateOnly(2026, 11, 21), MerchantName = "Longquan Celadon Studio", ReturnTo = A.Potter, Buyer = A.Lyon,
        Lines = [.. Slips.Ordinary.Lines.Select((l, i) => new ReturnLine(l.Quantity, i == 0 ? 1 : null, l.Title, l.Options, l.Sku))],
        Reasons = [.. new[] { "changed-mind", "too-late", "wrong-item", "damaged", "not-as-described", "other" }.Select(r => Messages.In(language)["paper.reason-" + r])],
        Words = WordsIn(language, ReturnSlip.Keys),
    };

    private static PaperWords WordsIn(Language language, IReadOnlyList<string> keys) => new(keys.ToDictionary(k => k, k => Messages.In(language)["paper." + k]), language.IsRightToLeft);

    private async Task<string> TextOfAsync(Paper paper) =>
        await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("list.pdf", Documents.Draw(paper, DocumentFormat.Pdf).Bytes), "-");
}
