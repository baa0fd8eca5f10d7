using System.Globalization;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>What the lists on A4 share: measures, head and foot.</summary>
internal static class A4
{
    public const double WidthMm = 210;
    public const double HeightMm = 297;
    public const double Left = 14;
    public const double Inner = WidthMm - (2 * Left);
    public const double Bottom = HeightMm - 16;

    public static readonly TextStyle Words = new(9) { SmallestPt = 6.5 };
    public static readonly TextStyle Bold = Words with { Bold = true };
    public static readonly TextStyle Caption = new(7) { SmallestPt = 5.5 };

    public static void Head(Canvas canvas, string title, string right, string? language = null)
    {
        canvas.Text(title, Left, 11, 110, new TextStyle(15, Bold: true) { SmallestPt = 10, Language = language });
        canvas.Text(right, Left + 112, 12, Inner - 112, new TextStyle(11) { SmallestPt = 7, Align = Align.End });
        canvas.Rule(Left, 20, Inner, 5);
    }

    public static void Foot(Canvas canvas, string left, string page, int index, int count)
    {
        canvas.TextOnMiddle(left, Left, HeightMm - 10, 120, Caption);
        canvas.TextOnMiddle(string.Create(CultureInfo.InvariantCulture, $"{page} {index + 1} / {count}"), Left + Inner - 60, HeightMm - 10, 60, Caption.ToEnd());
    }

    public static void CheckBox(Canvas canvas, double x, double y, double size) => canvas.Frame(x, y, size, size, 3);
}
