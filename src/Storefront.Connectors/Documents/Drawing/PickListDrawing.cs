using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The pick list, A4 upright: the bin large, since that is what is looked for while walking.</summary>
internal static class PickListDrawing
{
    private const double Top = 33;
    private const double HeadHeight = 6;
    private const double RowHeight = 11.5;
    private const double OrdersLine = 3.6;
    private const double TailHeight = 16;
    private const int LettersToTheLine = 80;

    public static Sheet Of(PickList list)
    {
        var parts = Paging.Divide(list.Lines, Height, A4.Bottom - Top - HeadHeight, A4.Bottom - Top - HeadHeight, TailHeight);
        return new Sheet(list.Words["pick-title"], list.Day, [.. parts.Select((part, i) => new Page(A4.WidthMm, A4.HeightMm, canvas => Draw(canvas, list, part, i, parts.Count)))]);
    }

    private static void Draw(Canvas canvas, PickList list, List<PickLine> part, int index, int count)
    {
        var words = list.Words;
        A4.Head(canvas, words["pick-title"], list.MerchantName);
        canvas.Text(
            string.Create(CultureInfo.InvariantCulture, $"{LabelDrawing.Date(list.Day)}   ·   {words["orders"]} {list.Orders}   ·   {words["units"]} {list.Units}"), A4.Left, 24, A4.Inner, A4.Words);
        var y = Top;
        canvas.Text(words["bin"], A4.Left, y, 34, A4.Caption);
        canvas.Text(words["quantity"], A4.Left + 36, y, 16, A4.Caption.ToEnd());
        canvas.Text(words["item"], A4.Left + 56, y, 80, A4.Caption);
        canvas.Text(words["done"], A4.Left + A4.Inner - 16, y, 16, A4.Caption.ToEnd());
        y += HeadHeight;
        foreach (var line in part)
        {
            canvas.Rule(A4.Left, y, A4.Inner, 1);
            canvas.Text(line.Bin ?? words["no-bin"], A4.Left, y + 1.6, 36, line.Bin is null ? A4.Caption : new TextStyle(15, Bold: true) { SmallestPt = 7, MaxLines = 1 });
            canvas.Text(line.Quantity.ToString(CultureInfo.InvariantCulture), A4.Left + 38, y + 1.6, 14, new TextStyle(15, Bold: true) { SmallestPt = 9, Align = Align.End });
            canvas.Text(line.Title, A4.Left + 56, y + 1.2, A4.Inner - 68, A4.Bold);
            canvas.Text(line.Options is null ? line.Sku : $"{line.Sku}  ·  {line.Options}", A4.Left + 56, y + 5.4, A4.Inner - 68, A4.Words with { SizePt = 8 });
            canvas.Text(OrdersOf(line), A4.Left + 56, y + 9, A4.Inner - 68, A4.Caption with { MaxLines = OrderLines(line), Leading = 1.4 });
            A4.CheckBox(canvas, A4.Left + A4.Inner - 7, y + 2.4, 7);
            y += Height(line);
        }

        canvas.Rule(A4.Left, y, A4.Inner, 3);
        if (index == count - 1)
        {
            canvas.Text(words["picked-by"], A4.Left + 100, y + 12, A4.Inner - 100, A4.Caption);
            canvas.Rule(A4.Left + 100, y + 11, A4.Inner - 100, 2);
        }

        A4.Foot(canvas, list.MerchantName, words["page"], index, count);
    }

    private static string OrdersOf(PickLine line) => string.Join("   ", line.For.Select(f => f.Units == 1 ? f.Order : string.Create(CultureInfo.InvariantCulture, $"{f.Order} ×{f.Units}")));

    private static int OrderLines(PickLine line) => (OrdersOf(line).Length + LettersToTheLine - 1) / LettersToTheLine;

    private static double Height(PickLine line) => RowHeight + (OrderLines(line) * OrdersLine);
}
