using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The short customs form as a block of the label.</summary>
internal static class Cn22Block
{
    private const double TitleHeight = 5.5;
    private const double CategoryHeight = 4;
    private const double FootHeight = 8.6;
    private const double LeastRoom = 7.4;
    private const double MostRoom = 15;

    private static readonly TextStyle Cell = new(6.5) { SmallestPt = 5 };

    /// <summary>Whether the lines fit the label; more of them go onto pages of their own.</summary>
    public static bool Holds(CustomsDeclaration customs) => CustomsTable.HeightOf(customs.Lines) <= MostRoom;

    public static double HeightFor(CustomsDeclaration customs) =>
        TitleHeight + CategoryHeight + CustomsTable.HeadHeight + RoomFor(customs) + CustomsTable.TotalHeight + FootHeight;

    public static void Draw(Canvas canvas, LabelContent label, CustomsDeclaration customs, double x, double y, double width)
    {
        Title(canvas, x, y, width);
        y += TitleHeight;
        Categories(canvas, customs.Category, x, y, width, CategoryHeight);
        y = new CustomsTable(x, width, Cell).Draw(canvas, customs.Lines, customs, y + CategoryHeight, RoomFor(customs), withTotals: true);
        canvas.TextOnMiddle(string.Join("  ·  ", new[] { CustomsWords.Meaning(customs.Incoterm), CustomsWords.Reference(customs) }.OfType<string>()), x + 2, y + 2, 50, Type.SmallBold);
        canvas.Text(CustomsWords.Certified, x + 2, y + 3.5, 50, new TextStyle(5) { MaxLines = 2, Leading = 1.17 });
        canvas.TextOnMiddle($"{LabelDrawing.Date(label.PostedOn)}  {label.Sender.Name}", x + 54, y + 3, width - 56, Type.Small.ToEnd());
        canvas.Rule(x + 54, y + 4.8, width - 56, 1);
        canvas.TextOnMiddle("Date and signature of the sender", x + 54, y + 6.5, width - 56, new TextStyle(5).ToEnd());
    }

    /// <summary>All reasons in a row, evenly apart, the declaration's own with its box filled.</summary>
    public static void Categories(Canvas canvas, CustomsCategory chosen, double x, double y, double width, double height)
    {
        const double Box = 2;
        const double BoxGap = 0.7;
        var styles = CustomsWords.Categories.Select(c => new TextStyle(6, Bold: c == chosen)).ToArray();
        var widths = CustomsWords.Categories.Select((c, i) => Box + BoxGap + canvas.Width(CustomsWords.Of(c), styles[i])).ToArray();
        var gap = (width - 4 - widths.Sum()) / (widths.Length - 1);
        var at = x + 2;
        for (var i = 0; i < widths.Length; i++)
        {
            var category = CustomsWords.Categories[i];
            var top = y + ((height - Box) / 2);
            canvas.Frame(at, top, Box, Box, 1);
            if (category == chosen) canvas.Fill(at + 0.375, top + 0.375, Box - 0.75, Box - 0.75);
            canvas.TextOnMiddle(CustomsWords.Of(category), at + Box + BoxGap, y + (height / 2), widths[i], styles[i]);
            at += widths[i] + gap;
        }

        canvas.Rule(x, y + height, width, 1);
    }

    private static void Title(Canvas canvas, double x, double y, double width)
    {
        canvas.Fill(x, y, 14, TitleHeight);
        canvas.TextOnMiddle("CN 22", x + 0.5, y + (TitleHeight / 2), 13, new TextStyle(9, Bold: true) { Align = Align.Centre, Ink = Ink.White });
        canvas.TextOnMiddle("CUSTOMS DECLARATION", x + 16, y + (TitleHeight / 2), 44, new TextStyle(8, Bold: true));
        canvas.TextOnMiddle("May be opened officially", x + 58, y + (TitleHeight / 2), width - 60, Type.Small.ToEnd());
        canvas.Rule(x, y + TitleHeight, width, 1);
    }

    private static double RoomFor(CustomsDeclaration customs) => Math.Max(LeastRoom, CustomsTable.HeightOf(customs.Lines));
}
