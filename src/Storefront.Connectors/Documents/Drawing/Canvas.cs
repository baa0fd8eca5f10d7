using Storefront.Connectors.Documents.Native;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>Draws in black on white. Measures are millimetres from the top left corner; all of them land on whole dots of
/// an eighth of a millimetre (203 dots per inch), so that print, picture and vector page agree.</summary>
internal sealed class Canvas(CairoContext cairo, PangoObject pango, Typeface typeface, double pageWidthMm)
{
    public const int DotsPerMm = 8;

    private const double DotsPerPoint = DotsPerMm * 25.4 / 72;

    /// <summary>Turns start and end of everything that is drawn from now on, for pages that read from the right.</summary>
    public bool Mirrored { get; set; }

    /// <summary>Characters so far for which no font has a shape.</summary>
    public int MissingGlyphs { get; private set; }

    public static int Dots(double mm) => (int)Math.Round(mm * DotsPerMm, MidpointRounding.AwayFromZero);

    public void Fill(double x, double y, double width, double height, Ink ink = Ink.Black)
    {
        var left = Left(x, width);
        FillDots(Dots(left), Dots(y), Dots(left + width) - Dots(left), Dots(y + height) - Dots(y), ink);
    }

    /// <summary>A filled shape with straight sides.</summary>
    public void Polygon(Ink ink, params ReadOnlySpan<(double X, double Y)> corners)
    {
        Choose(ink);
        for (var i = 0; i < corners.Length; i++)
        {
            var (x, y) = (Left(corners[i].X, 0) * DotsPerMm, corners[i].Y * DotsPerMm);
            if (i == 0) CairoLibrary.MoveTo(cairo, x, y);
            else CairoLibrary.LineTo(cairo, x, y);
        }

        CairoLibrary.Fill(cairo);
    }

    /// <summary>A border of slanting red stripes that lies inside the given rectangle.</summary>
    /// <param name="stripe">Width of a stripe along the side, and of the gap after it.</param>
    public void Hatch(double x, double y, double width, double height, double border, double stripe)
    {
        CairoLibrary.Save(cairo);
        CairoLibrary.SetFillRule(cairo, CairoLibrary.FillRuleEvenOdd);
        var (left, top) = (Dots(Left(x, width)), Dots(y));
        CairoLibrary.Rectangle(cairo, left, top, Dots(width), Dots(height));
        CairoLibrary.Rectangle(cairo, left + Dots(border), top + Dots(border), Dots(width - (2 * border)), Dots(height - (2 * border)));
        CairoLibrary.Clip(cairo);
        for (var at = -height; at < width; at += 2 * stripe) Polygon(Ink.Red, (x + at, y + height), (x + at + height, y), (x + at + height + stripe, y), (x + at + stripe, y + height));
        CairoLibrary.Restore(cairo);
    }

    /// <summary>Draws a whole page smaller into this one, with its top left corner at the given place. Its measures stay whole dots of its own, so that only
    /// pages that are printed from the vector file may be scaled.</summary>
    public void Place(Page page, double x, double y, double scale)
    {
        CairoLibrary.Save(cairo);
        CairoLibrary.Translate(cairo, x * DotsPerMm, y * DotsPerMm);
        CairoLibrary.Scale(cairo, scale, scale);
        PangoLibrary.UpdateContext(cairo, pango);
        var inside = new Canvas(cairo, pango, typeface, page.WidthMm);
        page.Draw(inside);
        MissingGlyphs += inside.MissingGlyphs;
        CairoLibrary.Restore(cairo);
        PangoLibrary.UpdateContext(cairo, pango);
    }

    /// <summary>A horizontal line whose upper edge is at <paramref name="y"/>.</summary>
    public void Rule(double x, double y, double width, int dots = 2)
    {
        var left = Left(x, width);
        FillDots(Dots(left), Dots(y), Dots(left + width) - Dots(left), dots, Ink.Black);
    }

    /// <summary>A vertical line whose left edge is at <paramref name="x"/>.</summary>
    public void Divide(double x, double y, double height, int dots = 2) => FillDots(Dots(Left(x, 0)), Dots(y), dots, Dots(y + height) - Dots(y), Ink.Black);

    /// <summary>A frame that lies inside the given rectangle.</summary>
    public void Frame(double x, double y, double width, double height, int dots = 2)
    {
        var start = Left(x, width);
        var (left, top, right, bottom) = (Dots(start), Dots(y), Dots(start + width), Dots(y + height));
        FillDots(left, top, right - left, dots, Ink.Black);
        FillDots(left, bottom - dots, right - left, dots, Ink.Black);
        FillDots(left, top, dots, bottom - top, Ink.Black);
        FillDots(right - dots, top, dots, bottom - top, Ink.Black);
    }

    /// <summary>Bars of a whole number of dots to the module, centred in the width, quiet zones left white.</summary>
    /// <returns>Dots to the module.</returns>
    /// <exception cref="ArgumentException">Even at two dots to the module the bars do not fit.</exception>
    public int Bars(Code128Symbol symbol, double x, double y, double width, double height, int mostDots = 4)
    {
        x = Left(x, width);
        var room = Dots(x + width) - Dots(x);
        var module = Math.Min(mostDots, room / (symbol.Modules + (2 * Code128Symbol.QuietModules)));
        if (module < 2) throw new ArgumentException($"'{symbol.Text}' is too long for a bar code of {width} mm.", nameof(symbol));
        var at = Dots(x) + ((room - (symbol.Modules * module)) / 2);
        Choose(Ink.Black);
        for (var i = 0; i < symbol.Widths.Count; i++)
        {
            var bar = symbol.Widths[i] * module;
            if (i % 2 == 0) CairoLibrary.Rectangle(cairo, at, Dots(y), bar, Dots(y + height) - Dots(y));
            at += bar;
        }

        CairoLibrary.Fill(cairo);
        return module;
    }

    /// <summary>Sets a text with its top at <paramref name="y"/> inside the width.</summary>
    /// <returns>The height that it took, in millimetres.</returns>
    public double Text(string text, double x, double y, double width, TextStyle style)
    {
        using var layout = Lay(text, width, style, out _);
        Show(layout, x, y, width, style.Ink);
        return HeightOf(layout);
    }

    /// <summary>One line that stands with the middle of its capitals at <paramref name="middle"/>.</summary>
    public void TextOnMiddle(string text, double x, double middle, double width, TextStyle style)
    {
        using var layout = Lay(text, width, style, out var sizeMm);
        Show(layout, x, middle + (Typeface.CapitalHeight * sizeMm / 2) - BaselineOf(layout), width, style.Ink);
    }

    /// <summary>The height that a text would take, in millimetres.</summary>
    public double Height(string text, double width, TextStyle style)
    {
        using var layout = Lay(text, width, style, out _);
        return HeightOf(layout);
    }

    /// <summary>The width that a text takes on one line, in millimetres.</summary>
    public double Width(string text, TextStyle style)
    {
        using var layout = Lay(text, 1000, style with { Align = Align.Start }, out _);
        PangoLibrary.Extents(layout, out _, out var logical);
        return logical.Width / (double)PangoLibrary.Scale / DotsPerMm;
    }

    private static double HeightOf(PangoObject layout)
    {
        PangoLibrary.Extents(layout, out _, out var logical);
        return logical.Height / (double)PangoLibrary.Scale / DotsPerMm;
    }

    private static double BaselineOf(PangoObject layout) => PangoLibrary.Baseline(layout) / (double)PangoLibrary.Scale / DotsPerMm;

    private void Show(PangoObject layout, double x, double y, double width, Ink ink)
    {
        MissingGlyphs += PangoLibrary.UnknownGlyphs(layout);
        Choose(ink);
        // The first baseline stands on a whole dot, so that the letters of every line are equally sharp.
        var baseline = BaselineOf(layout);
        CairoLibrary.MoveTo(cairo, Dots(Left(x, width)), Dots(y + baseline) - (baseline * DotsPerMm));
        PangoLibrary.ShowLayout(cairo, layout);
    }

    private PangoObject Lay(string text, double width, TextStyle style, out double sizeMm)
    {
        PangoLibrary.SetLanguage(pango, PangoLibrary.Language(style.Language ?? "en"));
        var layout = PangoLibrary.NewLayout(pango);
        PangoLibrary.SetText(layout, text, -1);
        PangoLibrary.SetWrap(layout, PangoLibrary.WrapWordChar);
        PangoLibrary.SetWidth(layout, Dots(width) * PangoLibrary.Scale);
        PangoLibrary.SetAlignment(layout, AlignmentOf(text, style.Align));
        var size = style.SizePt;
        Size();
        while (!Fits(layout, style.MaxLines) && size > style.SmallestPt)
        {
            size = Math.Max(style.SmallestPt, size - 0.5);
            Size();
        }

        if (!Fits(layout, style.MaxLines))
        {
            PangoLibrary.SetHeight(layout, -style.MaxLines);
            PangoLibrary.SetEllipsize(layout, PangoLibrary.EllipsizeEnd);
        }

        sizeMm = size * 25.4 / 72;
        return layout;

        void Size() => typeface.Apply(layout, size * DotsPerPoint, style.Bold, style.Leading);
    }

    private static bool Fits(PangoObject layout, int lines) => PangoLibrary.LineCount(layout) <= lines;

    /// <summary>Pango turns left and right round in a paragraph that reads from the right; here start is always the side on which the
    /// page starts, so that a block of addresses in two scripts has one edge.</summary>
    private int AlignmentOf(string text, Align align)
    {
        var turned = Mirrored != (PangoLibrary.FindBaseDirection(text, -1) == PangoLibrary.DirectionRightToLeft);
        return align switch
        {
            Align.Start => turned ? PangoLibrary.AlignRight : PangoLibrary.AlignLeft,
            Align.Centre => PangoLibrary.AlignCentre,
            Align.End => turned ? PangoLibrary.AlignLeft : PangoLibrary.AlignRight,
        };
    }

    private double Left(double x, double width) => Mirrored ? pageWidthMm - x - width : x;

    private void FillDots(int x, int y, int width, int height, Ink ink)
    {
        Choose(ink);
        CairoLibrary.Rectangle(cairo, x, y, width, height);
        CairoLibrary.Fill(cairo);
    }

    private void Choose(Ink ink)
    {
        var (red, light) = ink switch
        {
            Ink.Black => (0, 0),
            Ink.White => (1, 1),
            Ink.Red => (0.84, 0),
        };
        CairoLibrary.SetSource(cairo, red, light, light);
    }
}
