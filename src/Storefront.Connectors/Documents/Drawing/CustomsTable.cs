using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>Lines of goods and their totals, as both customs forms show them. No description is ever cut: a long one takes more height.</summary>
internal sealed class CustomsTable(double x, double width, TextStyle text)
{
    public const double HeadHeight = 5.2;
    public const double TotalHeight = 4;

    private const double FirstLine = 3.7;
    private const double FurtherLine = 2.6;

    /// <summary>Fewer than fit at the usual size, so that a text of wide letters is only set a little smaller.</summary>
    private const int LettersToTheLine = 34;

    private const double Quantity = 7.5;
    private readonly double[] columns = [0, Quantity, width - 47, width - 36, width - 21.5, width - 7.5];

    public static double HeightOf(CustomsLine line) => FirstLine + ((LinesOf(line) - 1) * FurtherLine);

    public static double HeightOf(IEnumerable<CustomsLine> lines) => lines.Sum(HeightOf);

    /// <summary>Draws head, lines and, where wanted, the totals of the whole declaration.</summary>
    /// <param name="height">Room for the lines; what they do not fill stays white.</param>
    /// <returns>Where the table ends.</returns>
    public double Draw(Canvas canvas, IEnumerable<CustomsLine> lines, CustomsDeclaration customs, double y, double height, bool withTotals)
    {
        var top = y;
        var head = new TextStyle(5);
        var heads = CustomsWords.Columns(customs.Currency);
        Cells(canvas, y + 1.5, head, head, [.. heads.Select(h => h.English)]);
        Cells(canvas, y + 3.7, head, head, [.. heads.Select(h => h.French)]);
        y += HeadHeight;
        canvas.Rule(x, y, width, 1);
        var end = y + height;
        foreach (var line in lines)
        {
            var rows = LinesOf(line);
            var middle = y + (FirstLine / 2);
            Cells(canvas, middle, text, text, line.Quantity.ToString(CultureInfo.InvariantCulture), rows == 1 ? line.Description : "", LabelDrawing.Kilograms(line.NetWeight), line.Value.ToPlain(), Dotted(line.HsCode), line.Origin.Code);
            if (rows > 1) canvas.Text(line.Description, x + columns[1], y + 0.45, columns[2] - columns[1] - 1, text with { SizePt = Math.Min(text.SizePt, 6.5), SmallestPt = 5, MaxLines = rows, Leading = 1.1 });
            y += HeightOf(line);
        }

        foreach (var column in columns.Skip(2)) canvas.Divide(x + column, top, end - top, 1);
        canvas.Rule(x, end, width, 2);
        if (!withTotals) return end;
        var bold = text with { Bold = true };
        Cells(canvas, end + (TotalHeight / 2), bold, bold, "", "Total", LabelDrawing.Kilograms(customs.TotalNetWeight), customs.TotalValue.ToPlain(), customs.Currency.Code, "");
        canvas.Rule(x, end + TotalHeight, width, 2);
        return end + TotalHeight;
    }

    private void Cells(Canvas canvas, double middle, TextStyle first, TextStyle others, params string[] cells)
    {
        Cell(0, 2, first);
        Cell(1, 0, first);
        Cell(2, 0.5, others.ToEnd());
        Cell(3, 0.5, others.ToEnd());
        Cell(4, 1, others);
        Cell(5, 0.25, others.Centred());

        void Cell(int column, double indent, TextStyle style)
        {
            if (cells[column].Length == 0) return;
            var end = column + 1 < columns.Length ? columns[column + 1] - 1 : width - 0.25;
            canvas.TextOnMiddle(cells[column], x + columns[column] + indent, middle, end - columns[column] - indent, style);
        }
    }

    private static int LinesOf(CustomsLine line) => Math.Max(1, (line.Description.Length + LettersToTheLine - 1) / LettersToTheLine);

    /// <summary>As tariffs print it: 6912.00.</summary>
    private static string Dotted(HsCode code) => $"{code.Heading}.{code.Subheading[4..]}";
}
