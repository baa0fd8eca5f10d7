using Storefront.Connectors.Documents;
using Storefront.Orders;

namespace Storefront.Connectors.Tests.Documents;

/// <summary>The printed account statement, read back by an independent reader of PDF.</summary>
public sealed class StatementTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12, 1)]
    [InlineData(19, 2)]
    [InlineData(90, 4)]
    public async Task Every_line_and_every_sum_is_on_some_page(int lines, int pages)
    {
        var text = await TextOfAsync(Sheet(lines));

        for (var i = 1; i <= lines; i++) Assert.Contains($"SF-{i:00000}", text);
        foreach (var piece in new[] { "Account statement", "Atelier Garance", "Brought forward", "1,234.56 €", "Carried forward", "9,876.54 €", "Rates below" }) Assert.Contains(piece, text);
        Assert.Equal(pages, text.Split('\f', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("9,876.54 €", text.Split('\f', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    [Fact]
    public async Task A_line_shows_its_rates() => Assert.Contains("USD→EUR 0.8645 of 2026-11-27 (ECB)", await TextOfAsync(Sheet(1)));

    private static StatementSheet Sheet(int lines) => new(
        "Account statement", new DateOnly(2026, 11, 30), "Storefront", "Atelier Garance", ["12 rue Mercière", "69002 Lyon", "France"], [("Period", "1 Nov 2026 – 30 Nov 2026"), ("Currency", "EUR")],
        ["Date (UTC)", "What", "Order", "Amount", "Reserve", "Balance"],
        [.. Enumerable.Range(1, lines).Select(i => new StatementSheetLine("2026-11-12 09:30", "Order received", $"SF-{i:00000}", i % 2 == 1 ? "USD→EUR 0.8645 of 2026-11-27 (ECB)" : "", "", "42.00 €", "1,276.56 €"))],
        [("Brought forward", "1,234.56 €"), ("Reserve over", "8,641.98 €"), ("Carried forward", "9,876.54 €")], "Rates below a sale are those of its order.");

    private async Task<string> TextOfAsync(StatementSheet sheet) => await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("statement.pdf", Documents.Draw(sheet).Bytes), "-");
}
