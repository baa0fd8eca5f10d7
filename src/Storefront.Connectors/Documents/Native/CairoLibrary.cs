using System.Runtime.InteropServices;

namespace Storefront.Connectors.Documents.Native;

/// <summary>The part of Cairo's C interface that documents need.</summary>
internal static unsafe partial class CairoLibrary
{
    public const string Name = "libcairo.so.2";

    public const int StatusSuccess = 0;
    public const int StatusWriteError = 11;
    public const int FormatRgb24 = 1;
    public const int AntialiasNone = 1;
    public const int FillRuleEvenOdd = 1;
    public const int AntialiasGray = 2;
    public const int HintStyleNone = 1;
    public const int HintStyleFull = 4;
    public const int HintMetricsOff = 1;
    public const int PdfMetadataTitle = 0;
    public const int PdfMetadataCreator = 4;
    public const int PdfMetadataCreateDate = 5;

    [LibraryImport(Name, EntryPoint = "cairo_pdf_surface_create_for_stream")]
    public static partial CairoSurface CreatePdf(delegate* unmanaged[Cdecl]<nint, byte*, uint, int> write, nint closure, double widthPt, double heightPt);

    [LibraryImport(Name, EntryPoint = "cairo_pdf_surface_set_metadata", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetPdfMetadata(CairoSurface surface, int what, string text);

    /// <summary>Of the page that is begun next.</summary>
    [LibraryImport(Name, EntryPoint = "cairo_pdf_surface_set_size")]
    public static partial void SetPdfSize(CairoSurface surface, double widthPt, double heightPt);

    [LibraryImport(Name, EntryPoint = "cairo_image_surface_create")]
    public static partial CairoSurface CreateImage(int format, int width, int height);

    [LibraryImport(Name, EntryPoint = "cairo_image_surface_get_data")]
    public static partial byte* ImageData(CairoSurface surface);

    [LibraryImport(Name, EntryPoint = "cairo_image_surface_get_stride")]
    public static partial int ImageStride(CairoSurface surface);

    [LibraryImport(Name, EntryPoint = "cairo_surface_flush")]
    public static partial void Flush(CairoSurface surface);

    [LibraryImport(Name, EntryPoint = "cairo_surface_finish")]
    public static partial void Finish(CairoSurface surface);

    [LibraryImport(Name, EntryPoint = "cairo_surface_status")]
    public static partial int SurfaceStatus(CairoSurface surface);

    [LibraryImport(Name, EntryPoint = "cairo_surface_destroy")]
    public static partial void DestroySurface(nint surface);

    [LibraryImport(Name, EntryPoint = "cairo_create")]
    public static partial CairoContext Create(CairoSurface surface);

    [LibraryImport(Name, EntryPoint = "cairo_destroy")]
    public static partial void DestroyContext(nint context);

    [LibraryImport(Name, EntryPoint = "cairo_status")]
    public static partial int Status(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_status_to_string")]
    public static partial nint StatusText(int status);

    [LibraryImport(Name, EntryPoint = "cairo_save")]
    public static partial void Save(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_restore")]
    public static partial void Restore(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_translate")]
    public static partial void Translate(CairoContext context, double x, double y);

    [LibraryImport(Name, EntryPoint = "cairo_scale")]
    public static partial void Scale(CairoContext context, double x, double y);

    [LibraryImport(Name, EntryPoint = "cairo_set_antialias")]
    public static partial void SetAntialias(CairoContext context, int antialias);

    [LibraryImport(Name, EntryPoint = "cairo_set_source_rgb")]
    public static partial void SetSource(CairoContext context, double red, double green, double blue);

    [LibraryImport(Name, EntryPoint = "cairo_rectangle")]
    public static partial void Rectangle(CairoContext context, double x, double y, double width, double height);

    [LibraryImport(Name, EntryPoint = "cairo_fill")]
    public static partial void Fill(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_paint")]
    public static partial void Paint(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_line_to")]
    public static partial void LineTo(CairoContext context, double x, double y);

    [LibraryImport(Name, EntryPoint = "cairo_set_fill_rule")]
    public static partial void SetFillRule(CairoContext context, int rule);

    /// <summary>Keeps what is drawn from now on inside the path, until the next restore.</summary>
    [LibraryImport(Name, EntryPoint = "cairo_clip")]
    public static partial void Clip(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_move_to")]
    public static partial void MoveTo(CairoContext context, double x, double y);

    [LibraryImport(Name, EntryPoint = "cairo_show_page")]
    public static partial void ShowPage(CairoContext context);

    [LibraryImport(Name, EntryPoint = "cairo_font_options_create")]
    public static partial CairoFontOptions CreateFontOptions();

    [LibraryImport(Name, EntryPoint = "cairo_font_options_destroy")]
    public static partial void DestroyFontOptions(nint options);

    [LibraryImport(Name, EntryPoint = "cairo_font_options_set_antialias")]
    public static partial void SetFontAntialias(CairoFontOptions options, int antialias);

    [LibraryImport(Name, EntryPoint = "cairo_font_options_set_hint_style")]
    public static partial void SetHintStyle(CairoFontOptions options, int style);

    [LibraryImport(Name, EntryPoint = "cairo_font_options_set_hint_metrics")]
    public static partial void SetHintMetrics(CairoFontOptions options, int metrics);

    /// <exception cref="InvalidOperationException">Cairo is in an error state; the message is its own.</exception>
    public static void Check(int status)
    {
        if (status != StatusSuccess) throw new InvalidOperationException($"Cairo: {Marshal.PtrToStringUTF8(StatusText(status))}");
    }
}

internal sealed class CairoSurface() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        CairoLibrary.DestroySurface(handle);
        return true;
    }
}

internal sealed class CairoContext() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        CairoLibrary.DestroyContext(handle);
        return true;
    }
}

internal sealed class CairoFontOptions() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        CairoLibrary.DestroyFontOptions(handle);
        return true;
    }
}
