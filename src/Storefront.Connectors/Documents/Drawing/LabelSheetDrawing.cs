using Storefront.Connectors.Documents.Joining;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>Labels on A4, four to the sheet; see <see cref="LabelSheet"/> for the measures and why.</summary>
internal static class LabelSheetDrawing
{
    public const double WidthMm = 210;
    public const double HeightMm = 297;

    private const double PlaceWidth = WidthMm / 2;
    private const double PlaceHeight = HeightMm / 2;
    private const double MostWidth = LabelDrawing.WidthMm * LabelSheet.Scale;
    private const double MostHeight = LabelDrawing.HeightMm * LabelSheet.Scale;

    /// <param name="open">The pages of a carrier's label; none where it has none.</param>
    public static Sheet Of(LabelSheet sheet, Func<CarrierLabelFile, IReadOnlyList<Page>> open)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sheet.Labels.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(sheet.StartAt, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sheet.StartAt, LabelSheet.Places);
        if (sheet.Labels.OfType<LabelContent>().FirstOrDefault(l => !LabelSheet.Holds(l.TrackingNumber)) is { } tooLong) throw new ArgumentException($"The bars of '{tooLong.TrackingNumber}' would be too narrow on a sheet.", nameof(sheet));
        var pages = sheet.Labels.SelectMany(l => l switch
        {
            LabelContent own => LabelDrawing.Of(own).Pages,
            CarrierLabelFile file => open(file),
            _ => throw new ArgumentException($"Nobody has said how a {l.GetType().Name} looks.", nameof(sheet)),
        }).ToLookup(p => p.Whole is not { } carrier || Fit(carrier).Scale >= LabelSheet.LeastScale);
        var places = new Page?[sheet.StartAt - 1].Concat(pages[true]).ToArray();
        var sheets = pages[true].Any() ? places.Chunk(LabelSheet.Places).Select(four => new Page(WidthMm, HeightMm, canvas => Draw(canvas, four)) { Placed = [.. four.Select(Placed).OfType<PlacedPage>()] }) : [];
        return new Sheet("Labels", sheet.Labels[0].PostedOn, [.. sheets, .. pages[false]]);
    }

    private static void Draw(Canvas canvas, Page?[] four)
    {
        for (var i = 0; i < four.Length; i++)
        {
            if (four[i] is not { Whole: null } page) continue;
            var (x, y) = Centre(i);
            canvas.Place(page, x - (page.WidthMm * LabelSheet.Scale / 2), y - (page.HeightMm * LabelSheet.Scale / 2), LabelSheet.Scale);
        }
    }

    private static PlacedPage? Placed(Page? page, int place)
    {
        if (page?.Whole is not { } carrier) return null;
        var (scale, turned) = Fit(carrier);
        var (x, y) = Centre(place);
        return new PlacedPage(carrier, x, y, scale, turned);
    }

    private static (double X, double Y) Centre(int place) => (PlaceWidth * (place % 2 + 0.5), PlaceHeight * (place / 2 + 0.5));

    /// <summary>Never larger than it is.</summary>
    private static (double Scale, bool Turned) Fit(CarrierPage page)
    {
        var (width, height) = page.SizeMm;
        var turned = width > height;
        if (turned) (width, height) = (height, width);
        return (Math.Min(1, Math.Min(MostWidth / width, MostHeight / height)), turned);
    }
}
