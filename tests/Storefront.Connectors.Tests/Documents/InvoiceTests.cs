using System.Text.RegularExpressions;
using Storefront.Connectors.Documents;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

public sealed class InvoiceTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private static readonly Messages Messages = new(strict: true);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_figure_of_the_declaration_stands_on_the_invoice_and_the_total_adds_up()
    {
        var invoice = Invoice(Labels.ToLyon.Customs!, Language.French);

        var text = await TextOfAsync(invoice);

        foreach (var piece in new[]
        {
            "COMMERCIAL INVOICE / FACTURE COMMERCIALE", "SF-10023", "2026-11-23", "Longquan Celadon Studio", "Camille Moreau", "LX 123 456 785 CN", "Sandbox Post", "DDP Lyon, France (Incoterms 2020)", "Sale of goods",
            "Celadon teapot, stoneware, 450 ml", "6912.00", "0.620", "24.00", "Porcelain tea cups", "6911.10", "4.62", "18.50", "42.50", "10.55", "1.20", "-2.00", "52.25", "EUR", "0.910 kg", "0.800 kg",
            "IM3720000022", "EORI", "VAT paid under IOSS", "TVA acquittée", "Total de la facture", "Déclaration d’origine", "preferential origin", "Tel. +33478000000",
        })
        {
            Assert.Contains(piece, text);
        }

        Assert.Equal(invoice.Declaration.TotalValue + invoice.Freight + invoice.Insurance!.Value - invoice.Discount!.Value, invoice.Total);
        Assert.Equal(5225, invoice.Total.Minor);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(60, 4)]
    public async Task A_long_invoice_runs_over_pages_and_loses_no_line(int lines, int pages)
    {
        var invoice = Invoice(Labels.Lines(lines), null);

        var drawn = Documents.Draw(invoice, DocumentFormat.Pdf);
        var text = string.Join(' ', (await TextOfAsync(invoice)).Split(['\n', '\f', ' '], StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(pages, drawn.Pages);
        for (var i = 1; i <= lines; i++) Assert.Single(Regex.Matches(text, $@"\bpattern {i}\b"));
        Assert.Contains(invoice.Total.ToPlain(), text);
        Assert.Contains($"Page {pages} / {pages}", text);
        Assert.DoesNotContain("…", text);
    }

    [Fact]
    public void Every_script_is_whole()
    {
        foreach (var language in new[] { Language.Chinese, Language.French, Language.Arabic })
        {
            foreach (var label in new[] { Labels.ToHangzhou, Labels.ToDubai, Labels.ToAlmaty, Labels.ToBangkok, Labels.ToHanoi })
            {
                var invoice = Invoice(label.Customs!, language) with { Buyer = new InvoiceParty(label.Recipient, []) };

                Assert.Equal(0, Documents.Draw(invoice, DocumentFormat.Pdf).MissingGlyphs);
            }
        }
    }

    [Fact]
    public async Task The_words_of_the_destination_stand_beside_the_english_ones()
    {
        var chinese = await TextOfAsync(Invoice(Labels.ToHangzhou.Customs!, Language.Chinese) with { Buyer = new InvoiceParty(Labels.ToHangzhou.Recipient, []) });

        foreach (var piece in new[] { "商业发票", "运单号", "货物描述", "发票总额", "王小明", "Tax ID 330106199001010019" }) Assert.Contains(piece, chinese);
    }

    [Theory, MemberData(nameof(PaperTags))]
    public async Task A_language_in_which_papers_alone_are_written_is_whole_on_the_invoice(string tag)
    {
        var language = PaperLanguage.Of(tag);
        var english = Messages.In(Language.English);
        var invoice = Invoice(Labels.ToHangzhou.Customs!, null) with
        {
            OtherWords = new PaperWords(CommercialInvoice.Keys.ToDictionary(k => k, k => language["invoice." + k])) { Language = tag },
            Notes = [new InvoiceNote(english["invoice.ioss"], language["invoice.ioss"]), new InvoiceNote(english.Text("invoice.prepaid", ("amount", "12.00 EUR")), language.Text("invoice.prepaid", ("amount", "12.00 EUR")))],
        };

        var text = await TextOfAsync(invoice);

        Assert.Equal((1, 0), (Documents.Draw(invoice, DocumentFormat.Pdf).Pages, Documents.Draw(invoice, DocumentFormat.Pdf).MissingGlyphs));
        Assert.DoesNotContain("…", text);
        foreach (var key in CommercialInvoice.Keys.Except(["page", "tax-id", "title", "certified"])) Assert.Contains(language["invoice." + key], text);
        Assert.Contains(System.Globalization.CultureInfo.GetCultureInfo(tag).TextInfo.ToUpper(language["invoice.title"]), text);
    }

    public static TheoryData<string> PaperTags => [.. PaperLanguage.Tags];

    [Fact]
    public async Task The_sheet_is_A4_and_its_fonts_travel_with_it()
    {
        var path = await folder.WriteAsync("invoice.pdf", Documents.Draw(Invoice(Labels.ToLyon.Customs!, Language.Arabic), DocumentFormat.Pdf).Bytes);

        Assert.Matches(@"Page size:\s+595\.2\d* x 841\.8\d* pts", await Tool.RunAsync("pdfinfo", path));
        Assert.All((await Tool.RunAsync("pdffonts", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2), f => Assert.Matches(@"\+\S+\s.*\byes yes (yes|no )", f));
    }

    private static CommercialInvoice Invoice(CustomsDeclaration declaration, Language? other) => new()
    {
        Number = "SF-10023", IssuedOn = new DateOnly(2026, 11, 23),
        Seller = new InvoiceParty(A.Potter, [("EORI", "DE1234567890123"), ("IOSS", "IM3720000022")]) { Email = "studio@example.test" },
        Buyer = new InvoiceParty(A.Lyon, []),
        WaybillNumber = "LX123456785CN", CarrierName = "Sandbox Post, Post tracked", OrderNumber = "SF-10023", OrderedOn = new DateOnly(2026, 11, 21),
        Declaration = declaration, UnitPrices = [.. declaration.Lines.Select(l => new Money(l.Value.Minor / l.Quantity, l.Value.Currency))], NamedPlace = "Lyon, France",
        Freight = new Money(1055, Currency.Eur), Insurance = new Money(120, Currency.Eur), Discount = new Money(200, Currency.Eur), GrossWeight = new Weight(910),
        OriginDeclaration = "The exporter of the products declares that they are of Chinese preferential origin.",
        Notes = [new InvoiceNote(Messages.In(Language.English)["invoice.ioss"], other is null ? null : Messages.In(other)["invoice.ioss"])],
        Words = WordsIn(Language.English), OtherWords = other is null ? null : WordsIn(other),
    };

    private static PaperWords WordsIn(Language language) => new(CommercialInvoice.Keys.ToDictionary(k => k, k => Messages.In(language)["invoice." + k]), language.IsRightToLeft);

    private async Task<string> TextOfAsync(CommercialInvoice invoice) =>
        await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("invoice.pdf", Documents.Draw(invoice, DocumentFormat.Pdf).Bytes), "-");
}
