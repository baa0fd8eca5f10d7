using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>Labels on A4, four to the sheet; see <see cref="LabelSheet"/> for the measures and why.</summary>
internal static class LabelSheetDrawing
{
    public const double WidthMm = 210;
    public const double HeightMm = 297;

    private const double PlaceWidth = WidthMm / 2;
    private const double PlaceHeight = HeightMm / 2;

    public static Sheet Of(LabelSheet sheet)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sheet.Labels.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(sheet.StartAt, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sheet.StartAt, LabelSheet.Places);
        if (sheet.Labels.FirstOrDefault(l => !LabelSheet.Holds(l.TrackingNumber)) is { } tooLong) throw new ArgumentException($"The bars of '{tooLong.TrackingNumber}' would be too narrow on a sheet.", nameof(sheet));
        var places = new Page?[sheet.StartAt - 1].Concat(sheet.Labels.SelectMany(l => LabelDrawing.Of(l).Pages));
        return new Sheet("Labels", sheet.Labels[0].PostedOn, [.. places.Chunk(LabelSheet.Places).Select(four => new Page(WidthMm, HeightMm, canvas => Draw(canvas, four)))]);
    }

    private static void Draw(Canvas canvas, Page?[] four)
    {
        for (var i = 0; i < four.Length; i++)
        {
            if (four[i] is not { } page) continue;
            var (left, top) = (PlaceWidth * (i % 2), PlaceHeight * (i / 2));
            canvas.Place(page, left + ((PlaceWidth - (page.WidthMm * LabelSheet.Scale)) / 2), top + ((PlaceHeight - (page.HeightMm * LabelSheet.Scale)) / 2), LabelSheet.Scale);
        }
    }
}
