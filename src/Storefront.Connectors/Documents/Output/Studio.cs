using Storefront.Connectors.Documents.Drawing;
using Storefront.Connectors.Documents.Native;

namespace Storefront.Connectors.Documents.Output;

/// <summary>Pango's fonts, loaded once. Not for two threads at a time.</summary>
internal sealed class Studio : IDisposable
{
    private readonly PangoObject fontMap = PangoLibrary.NewFontMap();
    private readonly Typeface typeface = new();

    /// <summary>Draws one page on a surface whose unit is <paramref name="scale"/> to the dot.</summary>
    /// <param name="forDots">Letters fitted to the dots of a black and white raster, or free as in a vector page.</param>
    /// <returns>Characters without a shape.</returns>
    public int Draw(Page page, CairoContext cairo, double scale, bool forDots)
    {
        using var pango = PangoLibrary.CreateContext(fontMap);
        using var options = CairoLibrary.CreateFontOptions();
        CairoLibrary.SetFontAntialias(options, forDots ? CairoLibrary.AntialiasNone : CairoLibrary.AntialiasGray);
        CairoLibrary.SetHintStyle(options, forDots ? CairoLibrary.HintStyleFull : CairoLibrary.HintStyleNone);
        CairoLibrary.SetHintMetrics(options, CairoLibrary.HintMetricsOff);
        PangoLibrary.SetFontOptions(pango, options);
        PangoLibrary.SetRoundGlyphPositions(pango, false);
        CairoLibrary.Scale(cairo, scale, scale);
        CairoLibrary.SetAntialias(cairo, CairoLibrary.AntialiasNone);
        PangoLibrary.UpdateContext(cairo, pango);
        var canvas = new Canvas(cairo, pango, typeface, page.WidthMm);
        page.Draw(canvas);
        CairoLibrary.Check(CairoLibrary.Status(cairo));
        return canvas.MissingGlyphs;
    }

    public void Dispose()
    {
        typeface.Dispose();
        fontMap.Dispose();
    }
}
