using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;
using Storefront.Connectors.Documents.Drawing;

namespace Storefront.Connectors.Documents.Joining;

/// <summary>Puts carriers' pages among ours. Nothing of theirs is drawn anew: a whole page is taken over as it is, one on a sheet is set smaller.</summary>
internal static class JoinedPdf
{
    private const double PointsPerMm = 72 / 25.4;

    /// <param name="ours">All of our pages as one PDF, in their order; null where there are none.</param>
    public static byte[] Write(Sheet sheet, byte[]? ours)
    {
        using var joined = new PdfDocument();
        joined.Info.Title = sheet.Title;
        joined.Info.Creator = "Storefront";
        joined.Info.CreationDate = sheet.Dated.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        using var drawn = ours is null ? null : PdfReader.Open(new MemoryStream(ours), PdfDocumentOpenMode.Import);
        var forms = new Dictionary<CarrierPages, XPdfForm>();
        var next = 0;
        foreach (var page in sheet.Pages)
        {
            if (page.Whole is { } whole)
            {
                joined.AddPage(whole.From.Document.Pages[whole.Index]);
                continue;
            }

            var added = joined.AddPage(drawn!.Pages[next++]);
            if (page.Placed.Count == 0) continue;
            using var on = XGraphics.FromPdfPage(added, XGraphicsPdfPageOptions.Append);
            foreach (var placed in page.Placed) Place(on, placed, FormOf(placed.Page));
        }

        using var bytes = new MemoryStream();
        joined.Save(bytes, closeStream: false);
        foreach (var form in forms.Values) form.Dispose();
        return bytes.ToArray();

        XPdfForm FormOf(CarrierPage page)
        {
            if (!forms.TryGetValue(page.From, out var form)) forms.Add(page.From, form = XPdfForm.FromStream(new MemoryStream(page.From.Unturned())));
            form.PageIndex = page.Index;
            return form;
        }
    }

    private static void Place(XGraphics on, PlacedPage placed, XPdfForm form)
    {
        var turn = placed.Page.From.TurnOf(placed.Page.Index);
        var (width, height) = (placed.Page.SizeMm.Width * placed.Scale * PointsPerMm, placed.Page.SizeMm.Height * placed.Scale * PointsPerMm);
        if (turn % 180 != 0) (width, height) = (height, width);
        var (x, y) = (placed.CentreX * PointsPerMm, placed.CentreY * PointsPerMm);
        var state = on.Save();
        on.RotateAtTransform(turn + (placed.Turned ? 90 : 0), new XPoint(x, y));
        on.DrawImage(form, x - (width / 2), y - (height / 2), width, height);
        on.Restore(state);
    }
}
