using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Storefront.Connectors.Documents.Drawing;
using Storefront.Connectors.Documents.Joining;
using Storefront.Connectors.Documents.Native;

namespace Storefront.Connectors.Documents.Output;

/// <summary>Writes a document as PDF: vector shapes, fonts embedded. The same document gives the same bytes.</summary>
internal static class Pdf
{
    private const double PointsPerMm = 72 / 25.4;

    public static byte[] Write(Sheet sheet, Studio studio, out int missingGlyphs)
    {
        if (!sheet.IsJoined) return Draw(sheet, studio, out missingGlyphs);
        missingGlyphs = 0;
        var ours = sheet with { Pages = [.. sheet.Pages.Where(p => p.Whole is null)] };
        return JoinedPdf.Write(sheet, ours.Pages.Count == 0 ? null : Draw(ours, studio, out missingGlyphs));
    }

    private static unsafe byte[] Draw(Sheet sheet, Studio studio, out int missingGlyphs)
    {
        using var bytes = new MemoryStream();
        var handle = GCHandle.Alloc(bytes);
        missingGlyphs = 0;
        try
        {
            var first = sheet.Pages[0];
            using var surface = CairoLibrary.CreatePdf(&Append, GCHandle.ToIntPtr(handle), first.WidthMm * PointsPerMm, first.HeightMm * PointsPerMm);
            CairoLibrary.SetPdfMetadata(surface, CairoLibrary.PdfMetadataTitle, sheet.Title);
            CairoLibrary.SetPdfMetadata(surface, CairoLibrary.PdfMetadataCreator, "Storefront");
            CairoLibrary.SetPdfMetadata(surface, CairoLibrary.PdfMetadataCreateDate, sheet.Dated.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
            foreach (var page in sheet.Pages)
            {
                CairoLibrary.SetPdfSize(surface, page.WidthMm * PointsPerMm, page.HeightMm * PointsPerMm);
                using var cairo = CairoLibrary.Create(surface);
                missingGlyphs += studio.Draw(page, cairo, PointsPerMm / Canvas.DotsPerMm, forDots: false);
                CairoLibrary.ShowPage(cairo);
            }

            CairoLibrary.Finish(surface);
            CairoLibrary.Check(CairoLibrary.SurfaceStatus(surface));
            return bytes.ToArray();
        }
        finally
        {
            handle.Free();
        }
    }

    /// <summary>Cairo hands over the file piece by piece. Nothing may be thrown through it: a fault is told as a write error.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int Append(nint closure, byte* data, uint length)
    {
        try
        {
            ((MemoryStream)GCHandle.FromIntPtr(closure).Target!).Write(new ReadOnlySpan<byte>(data, (int)length));
            return CairoLibrary.StatusSuccess;
        }
        catch (Exception)
        {
            return CairoLibrary.StatusWriteError;
        }
    }
}
