using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Joining;

/// <summary>A carrier's label as pages: its PDF itself, or the page that its picture fills.</summary>
internal sealed class CarrierPages(byte[] pdf, PdfDocument document)
{
    private const double MmPerPoint = 25.4 / 72;

    /// <summary>How far into its file a PDF may begin. Source: ISO 32000-1, implementation notes, annex H.</summary>
    private const int LatestStart = 1024;

    /// <summary>Null for what is no page: a printer's language, or a file that cannot be read.</summary>
    public static CarrierPages? TryOpen(CarrierLabelFile label)
    {
        var bytes = label.Bytes.Span;
        var pdf = bytes[..Math.Min(bytes.Length, LatestStart)].IndexOf("%PDF-"u8) >= 0 ? label.Bytes.ToArray()
            : PngPicture.Is(bytes) ? PngPicture.Read(bytes) is { } png ? PicturePdf.Of(png) : null
            : GifPicture.Is(bytes) ? GifPicture.Read(bytes) is { } gif ? PicturePdf.Of(gif) : null
            : null;
        if (pdf is null) return null;
        try
        {
            var document = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
            return document.PageCount > 0 && document.Pages[0].MediaBox is { IsZero: false } ? new CarrierPages(pdf, document) : null;
        }
        catch (Exception)
        {
            // A damaged file is told by whatever fault the reader stumbles into. It is named on the run's last page, and its file goes out as it is.
            return null;
        }
    }

    public static bool IsZpl(CarrierLabelFile label) => label.Bytes.Span.IndexOf("^XA"u8) >= 0;

    public PdfDocument Document => document;

    public int Count => document.PageCount;

    /// <summary>The file for whoever sets its pages onto others: without their turns, which that one makes itself.</summary>
    public byte[] Unturned()
    {
        if (document.Pages.Cast<PdfPage>().All(p => p.Rotate == 0)) return pdf;
        using var copy = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Modify);
        foreach (var page in copy.Pages.Cast<PdfPage>()) page.Elements.Remove("/Rotate");
        using var bytes = new MemoryStream();
        copy.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    /// <summary>Degrees, clockwise, by which a reader turns the page.</summary>
    public int TurnOf(int page) => document.Pages[page].Rotate;

    /// <summary>As a reader shows the page.</summary>
    public (double Width, double Height) SizeMm(int page)
    {
        var box = document.Pages[page].MediaBox;
        return TurnOf(page) % 180 != 0 ? (box.Height * MmPerPoint, box.Width * MmPerPoint) : (box.Width * MmPerPoint, box.Height * MmPerPoint);
    }
}

/// <summary>One page of a carrier's.</summary>
internal sealed record CarrierPage(CarrierPages From, int Index)
{
    public (double Width, double Height) SizeMm => From.SizeMm(Index);
}

/// <param name="Scale">Size on the page against its own.</param>
/// <param name="Turned">A quarter, so that what lies stands.</param>
internal sealed record PlacedPage(CarrierPage Page, double CentreX, double CentreY, double Scale, bool Turned);
