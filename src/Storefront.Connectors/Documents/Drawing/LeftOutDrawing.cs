using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The last page of a run: carriers' labels that cannot stand in it, and where they are.</summary>
internal static class LeftOutDrawing
{
    private const double Top = 46;
    private const double RowHeight = 11;

    public static IEnumerable<Page> Of(PaperWords words, string title, IReadOnlyList<(string File, bool IsZpl)> labels)
    {
        var parts = Paging.Divide(labels, _ => RowHeight, A4.Bottom - Top, A4.Bottom - Top, 0);
        return parts.Select((part, i) => new Page(A4.WidthMm, A4.HeightMm, canvas => Draw(canvas, words, title, part, i, parts.Count)));
    }

    private static void Draw(Canvas canvas, PaperWords words, string title, List<(string File, bool IsZpl)> part, int index, int count)
    {
        A4.Head(canvas, words["left-out-title"], title);
        canvas.Text(words["left-out-text"], A4.Left, 25, A4.Inner, A4.Words with { SizePt = 10, MaxLines = 3 });
        canvas.Text(words["left-out-file"], A4.Left, Top - 5, A4.Inner, A4.Caption);
        var y = Top;
        foreach (var (file, isZpl) in part)
        {
            canvas.Rule(A4.Left, y, A4.Inner, 1);
            canvas.Text(file, A4.Left, y + 1.4, A4.Inner, A4.Bold with { SizePt = 10 });
            canvas.Text(words[isZpl ? "left-out-zpl" : "left-out-unreadable"], A4.Left, y + 6.2, A4.Inner, A4.Caption);
            y += RowHeight;
        }

        canvas.Rule(A4.Left, y, A4.Inner, 3);
        A4.Foot(canvas, title, words["page"], index, count);
    }
}
