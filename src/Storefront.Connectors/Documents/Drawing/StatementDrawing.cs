using System.Globalization;
using Storefront.Orders;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>A merchant's account statement, A4 upright.</summary>
internal static class StatementDrawing
{
    private const double WidthMm = 210;
    private const double HeightMm = 297;
    private const double Left = 16;
    private const double Inner = WidthMm - (2 * Left);
    private const double Bottom = HeightMm - 18;
    private const double FirstTop = 82;
    private const double NextTop = 30;
    private const double HeadHeight = 8;
    private const double RowHeight = 6.4;
    private const double RatesHeight = 4;
    private const double SumHeight = 5.6;

    /// <summary>Where each column begins and how wide it is.</summary>
    private static readonly (double At, double Width)[] Columns = [(0, 29), (30, 40), (71, 29), (101, 26), (128, 22), (151, 27)];

    private static readonly TextStyle Words = new(8.5) { SmallestPt = 6.5 };
    private static readonly TextStyle Bold = Words with { Bold = true };
    private static readonly TextStyle Caption = new(7) { SmallestPt = 5.5 };

    public static Sheet Of(StatementSheet statement)
    {
        var parts = Parts(statement);
        return new Sheet($"{statement.Title} {statement.Merchant}", statement.Dated, [.. parts.Select((part, i) => new Page(WidthMm, HeightMm, canvas => Draw(canvas, statement, part, i, parts.Count)))]);
    }

    /// <summary>Lines per page; the last page keeps room for the sums.</summary>
    private static List<List<StatementSheetLine>> Parts(StatementSheet statement)
    {
        var parts = new List<List<StatementSheetLine>> { new() };
        var y = FirstTop + HeadHeight;
        foreach (var line in statement.Lines)
        {
            if (y + Height(line) > Bottom)
            {
                parts.Add([]);
                y = NextTop + HeadHeight;
            }

            parts[^1].Add(line);
            y += Height(line);
        }

        if (y + SumsHeight(statement) > Bottom) parts.Add([]);
        return parts;
    }

    private static double Height(StatementSheetLine line) => RowHeight + (line.Rates.Length > 0 ? RatesHeight : 0);

    private static double SumsHeight(StatementSheet statement) => 6 + (statement.Sums.Count * SumHeight) + 14;

    private static void Draw(Canvas canvas, StatementSheet statement, List<StatementSheetLine> part, int index, int count)
    {
        canvas.Text(statement.Market, Left, 14, 80, new TextStyle(12, Bold: true));
        canvas.Text(statement.Title, Left + 90, 14, Inner - 90, new TextStyle(12).ToEnd());
        canvas.Rule(Left, 22, Inner, 6);
        if (index == 0) Head(canvas, statement);
        var y = index == 0 ? FirstTop : NextTop;
        if (part.Count > 0 || statement.Lines.Count == 0) y = Table(canvas, statement, part, y);
        if (index == count - 1) Sums(canvas, statement, y + 6);
        canvas.TextOnMiddle(statement.Merchant, Left, HeightMm - 10, 120, Caption);
        canvas.TextOnMiddle(string.Create(CultureInfo.InvariantCulture, $"{index + 1} / {count}"), Left + Inner - 30, HeightMm - 10, 30, Caption.ToEnd());
    }

    private static void Head(Canvas canvas, StatementSheet statement)
    {
        var y = 30.0;
        canvas.Text(statement.Merchant, Left, y, 90, new TextStyle(13, Bold: true) { SmallestPt = 9 });
        y += 8;
        foreach (var line in statement.Address)
        {
            canvas.Text(line, Left, y, 90, Words);
            y += 5;
        }

        y = 30;
        foreach (var (name, value) in statement.Facts)
        {
            canvas.Text(name, Left + 100, y, 30, Caption);
            canvas.Text(value, Left + 130, y - 0.6, Inner - 130, Bold);
            y += 6.5;
        }
    }

    private static double Table(Canvas canvas, StatementSheet statement, List<StatementSheetLine> part, double y)
    {
        canvas.Rule(Left, y, Inner, 3);
        Row(canvas, statement.Columns, y + 2, Caption);
        y += HeadHeight;
        foreach (var line in part)
        {
            canvas.Rule(Left, y, Inner, 1);
            Row(canvas, [line.Date, line.What, line.Order, line.Amount, line.Reserve, line.Balance], y + 1.2, Words);
            if (line.Rates.Length > 0) canvas.Text(line.Rates, Left + Columns[1].At, y + RowHeight - 0.8, Inner - Columns[1].At, Caption);
            y += Height(line);
        }

        canvas.Rule(Left, y, Inner, 3);
        return y;
    }

    private static void Row(Canvas canvas, IReadOnlyList<string> cells, double y, TextStyle style)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (cells[i].Length > 0) canvas.Text(cells[i], Left + Columns[i].At, y, Columns[i].Width, i > 2 ? style.ToEnd() : style);
        }
    }

    private static void Sums(Canvas canvas, StatementSheet statement, double y)
    {
        foreach (var (name, amount) in statement.Sums)
        {
            canvas.Text(name, Left + 60, y, 78, Words);
            canvas.Text(amount, Left + 138, y, Inner - 138, Bold.ToEnd());
            y += SumHeight;
        }

        canvas.Text(statement.Note, Left, y + 4, Inner, Caption with { MaxLines = 2 });
    }
}
