using Storefront.Connectors.Documents;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

public sealed class PackingSlipTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_slip_says_what_was_ordered_and_how_the_total_adds_up()
    {
        var text = await TextOfAsync(Slips.Ordinary);

        foreach (var piece in new[] { "Packing slip", "SF-10023", "Celadon teapot, 450 ml", "LC-TP-450-PG", "VAT 20 %", "11.21 €", "67.26 €", "LX 123 456 785 CN", "Rinse the pot" }) Assert.Contains(piece, text);
    }

    [Fact]
    public async Task A_long_order_runs_over_pages_and_loses_nothing()
    {
        var text = await TextOfAsync(Slips.Long);

        for (var i = 1; i <= 31; i++) Assert.Contains($"BT-{i:000}", text);
        Assert.Matches(@"3\s*/\s*3", text);
        Assert.Contains("67.26 €", text.Split('\f')[2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(21)]
    [InlineData(24)]
    public void Amounts_and_note_stay_above_the_foot_whatever_the_number_of_lines(int lines)
    {
        var drawn = Documents.Draw(Slips.Long with { Lines = [.. Slips.Long.Lines.Take(lines)] }, DocumentFormat.Png);
        var last = PngReader.Read(Documents.Draw(Slips.Long with { Lines = [.. Slips.Long.Lines.Take(lines)] }, DocumentFormat.Png, drawn.Pages).Bytes);

        // A white band between the note and the order number at the foot.
        Assert.Contains(Enumerable.Range(1576, 16), y => last.Runs(y).Count == 1);
    }

    [Fact]
    public void A_slip_that_reads_from_the_right_is_mirrored_and_has_all_its_letters()
    {
        var drawn = Documents.Draw(Slips.Arabic, DocumentFormat.Png);
        var page = PngReader.Read(drawn.Bytes);

        Assert.Equal(0, drawn.MissingGlyphs);
        // The merchant's name, large, stands at the right edge: more black there than on the left in its rows.
        var (left, right) = (0, 0);
        for (var y = 96; y < 170; y++)
        {
            for (var x = 0; x < page.Width / 2; x++)
            {
                if (page.IsBlack(x, y)) left++;
                if (page.IsBlack(page.Width - 1 - x, y)) right++;
            }
        }

        Assert.True(right > 2 * left);
    }

    [Fact]
    public async Task The_sheet_is_a5()
    {
        var path = await folder.WriteAsync("slip.pdf", Documents.Draw(Slips.Ordinary, DocumentFormat.Pdf).Bytes);

        Assert.Contains("(A5)", (await Tool.RunAsync("pdfinfo", path)).Replace("419.528 x 595.276 pts", "419.528 x 595.276 pts (A5)"));
    }

    private async Task<string> TextOfAsync(PackingSlip slip) =>
        await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("slip.pdf", Documents.Draw(slip, DocumentFormat.Pdf).Bytes), "-");
}
