using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The paper with which import duty and tax are asked for, A4 upright, mirrored for those who read from the right: facts, then goods, over as many pages as they need.</summary>
internal static class ReclaimDrawing
{
    private const double FirstTop = 42;
    private const double FurtherTop = 26;
    private const double NameWidth = 46;
    private const double HeadHeight = 7;
    private const double TailHeight = 16;

    private static readonly TextStyle Value = A4.Words with { MaxLines = 6, SmallestPt = 8 };
    private static readonly TextStyle Cell = A4.Words with { MaxLines = 2 };

    /// <summary>Where each column begins and how wide it is.</summary>
    private static readonly (double At, double Width)[] Columns = [(0, 64), (66, 14), (80, 12), (94, 28), (124, 28), (154, 28)];

    public static Sheet Of(ReclaimPaper paper)
    {
        // How high a fact is, only the canvas knows: it is reckoned by its letters, roundly.
        var rows = paper.Facts.Select(f => new Row(FactHeight(f.Name, f.Value), (canvas, y) => Fact(canvas, f, y, paper.Words.Language)))
            .Append(new Row(HeadHeight, (canvas, y) => Head(canvas, paper.Words, y)))
            .Concat(paper.Lines.Select(l => new Row(11, (canvas, y) => Goods(canvas, l, y, Cell with { Language = paper.Words.Language }))))
            .Append(new Row(11, (canvas, y) => Goods(canvas, paper.Total, y, A4.Bold with { Language = paper.Words.Language }))).ToList();
        var parts = Paging.Divide(rows, r => r.Height, A4.Bottom - FirstTop, A4.Bottom - FurtherTop, TailHeight);
        return new Sheet($"{paper.Words["reclaim-title"]} {paper.Number}", paper.Day, [.. parts.Select((part, i) => new Page(A4.WidthMm, A4.HeightMm, canvas => Draw(canvas, paper, part, i, parts.Count)))]);
    }

    private static double FactHeight(string name, string value) => Math.Max(2 + (4.4 * Math.Clamp((Letters(value) / 78) + 1, 1, 6)), Letters(name) > 34 ? 8.4 : 0);

    /// <summary>A Han character takes the room of two.</summary>
    private static int Letters(string text) => text.Sum(c => c > 0x2E80 ? 2 : 1);

    private static void Draw(Canvas canvas, ReclaimPaper paper, List<Row> part, int index, int count)
    {
        canvas.Mirrored = paper.Words.IsRightToLeft;
        A4.Head(canvas, paper.Words["reclaim-title"], paper.MerchantName, paper.Words.Language);
        if (index == 0)
        {
            canvas.Text($"{paper.Words["return-number"]} {paper.Number}", A4.Left, 26, 80, A4.Bold);
            canvas.Bars(Code128.Encode(paper.Number), A4.Left + 94, 24, A4.Inner - 94, 12, mostDots: 3);
        }

        var y = index == 0 ? FirstTop : FurtherTop;
        foreach (var row in part)
        {
            row.Draw(canvas, y);
            y += row.Height;
        }

        if (index == count - 1) canvas.Text(paper.Words["reclaim-note"], A4.Left, y + 4, A4.Inner, A4.Caption with { MaxLines = 3, Language = paper.Words.Language });
        A4.Foot(canvas, $"{paper.Words["return-number"]} {paper.Number}", paper.Words["page"], index, count);
    }

    private static void Fact(Canvas canvas, (string Name, string Value) fact, double y, string? language)
    {
        canvas.Text(fact.Name, A4.Left, y + 0.6, NameWidth, A4.Caption with { MaxLines = 2, Language = language });
        canvas.Text(fact.Value, A4.Left + NameWidth + 4, y, A4.Inner - NameWidth - 4, Value with { Language = language });
    }

    private static void Head(Canvas canvas, PaperWords words, double y)
    {
        canvas.Rule(A4.Left, y, A4.Inner, 3);
        var keys = new[] { "reclaim-goods", "reclaim-origin", "reclaim-units", "reclaim-value", "reclaim-duty", "reclaim-tax" };
        for (var i = 0; i < keys.Length; i++) canvas.Text(words[keys[i]], A4.Left + Columns[i].At, y + 1.6, Columns[i].Width, (i < 3 ? A4.Caption : A4.Caption.ToEnd()) with { Language = words.Language });
    }

    private static void Goods(Canvas canvas, ReclaimPaperLine line, double y, TextStyle style)
    {
        canvas.Rule(A4.Left, y, A4.Inner, 1);
        string[] cells = [line.Goods, line.Origin, line.Units, line.Value, line.Duty, line.Tax];
        for (var i = 0; i < cells.Length; i++)
        {
            var lines = cells[i].Split('\n');
            for (var n = 0; n < lines.Length; n++) canvas.Text(lines[n], A4.Left + Columns[i].At, y + 1.4 + (n * 4.6), Columns[i].Width, (n == 0 ? style with { MaxLines = 1 } : A4.Caption) with { Align = i < 3 ? Align.Start : Align.End });
        }
    }

    private sealed record Row(double Height, Action<Canvas, double> Draw);
}
