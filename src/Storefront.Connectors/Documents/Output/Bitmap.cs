using Storefront.Connectors.Documents.Drawing;
using Storefront.Connectors.Documents.Native;

namespace Storefront.Connectors.Documents.Output;

/// <summary>A page in black and white, eight dots to the millimetre.</summary>
/// <param name="Rows">Packed from the left, high bit first, a set bit is black; rows padded to whole bytes with white.</param>
internal sealed record Bitmap(int Width, int Height, int BytesPerRow, byte[] Rows)
{
    public static unsafe Bitmap Of(Page page, Studio studio, out int missingGlyphs)
    {
        var (width, height) = (Canvas.Dots(page.WidthMm), Canvas.Dots(page.HeightMm));
        using var surface = CairoLibrary.CreateImage(CairoLibrary.FormatRgb24, width, height);
        CairoLibrary.Check(CairoLibrary.SurfaceStatus(surface));
        using (var cairo = CairoLibrary.Create(surface))
        {
            CairoLibrary.SetSource(cairo, 1, 1, 1);
            CairoLibrary.Paint(cairo);
            missingGlyphs = studio.Draw(page, cairo, 1, forDots: true);
        }

        CairoLibrary.Flush(surface);
        var pixels = CairoLibrary.ImageData(surface);
        var stride = CairoLibrary.ImageStride(surface);
        var bytesPerRow = (width + 7) / 8;
        var rows = new byte[bytesPerRow * height];
        for (var y = 0; y < height; y++)
        {
            var row = (uint*)(pixels + (y * stride));
            for (var x = 0; x < width; x++)
            {
                // Drawn in black and white alone, so that one channel tells.
                if ((row[x] & 0xFF) < 128) rows[(y * bytesPerRow) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
            }
        }

        return new Bitmap(width, height, bytesPerRow, rows);
    }

    public ReadOnlySpan<byte> Row(int y) => Rows.AsSpan(y * BytesPerRow, BytesPerRow);
}
