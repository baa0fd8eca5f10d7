using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The short customs form as a block of the label.</summary>
internal static class Cn22Block
{
    private const double TitleHeight = 5.6;
    private const double CategoryHeight = 5.6;
    private const double FootHeight = 11.4;
    private const double LeastRoom = 7.4;
    private const double MostRoom = 15;

    /// <summary>Letters of licences' numbers that fit beside the terms.</summary>
    private const int LongestLicences = 34;

    private static readonly CertificateBlock Certificate = new(new TextStyle(5) { MaxLines = 2, Leading = 1.12 }, Type.Small, 52, FrenchAt: 4, LineAt: 3.8, Step: 2);
    private static readonly TextStyle Cell = new(6.5) { SmallestPt = 5 };

    /// <summary>Whether lines and licences fit the label; more of them go onto pages of their own.</summary>
    /// <param name="taken">Room that something else on the label takes from them, in millimetres.</param>
    public static bool Holds(CustomsDeclaration customs, double taken) => CustomsTable.HeightOf(customs.Lines) <= MostRoom - taken && LicencesOf(customs).Length <= LongestLicences;

    public static double HeightFor(CustomsDeclaration customs) =>
        TitleHeight + CategoryHeight + CustomsTable.HeadHeight + RoomFor(customs) + CustomsTable.TotalHeight + FootHeight;

    public static void Draw(Canvas canvas, LabelContent label, CustomsDeclaration customs, double x, double y, double width)
    {
        Title(canvas, x, y, width);
        y += TitleHeight;
        Categories(canvas, customs.Category, x, y, width, CategoryHeight);
        y = new CustomsTable(x, width, Cell).Draw(canvas, customs.Lines, customs, y + CategoryHeight, RoomFor(customs), withTotals: true);
        canvas.TextOnMiddle(string.Join("  ·  ", new[] { CustomsWords.Meaning(customs.Incoterm).English, CustomsWords.Reference(customs) }.OfType<string>()), x + 2, y + 1.7, 52, Type.SmallBold with { SmallestPt = 5 });
        if (LicencesOf(customs) is { Length: > 0 } licences) canvas.TextOnMiddle(licences, x + 56, y + 1.7, width - 58, Type.SmallBold.ToEnd() with { SmallestPt = 5 });
        Certificate.Draw(canvas, label, x, y + 2.2, width);
    }

    private static string LicencesOf(CustomsDeclaration customs) => customs.Licences.Count == 0 ? "" : $"{CustomsWords.Licence} {string.Join(", ", customs.Licences)}";

    /// <summary>All reasons in a row, evenly apart, the declaration's own with its box filled.</summary>
    public static void Categories(Canvas canvas, CustomsCategory chosen, double x, double y, double width, double height)
    {
        const double Box = 2;
        const double BoxGap = 0.7;
        const double SizePt = 5.5;
        TextStyle StyleOf(CustomsCategory category) => new(SizePt, Bold: category == chosen);
        var widths = CustomsWords.Categories.Select(c => Box + BoxGap + new[] { CustomsWords.Both(c).English, CustomsWords.Both(c).French }.Max(t => canvas.Width(t, StyleOf(c)))).ToArray();
        var gap = (width - 4 - widths.Sum()) / (widths.Length - 1);
        var at = x + 2;
        for (var i = 0; i < widths.Length; i++)
        {
            var category = CustomsWords.Categories[i];
            var words = CustomsWords.Both(category);
            var top = y + ((height - Box) / 2);
            canvas.Frame(at, top, Box, Box, 1);
            if (category == chosen) canvas.Fill(at + 0.375, top + 0.375, Box - 0.75, Box - 0.75);
            var apart = words.English == words.French ? 0 : 1.15;
            canvas.TextOnMiddle(words.English, at + Box + BoxGap, y + (height / 2) - apart, widths[i], StyleOf(category));
            if (apart > 0) canvas.TextOnMiddle(words.French, at + Box + BoxGap, y + (height / 2) + apart, widths[i], StyleOf(category));
            at += widths[i] + gap;
        }

        canvas.Rule(x, y + height, width, 1);
    }

    private static void Title(Canvas canvas, double x, double y, double width)
    {
        canvas.Fill(x, y, 14, TitleHeight);
        canvas.TextOnMiddle("CN 22", x + 0.5, y + (TitleHeight / 2), 13, new TextStyle(9, Bold: true) { Align = Align.Centre, Ink = Ink.White });
        canvas.TextOnMiddle(CustomsWords.Title.English, x + 16, y + 1.6, 42, new TextStyle(6.5, Bold: true));
        canvas.TextOnMiddle(CustomsWords.Title.French, x + 16, y + 4.1, 42, new TextStyle(6.5, Bold: true));
        canvas.TextOnMiddle(CustomsWords.MayBeOpened.English, x + 58, y + 1.6, width - 60, new TextStyle(5.5).ToEnd());
        canvas.TextOnMiddle(CustomsWords.MayBeOpened.French, x + 58, y + 4.1, width - 60, new TextStyle(5.5).ToEnd());
        canvas.Rule(x, y + TitleHeight, width, 1);
    }

    private static double RoomFor(CustomsDeclaration customs) => Math.Max(LeastRoom, CustomsTable.HeightOf(customs.Lines));
}
