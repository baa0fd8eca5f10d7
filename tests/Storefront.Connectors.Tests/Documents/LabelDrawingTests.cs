using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Storefront.Connectors.Documents;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

public sealed class LabelDrawingTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_bar_code_of_the_picture_reads_back_to_the_very_number_for_many_numbers()
    {
        foreach (var number in Numbers(20))
        {
            var picture = await folder.WriteAsync("label.png", Documents.Draw(Labels.ToLyon with { TrackingNumber = number }, DocumentFormat.Png).Bytes);

            Assert.Equal([$"CODE-128:{number}"], await Tool.ReadBarCodesAsync(picture));
        }
    }

    [Theory]
    [InlineData(203)]
    [InlineData(300)]
    public async Task The_bar_code_of_the_pdf_page_reads_back_to_the_very_number_for_many_numbers(int dotsPerInch)
    {
        foreach (var number in Numbers(10))
        {
            await folder.WriteAsync("label.pdf", Documents.Draw(Labels.ToLyon with { TrackingNumber = number }, DocumentFormat.Pdf).Bytes);
            await Tool.RunAsync("pdftoppm", "-r", $"{dotsPerInch}", "-png", "-singlefile", folder["label.pdf"], folder["page"]);

            Assert.Equal([$"CODE-128:{number}"], await Tool.ReadBarCodesAsync(folder["page.png"]));
        }
    }

    [Fact]
    public async Task The_bar_code_that_a_label_printer_burns_reads_back_to_the_very_number_for_many_numbers()
    {
        foreach (var number in Numbers(10))
        {
            var printed = ZplReader.Read(Documents.Draw(Labels.ToLyon with { TrackingNumber = number }, DocumentFormat.Zpl).Bytes);
            var picture = await folder.WriteAsync("label.pbm", Assert.Single(printed).AsPbm());

            Assert.Equal([$"CODE-128:{number}"], await Tool.ReadBarCodesAsync(picture));
        }
    }

    [Fact]
    public async Task The_customs_page_carries_the_same_bar_code()
    {
        var label = Labels.ToHangzhou;
        var picture = await folder.WriteAsync("page.png", Documents.Draw(label, DocumentFormat.Png, page: 2).Bytes);
        var printed = ZplReader.Read(Documents.Draw(label, DocumentFormat.Zpl).Bytes);

        Assert.Equal([$"CODE-128:{label.TrackingNumber}"], await Tool.ReadBarCodesAsync(picture));
        Assert.Equal(2, printed.Count);
        Assert.Equal([$"CODE-128:{label.TrackingNumber}"], await Tool.ReadBarCodesAsync(await folder.WriteAsync("page.pbm", printed[1].AsPbm())));
    }

    [Fact]
    public void Picture_and_printer_format_show_the_same_dots()
    {
        var printed = Assert.Single(ZplReader.Read(Documents.Draw(Labels.ToLyon, DocumentFormat.Zpl).Bytes));

        Assert.Equal((800, 1200), (printed.Width, printed.Height));
        Assert.Equal(PngReader.Read(Documents.Draw(Labels.ToLyon, DocumentFormat.Png).Bytes).AsPbm(), printed.AsPbm());
    }

    [Fact]
    public void Bars_are_whole_dots_wide_at_least_fifteen_millimetres_high_and_stand_in_quiet_zones()
    {
        var label = Labels.ToLyon;
        var symbol = Code128.Encode(label.TrackingNumber);
        var printed = Assert.Single(ZplReader.Read(Documents.Draw(label, DocumentFormat.Zpl).Bytes));

        // Within a row of bars: white, frame, quiet zone, bars, quiet zone, frame, white.
        var rows = Enumerable.Range(0, printed.Height).Select(printed.Runs).Where(r => r.Count == symbol.Widths.Count + 6).ToArray();
        var bars = rows.Where(r => r.Skip(3).Take(symbol.Widths.Count).SequenceEqual(symbol.Widths.Select(w => w * 4))).ToArray();

        // Four dots are half a millimetre, the widest module that the standard for parcels names.
        Assert.InRange(bars.Length, 15 * 8, 40 * 8);
        Assert.All(bars, r => Assert.True(r[2] >= 40 && r[symbol.Widths.Count + 3] >= 40));
    }

    [Fact]
    public void The_picture_says_its_true_size()
    {
        var png = Documents.Draw(Labels.ToLyon, DocumentFormat.Png).Bytes;
        var physical = png.AsSpan(png.AsSpan().IndexOf("pHYs"u8) + 4);

        Assert.Equal((800, 1200), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal(1, png[24]);
        // 8000 dots to the metre: 800 dots are 100 mm, 203 to the inch.
        Assert.Equal((8000, 8000, 1), (BinaryPrimitives.ReadInt32BigEndian(physical), BinaryPrimitives.ReadInt32BigEndian(physical[4..]), physical[8]));
    }

    [Fact]
    public async Task The_pdf_page_measures_a_hundred_by_a_hundred_and_fifty_millimetres()
    {
        var path = await folder.WriteAsync("label.pdf", Documents.Draw(Labels.ToLyon, DocumentFormat.Pdf).Bytes);

        var facts = await Tool.RunAsync("pdfinfo", path);

        Assert.Matches(@"Pages:\s+1\b", facts);
        Assert.Matches(@"Page size:\s+283\.46\d* x 425\.(19|20)\d* pts", facts);
        Assert.Contains("Label LX123456785CN", facts);
    }

    [Fact]
    public async Task The_fonts_travel_in_the_pdf()
    {
        var path = await folder.WriteAsync("label.pdf", Documents.Draw(Labels.ToHangzhou, DocumentFormat.Pdf).Bytes);

        var fonts = (await Tool.RunAsync("pdffonts", path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToArray();

        Assert.NotEmpty(fonts);
        Assert.All(fonts, f => Assert.Matches(@"\+\S+\s.*\byes yes (yes|no )", f));
    }

    [Fact]
    public async Task Small_values_carry_the_short_form_with_every_figure_on_the_label_itself()
    {
        var text = await TextOfAsync(Labels.ToLyon);

        foreach (var piece in new[] { "CN 22", "CUSTOMS DECLARATION", "DÉCLARATION EN DOUANE", "May be opened officially", "Peut être ouvert d’office", "Vente de biens", "Retour de marchandise", "N° tarifaire SH", "L’expéditeur certifie", "Date et signature de l’expéditeur", "Celadon teapot, stoneware, 450 ml", "0.620", "24.00", "6912.00", "Porcelain tea cups", "0.180", "18.50", "6911.10", "0.800", "42.50", "EUR", "DDP", "SF-10023", "0.910 kg", "2026-11-23", "LX 123 456 785 CN", "Camille Moreau", "FRANCE", "CHINA", "FR 69" })
        {
            Assert.Contains(piece, text);
        }

        Assert.DoesNotContain("CN 23", text);
    }

    [Fact]
    public async Task Large_values_carry_the_full_form_as_a_page_of_its_own()
    {
        var text = await TextOfAsync(Labels.ToHangzhou);

        var pages = text.Split('\f');
        Assert.Contains("Customs declaration attached", pages[0]);
        foreach (var piece in new[] { "CN 23", "DÉCLARATION EN DOUANE", "FROM / DE", "TO / À", "Poids brut", "Frais de port", "Bureau et date de dépôt", "Droits et taxes acquittés", "retour à l’expéditeur", "Celadon teapot", "42.50", "0.910 kg", "Importer’s ref. / Réf. de l’importateur", "330106199001010019", "SF-10023-1", "Page 2 of 2" }) Assert.Contains(piece, pages[1]);
        Assert.DoesNotContain("CN 22", text);
    }

    [Fact]
    public async Task Licences_stand_on_both_forms_and_the_certificate_is_the_same_on_both()
    {
        var small = await TextOfAsync(Labels.ToLyon with { Customs = Labels.ToLyon.Customs! with { Licences = ["FR-EXC-20613"] } });
        var large = (await TextOfAsync(Labels.ToHangzhou with { Customs = Labels.ToHangzhou.Customs! with { Licences = ["CN-1", "CN-2"] } })).Split('\f')[1];
        var tooLong = await TextOfAsync(Labels.ToLyon with { Customs = Labels.ToLyon.Customs! with { Licences = [new string('7', 40)] } });

        Assert.Contains("Licence FR-EXC-20613", small);
        Assert.Contains("CN-1, CN-2", large);
        foreach (var piece in new[] { "The sender certifies", "L’expéditeur certifie", "Date and signature of the sender", "Date et signature de l’expéditeur", "2026-11-23" })
        {
            Assert.Contains(piece, small);
            Assert.Contains(piece, large);
        }

        // One that is too long for the block has its form on a page of its own, whole.
        Assert.Contains(new string('7', 40), tooLong.Split('\f')[1]);
        Assert.DoesNotContain("Licence", await TextOfAsync(Labels.ToLyon));
    }

    [Fact]
    public async Task The_senders_customs_number_is_never_printed_in_full()
    {
        foreach (var label in new[] { Labels.ToLyon, Labels.ToHangzhou })
        {
            var text = await TextOfAsync(label);

            Assert.Contains("IOSS ****0022", text);
            Assert.DoesNotContain("IM3720000022", text);
        }
    }

    [Theory]
    [InlineData(1, CustomsForm.Cn22)]
    [InlineData(5, CustomsForm.Cn22)]
    [InlineData(9, CustomsForm.Cn23)]
    [InlineData(10, CustomsForm.Cn23)]
    [InlineData(40, CustomsForm.Cn23)]
    public async Task Every_line_of_a_declaration_is_printed_once_and_whole(int lines, CustomsForm form)
    {
        var label = Labels.ToLyon with { Customs = Labels.Lines(lines), Form = form };

        var text = string.Join(' ', (await TextOfAsync(label)).Split(['\n', '\f', ' '], StringSplitOptions.RemoveEmptyEntries));

        for (var i = 1; i <= lines; i++) Assert.Single(Regex.Matches(text, $@"\bpattern {i}\b"));
        Assert.Contains(label.Customs!.TotalValue.ToPlain(), text);
        Assert.DoesNotContain("…", text);
    }

    [Fact]
    public async Task A_parcel_within_a_country_has_no_customs_form()
    {
        var text = await TextOfAsync(Labels.Domestic);

        Assert.DoesNotContain("CUSTOMS", text);
        Assert.DoesNotContain("DDP", text);
        Assert.Contains("PT 11", text);
    }

    [Fact]
    public async Task Chinese_and_cyrillic_addresses_can_be_read_from_the_page()
    {
        var chinese = await TextOfAsync(Labels.ToHangzhou);
        var cyrillic = await TextOfAsync(Labels.ToAlmaty);
        var thai = await TextOfAsync(Labels.ToBangkok);

        Assert.Contains("王小明", chinese);
        Assert.Contains("浙江省杭州市", chinese);
        Assert.Contains("Айгерім Қасымова", cyrillic);
        Assert.Contains("Алматы", cyrillic);
        Assert.Contains("สมชาย", thai);
    }

    [Fact]
    public async Task Arabic_is_joined_and_reads_from_the_right()
    {
        var path = await folder.WriteAsync("label.pdf", Documents.Draw(Labels.ToDubai, DocumentFormat.Pdf).Bytes);
        var fonts = await Tool.RunAsync("pdffonts", path);
        var boxes = await Tool.RunAsync("pdftotext", "-bbox", path, "-");

        Assert.Contains("NotoSansArabic", fonts);
        Assert.Contains("سارةالمنصوري", FromTheRight(boxes));
        Assert.Contains("شركةالخليجللتجارة", FromTheRight(boxes));

        // Letters as they stand on each line of the page, from the right edge to the left.
        static string FromTheRight(string boxes) => string.Join('\n', Regex
            .Matches(boxes, @"xMin=""([0-9.]+)"" yMin=""([0-9.]+)""[^>]*>([^<]+)<")
            .GroupBy(m => m.Groups[2].Value)
            .Select(line => string.Concat(line.OrderByDescending(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Select(m => m.Groups[3].Value))));
    }

    [Fact]
    public void Every_script_of_the_test_labels_has_its_letters()
    {
        foreach (var label in All)
        {
            foreach (var format in Enum.GetValues<DocumentFormat>()) Assert.Equal(0, Documents.Draw(label, format).MissingGlyphs);
        }
    }

    [Fact]
    public void A_letter_that_no_font_has_is_counted()
    {
        var drawn = Documents.Draw(Labels.ToLyon with { Recipient = A.Lyon with { Name = "Camille \uE123" } }, DocumentFormat.Pdf);

        Assert.True(drawn.MissingGlyphs > 0);
    }

    [Fact]
    public void Nothing_is_printed_into_the_border_of_three_millimetres()
    {
        foreach (var label in All)
        {
            foreach (var page in ZplReader.Read(Documents.Draw(label, DocumentFormat.Zpl).Bytes))
            {
                for (var y = 0; y < page.Height; y++)
                {
                    for (var i = 0; i < 24; i++)
                    {
                        Assert.False(page.IsBlack(i, y) || page.IsBlack(page.Width - 1 - i, y));
                        if (y is < 24 or >= 1176) Assert.False(page.IsBlack(i + 400, y));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task The_longest_address_loses_no_line()
    {
        var text = string.Join(' ', (await TextOfAsync(Labels.Crowded)).Split('\f')[0].Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries));

        foreach (var piece in new[] { "Bartholomew", "Worshipful", "Flat 14", "Black Friars Lane", "Isle of Anglesey", "LL61 5UJ", "UNITED KINGDOM", "+441248000000" }) Assert.Contains(piece, text);
    }

    [Fact]
    public void The_same_label_gives_the_same_bytes_also_from_many_threads()
    {
        foreach (var format in Enum.GetValues<DocumentFormat>())
        {
            var first = Documents.Draw(Labels.ToDubai, format).Bytes;

            Parallel.For(0, 8, _ => Assert.Equal(first, Documents.Draw(Labels.ToDubai, format).Bytes));
        }
    }

    [Fact]
    public void A_page_that_the_document_has_not_is_a_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Documents.Draw(Labels.ToLyon, DocumentFormat.Png, page: 2));

    [Fact]
    public void Where_a_library_is_missing_a_plain_sentence_says_so_and_nothing_is_drawn()
    {
        using var documents = new PangoDocuments(new DocumentLibraries(["libno-such-thing.so.7"]));

        Assert.False(documents.Availability.IsAvailable);
        Assert.Contains("libno-such-thing.so.7 is missing", documents.Availability.Sentence);
        Assert.Throws<DocumentsUnavailableException>(() => documents.Draw(Labels.ToLyon, DocumentFormat.Pdf));
    }

    private static IEnumerable<LabelContent> All => [Labels.ToLyon, Labels.ToDubai, Labels.ToHangzhou, Labels.ToAlmaty, Labels.ToBangkok, Labels.ToHanoi, Labels.Domestic, Labels.Crowded];

    private static IEnumerable<string> Numbers(int count)
    {
        string[] services = ["LX", "CX", "EX", "RR", "UA"];
        string[] countries = ["CN", "PT", "JP", "TR", "ZA", "GB", "BR"];
        for (var i = 0; i < count; i++) yield return S10Number.Of(services[i % 5], (int)(i * 7_654_321L % 100_000_000), new Country(countries[i % 7])).Text;
    }

    private async Task<string> TextOfAsync(LabelContent label) =>
        await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("text.pdf", Documents.Draw(label, DocumentFormat.Pdf).Bytes), "-");
}
