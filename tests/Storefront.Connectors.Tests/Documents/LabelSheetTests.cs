using Storefront.Connectors.Documents;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

public sealed class LabelSheetTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Four_labels_stand_on_one_upright_sheet_of_A4_and_every_bar_code_reads_back()
    {
        var labels = Numbered(4);
        var drawn = Documents.Draw(new LabelSheet(labels), DocumentFormat.Pdf);
        var path = await folder.WriteAsync("sheet.pdf", drawn.Bytes);

        Assert.Equal(1, drawn.Pages);
        Assert.Matches(@"Page size:\s+595\.2\d* x 841\.8\d* pts", await Tool.RunAsync("pdfinfo", path));
        Assert.Equal(labels.Select(l => $"CODE-128:{l.TrackingNumber}").Order(), (await CodesAsync(path, 1)).Order());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    public async Task A_half_used_sheet_is_used_up_from_its_first_free_place(int startAt, int sheets)
    {
        var labels = Numbered(6);
        var drawn = Documents.Draw(new LabelSheet(labels, startAt), DocumentFormat.Pdf);
        var path = await folder.WriteAsync("sheet.pdf", drawn.Bytes);

        Assert.Equal(sheets, drawn.Pages);
        var boxes = Boxes(await Tool.RunAsync("pdftotext", "-bbox", path, "-"));
        for (var i = 0; i < labels.Count; i++)
        {
            var place = startAt - 1 + i;
            var word = Assert.Single(boxes, b => b.Text == labels[i].Reference);
            Assert.Equal((place / 4, place % 2, place % 4 / 2), (word.Page, word.X > 297.6 ? 1 : 0, word.Y > 420.9 ? 1 : 0));
        }
    }

    [Fact]
    public async Task Customs_pages_take_the_places_after_their_label()
    {
        var drawn = Documents.Draw(new LabelSheet([Labels.ToHangzhou, Labels.ToLyon]), DocumentFormat.Pdf);
        var text = await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("sheet.pdf", drawn.Bytes), "-");

        Assert.Equal(1, drawn.Pages);
        foreach (var piece in new[] { "Page 1 of 2", "Page 2 of 2", "王小明", "Camille Moreau" }) Assert.Contains(piece, text);
    }

    [Fact]
    public async Task No_bar_is_narrower_than_a_third_of_a_millimetre()
    {
        foreach (var number in new[] { "LX123456785CN", "00340434161094021501", "1Z999AA10123456784" })
        {
            var label = Labels.ToLyon with { TrackingNumber = number };
            var path = await folder.WriteAsync("sheet.pdf", Documents.Draw(new LabelSheet([label]), DocumentFormat.Pdf).Bytes);
            // 4800 dots to the inch, a narrow strip through the bars: 0.33 mm are 62 dots.
            await Tool.RunAsync("pdftoppm", "-r", "4800", "-mono", "-x", "0", "-W", "19840", "-y", "16000", "-H", "800", "-singlefile", path, folder["sheet"]);
            var symbol = Code128.Encode(number);

            var narrowest = Narrowest(await File.ReadAllBytesAsync(folder["sheet.pbm"]), symbol.Widths.Count);

            Assert.InRange(narrowest * 25.4 / 4800, LabelSheet.LeastBarMm, 0.5);
        }
    }

    [Fact]
    public void A_number_too_long_for_readable_bars_is_not_set()
    {
        var label = Labels.ToLyon with { TrackingNumber = "ABCDEFGHIJKLMNOPQRSTU" };

        Assert.False(LabelSheet.Holds(label.TrackingNumber));
        Assert.True(LabelSheet.Holds("ABCDEFGHIJKLMNOPQ"));
        Assert.Throws<ArgumentException>(() => Documents.Draw(new LabelSheet([label]), DocumentFormat.Pdf));
        Assert.True(Documents.Draw(label, DocumentFormat.Pdf).Bytes.Length > 0);
    }

    [Fact]
    public void Every_script_is_whole_on_the_sheet()
    {
        var drawn = Documents.Draw(new LabelSheet([Labels.ToDubai, Labels.ToHangzhou, Labels.ToAlmaty, Labels.ToBangkok, Labels.ToHanoi]), DocumentFormat.Pdf);

        Assert.Equal(0, drawn.MissingGlyphs);
    }

    [Fact]
    public async Task Papers_of_several_sizes_go_into_one_file()
    {
        var drawn = Documents.Draw(new PrintRun("Parcels", new DateOnly(2026, 11, 30), [Labels.ToLyon, new LabelSheet([Labels.ToLyon]), Slips.Ordinary], Labels.RunWords));
        var facts = await Tool.RunAsync("pdfinfo", "-f", "1", "-l", "9", await folder.WriteAsync("run.pdf", drawn.Bytes));

        Assert.Equal(3, drawn.Pages);
        Assert.Matches(@"Page\s+1 size:\s+283", facts);
        Assert.Matches(@"Page\s+2 size:\s+595", facts);
        Assert.Matches(@"Page\s+3 size:\s+419", facts);
    }

    private static List<LabelContent> Numbered(int count) =>
        [.. Enumerable.Range(1, count).Select(i => Labels.ToLyon with { TrackingNumber = S10Number.Of("LX", 7_654_321 * i, new Country("CN")).Text, Reference = $"SF-2000{i}" })];

    private async Task<string[]> CodesAsync(string path, int page)
    {
        await Tool.RunAsync("pdftoppm", "-r", "300", "-png", "-f", $"{page}", "-singlefile", path, folder["page"]);
        return await Tool.ReadBarCodesAsync(folder["page.png"]);
    }

    private static List<(int Page, double X, double Y, string Text)> Boxes(string html)
    {
        var boxes = new List<(int, double, double, string)>();
        var page = -1;
        foreach (var line in html.Split('\n'))
        {
            if (line.Contains("<page ", StringComparison.Ordinal)) page++;
            var word = System.Text.RegularExpressions.Regex.Match(line, @"xMin=""([0-9.]+)"" yMin=""([0-9.]+)""[^>]*>([^<]+)<");
            if (word.Success) boxes.Add((page, double.Parse(word.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), double.Parse(word.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), word.Groups[3].Value));
        }

        return boxes;
    }

    /// <summary>The narrowest run in dots of the rows of a PBM picture that hold just this many bars and spaces between frame lines.</summary>
    private static int Narrowest(byte[] pbm, int runs)
    {
        var header = System.Text.Encoding.ASCII.GetString(pbm, 0, 40).Split('\n');
        var size = header[1].Split(' ');
        var (width, height) = (int.Parse(size[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(size[1], System.Globalization.CultureInfo.InvariantCulture));
        var at = header[0].Length + header[1].Length + 2;
        var bytes = (width + 7) / 8;
        for (var y = 0; y < height; y++)
        {
            var found = new List<int>();
            var (last, length) = (false, 0);
            for (var x = 0; x < width; x++)
            {
                var black = (pbm[at + (y * bytes) + (x / 8)] & (0x80 >> (x % 8))) != 0;
                if (x > 0 && black != last)
                {
                    found.Add(length);
                    length = 0;
                }

                (last, length) = (black, length + 1);
            }

            found.Add(length);
            if (found.Count == runs + 6) return found.Skip(3).Take(runs).Min();
        }

        throw new InvalidOperationException("No row of bars was found.");
    }
}
