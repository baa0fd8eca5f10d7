using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>Battery marks on A4, four to the sheet; see <see cref="BatteryMark"/> for what the regulations ask.</summary>
internal static class BatteryMarkDrawing
{
    private const double Side = 100;
    private const double Border = 6;
    private const double Gutter = 4;
    private const double Below = 20;
    private const int PerSheet = 4;

    /// <summary>Capitals and digits of twelve millimetres, and a little more for the printer.</summary>
    private const double UnNumberPt = 12.4 / Typeface.CapitalHeight * 72 / 25.4;

    public static Sheet Of(BatteryMarkSheet sheet)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sheet.Marks.Count);
        return new Sheet("Battery marks", sheet.Day, [.. sheet.Marks.Chunk(PerSheet).Select(four => new Page(A4.WidthMm, A4.HeightMm, canvas => Draw(canvas, four)))]);
    }

    private static void Draw(Canvas canvas, BatteryMark[] four)
    {
        for (var i = 0; i < four.Length; i++) Mark(canvas, four[i], Gutter + ((Side + 2) * (i % 2)), 12 + ((Side + Below + 12) * (i / 2)));
    }

    private static void Mark(Canvas canvas, BatteryMark mark, double x, double y)
    {
        canvas.Hatch(x, y, Side, Side, Border, 5);
        var numbers = mark.UnNumbers;
        var top = y + Side - Border - 3 - (numbers.Count * 15);
        Symbol(canvas, x + (Side / 2), y + Border + 3, top - y - Border - 5);
        for (var i = 0; i < numbers.Count; i++) canvas.TextOnMiddle(numbers[i], x + Border + 2, top + 7 + (i * 15), Side - (2 * Border) - 4, new TextStyle(UnNumberPt, Bold: true).Centred());

        var at = y + Side + 2;
        foreach (var text in mark.WaybillTexts)
        {
            canvas.Text(text, x, at, Side, A4.Words with { SizePt = 8 });
            at += 4;
        }

        if (mark.IsCargoAircraftOnly)
        {
            canvas.Text("Fully regulated: hazard label class 9A and the label \"Cargo aircraft only\" go beside it. No post takes this parcel.", x, at, Side, A4.Bold with { SizePt = 8, MaxLines = 2 });
            at += 8;
        }

        canvas.Text(mark.TrackingNumber is { } number ? $"{mark.Reference}  ·  {LabelDrawing.Spaced(number)}" : mark.Reference, x, at, Side, A4.Caption);
    }

    /// <summary>Three batteries, the last one broken, with a flame above it.</summary>
    private static void Symbol(Canvas canvas, double centre, double top, double height)
    {
        var unit = height / 10;
        var cellTop = top + (unit * 4);
        var (width, tall) = (unit * 2.6, unit * 5.6);
        for (var i = 0; i < 3; i++)
        {
            var left = centre - (unit * 5.2) + (i * unit * 3.6);
            canvas.Fill(left + (width * 0.32), cellTop - (unit * 0.6), width * 0.36, unit * 0.6);
            canvas.Fill(left, cellTop, width, tall);
        }

        var broken = centre - (unit * 5.2) + (2 * unit * 3.6);
        canvas.Polygon(Ink.White, (broken + (width * 0.45), cellTop), (broken + (width * 0.7), cellTop + (tall * 0.3)), (broken + (width * 0.4), cellTop + (tall * 0.5)), (broken + (width * 0.6), cellTop + tall), (broken + (width * 0.42), cellTop + tall), (broken + (width * 0.2), cellTop + (tall * 0.45)), (broken + (width * 0.5), cellTop + (tall * 0.28)), (broken + (width * 0.3), cellTop));
        canvas.Polygon(
            Ink.Black, (broken + (width * 0.5), cellTop - (unit * 1.1)), (broken - (width * 0.1), cellTop - (unit * 2.1)), (broken + (width * 0.2), cellTop - (unit * 3.3)), (broken + (width * 0.35), cellTop - (unit * 2.6)),
            (broken + (width * 0.6), cellTop - (unit * 4)), (broken + (width * 0.75), cellTop - (unit * 2.8)), (broken + (width * 1.1), cellTop - (unit * 3)), (broken + (width * 1.05), cellTop - (unit * 1.8)));
    }
}
