using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf.IO;
using Storefront.Connectors.Documents;
using Storefront.Connectors.Documents.Joining;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

/// <summary>Carriers' own labels among our papers. Theirs are made here by our own drawing, in other measures and forms: what is tested reads any PDF, PNG or GIF.</summary>
public sealed class CarrierPagesTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private static readonly DateOnly Day = new(2026, 11, 30);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Carriers_labels_stand_as_pages_in_their_place_and_every_bar_code_reads_back()
    {
        var ours = Numbered(2);
        var drawn = Run(ours[0], Pdf("PDF-1"), await PngAsync("PNG-2"), await GifAsync("GIF-3"), await ClearPngAsync("RGBA-4"), ours[1]);
        var path = await folder.WriteAsync("run.pdf", drawn.Bytes);

        Assert.Equal((6, 0), (drawn.Pages, drawn.LeftOut.Count));
        var sizes = Regex.Matches(await Tool.RunAsync("pdfinfo", "-f", "1", "-l", "9", path), @"Page\s+\d size:\s+(\d+)[\d.]* x (\d+)").Select(m => $"{m.Groups[1].Value} x {m.Groups[2].Value}");
        // 100 x 150 mm; the GIF says no measure and is four inches wide.
        Assert.Equal(["283 x 425", "283 x 425", "283 x 425", "288 x 432", "283 x 425", "283 x 425"], sizes);
        string[] numbers = [ours[0].TrackingNumber, "PDF-1", "PNG-2", "GIF-3", "RGBA-4", ours[1].TrackingNumber];
        for (var page = 1; page <= numbers.Length; page++) Assert.Equal([$"CODE-128:{numbers[page - 1]}"], await CodesAsync(path, page));
        // A carrier's PDF stays letters and lines.
        Assert.Contains("14 rue des Capucins", await Tool.RunAsync("pdftotext", "-f", "2", "-l", "2", path, "-"));
    }

    [Fact]
    public async Task Four_to_the_sheet_they_take_their_places_too_and_one_too_large_follows_on_its_own()
    {
        var ours = Numbered(2);
        var large = Pdf("A4", Documents.Draw(Slips.Ordinary, DocumentFormat.Pdf).Bytes);
        var drawn = Run(new LabelSheet([await GifAsync("GIF-1"), ours[0], large, Pdf("PDF-2"), Turned(await PngAsync("PNG-3")), ours[1]], StartAt: 2));
        var path = await folder.WriteAsync("sheet.pdf", drawn.Bytes);

        Assert.Equal(3, drawn.Pages);
        Assert.Equal(new[] { "GIF-1", "PDF-2", ours[0].TrackingNumber }.Order().Select(n => $"CODE-128:{n}"), (await CodesAsync(path, 1)).Order());
        Assert.Equal(new[] { "PNG-3", ours[1].TrackingNumber }.Order().Select(n => $"CODE-128:{n}"), (await CodesAsync(path, 2)).Order());
        var sizes = Regex.Matches(await Tool.RunAsync("pdfinfo", "-f", "1", "-l", "9", path), @"Page\s+\d size:\s+(\d+)").Select(m => m.Groups[1].Value);
        Assert.Equal(["595", "595", "419"], sizes);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(270)]
    public async Task A_page_that_its_file_turns_stands_upright_on_the_sheet(int degrees)
    {
        using var file = PdfReader.Open(new MemoryStream(Pdf("PDF-1").Bytes.ToArray()), PdfDocumentOpenMode.Modify);
        file.Pages[0].Elements.SetInteger("/Rotate", degrees);
        using var saved = new MemoryStream();
        file.Save(saved, closeStream: false);
        var turned = saved.ToArray();
        var drawn = Run(new LabelSheet([Pdf("turned", turned)]), Pdf("turned", turned));
        var path = await folder.WriteAsync("turned.pdf", drawn.Bytes);

        Assert.Equal(["CODE-128:PDF-1"], await CodesAsync(path, 1));
        Assert.Equal(["CODE-128:PDF-1"], await CodesAsync(path, 2));
        await Tool.RunAsync("pdftoppm", "-r", "50", "-gray", "-singlefile", path, folder["ink"]);
        var (left, top, right, bottom) = InkOf(await System.IO.File.ReadAllBytesAsync(folder["ink.pgm"]));
        // The first place, upright whichever way the file turned it: higher than wide, and inside the left upper quarter, which ends at 207 x 292 dots.
        Assert.True(bottom - top > right - left);
        Assert.InRange(right, 150, 207);
        Assert.InRange(bottom, 240, 292);
    }

    [Fact]
    public async Task What_cannot_be_a_page_is_named_on_the_last_one()
    {
        var png = await PngAsync("PNG-1");
        CarrierLabelFile[] bad =
        [
            File("carrier-labels/SF-1-ZPL1.zpl", "^XA^FO50,50^BCN,100^FD1Z999^FS^XZ"u8.ToArray()), File("carrier-labels/SF-2-HALF.pdf", Pdf("x").Bytes[..900].ToArray()), File("carrier-labels/SF-3-WORD.pdf", "%PDF-1.4 the carrier's"u8.ToArray()),
            File("carrier-labels/SF-4-HALF.png", png.Bytes[..(png.Bytes.Length / 2)].ToArray()), File("carrier-labels/SF-5-HALF.gif", (await GifAsync("y")).Bytes[..600].ToArray()), File("carrier-labels/SF-6-NONE.pdf", []),
        ];

        var drawn = Run([bad[0], bad[1], Labels.ToLyon, .. bad[2..]]);
        var path = await folder.WriteAsync("run.pdf", drawn.Bytes);
        var text = await Tool.RunAsync("pdftotext", "-f", "2", "-l", "2", "-layout", path, "-");

        Assert.Equal((2, bad.Length), (drawn.Pages, drawn.LeftOut.Count));
        foreach (var file in bad) Assert.Contains(file.Name, text);
        Assert.Single(Regex.Matches(text, "ZPL: for a thermal label printer"));
        Assert.Equal(bad.Length - 1, Regex.Count(text, "cannot be read as a page"));
        Assert.Equal(2, Run([bad[0], Labels.ToLyon]).Pages);
        Assert.Equal(1, Run([bad[0]]).Pages);
    }

    [Fact]
    public async Task Two_hundred_labels_of_carriers_and_ours_are_one_file_of_two_hundred_pages()
    {
        var (png, gif, pdf) = (await PngAsync("PNG-1"), await GifAsync("GIF-1"), Pdf("PDF-1"));
        LabelPaper[] four = [Labels.ToLyon, png, gif, pdf];
        var labels = Enumerable.Range(0, 200).Select(i => four[i % 4] is CarrierLabelFile file ? file with { Name = $"{i}" } : four[i % 4]).ToArray();

        var alone = Run([.. labels]);
        var sheets = Run(new LabelSheet(labels));

        Assert.Equal((200, 50), (alone.Pages, sheets.Pages));
        Assert.Matches(@"Pages:\s+200\b", await Tool.RunAsync("pdfinfo", await folder.WriteAsync("alone.pdf", alone.Bytes)));
        var path = await folder.WriteAsync("sheets.pdf", sheets.Bytes);
        Assert.Matches(@"Pages:\s+50\b", await Tool.RunAsync("pdfinfo", path));
        Assert.Equal(new[] { Labels.ToLyon.TrackingNumber, "PNG-1", "GIF-1", "PDF-1" }.Order().Select(n => $"CODE-128:{n}"), (await CodesAsync(path, 50)).Order());
    }

    [Fact]
    public void A_label_that_says_no_size_or_a_senseless_one_is_four_inches_wide()
    {
        Assert.Equal(203.2 * 0.875, Lying(null).SizeMm.Width, 3);
        Assert.Equal(Picture.UsualWidthMm, Lying(72).SizeMm.Height, 3);
        Assert.Equal((175.0, 100.0), Lying(8000).SizeMm);

        static Picture Lying(int? dotsPerMetre) => new(1400, 800, 1, 1, "/DeviceGray", true, [], dotsPerMetre);
    }

    private static DrawnDocument Run(params Paper[] papers) => Documents.Draw(new PrintRun("Papers", Day, papers, Labels.RunWords));

    private static CarrierLabelFile File(string name, byte[] bytes) => new(name, bytes) { PostedOn = Day };

    private static CarrierLabelFile Pdf(string number, byte[]? bytes = null) => File(number + ".pdf", bytes ?? Documents.Draw(Label(number), DocumentFormat.Pdf).Bytes);

    private static LabelContent Label(string number) => Labels.ToLyon with { TrackingNumber = number, Customs = null };

    private static Task<CarrierLabelFile> PngAsync(string number) => Task.FromResult(File(number + ".png", Documents.Draw(Label(number), DocumentFormat.Png).Bytes));

    private async Task<CarrierLabelFile> GifAsync(string number) => await MadeAsync(number, "gif", "copy", []);

    /// <summary>With transparency, as drawing programs save.</summary>
    private async Task<CarrierLabelFile> ClearPngAsync(string number) => await MadeAsync(number, "clear.png", "bandjoin_const", ["255"]);

    private CarrierLabelFile Turned(CarrierLabelFile png)
    {
        System.IO.File.WriteAllBytes(folder["up.png"], png.Bytes.ToArray());
        Tool.RunAsync("vips", "rot", folder["up.png"], folder["lying.png"], "d90").GetAwaiter().GetResult();
        return png with { Bytes = System.IO.File.ReadAllBytes(folder["lying.png"]) };
    }

    private async Task<CarrierLabelFile> MadeAsync(string number, string ending, string operation, string[] more)
    {
        var path = await folder.WriteAsync($"{number}.png", (await PngAsync(number)).Bytes.ToArray());
        await Tool.RunAsync("vips", [operation, path, folder[$"{number}.{ending}"], .. more]);
        return File($"{number}.{ending}", await System.IO.File.ReadAllBytesAsync(folder[$"{number}.{ending}"]));
    }

    private static LabelContent[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(i => Labels.ToLyon with { TrackingNumber = S10Number.Of("LX", 7_654_321 * i, new Country("CN")).Text })];

    private async Task<string[]> CodesAsync(string path, int page)
    {
        await Tool.RunAsync("pdftoppm", "-r", "300", "-png", "-f", $"{page}", "-singlefile", path, folder["page"]);
        return await Tool.ReadBarCodesAsync(folder["page.png"]);
    }

    /// <summary>Where a grey picture is not white.</summary>
    private static (int Left, int Top, int Right, int Bottom) InkOf(byte[] pgm)
    {
        var header = Encoding.ASCII.GetString(pgm, 0, 40).Split('\n');
        var width = int.Parse(header[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var start = header[0].Length + header[1].Length + header[2].Length + 3;
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        for (var i = start; i < pgm.Length; i++)
        {
            if (pgm[i] > 128) continue;
            var (x, y) = ((i - start) % width, (i - start) / width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return (left, top, right, bottom);
    }
}
