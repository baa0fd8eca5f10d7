using System.Runtime.InteropServices;

namespace Storefront.Connectors.Documents.Native;

/// <summary>The part of Pango's C interface that documents need.</summary>
internal static partial class PangoLibrary
{
    public const string Name = "libpango-1.0.so.0";
    public const string CairoName = "libpangocairo-1.0.so.0";
    public const string ObjectName = "libgobject-2.0.so.0";

    /// <summary>The youngest function that is called; with Pango since 1.50.</summary>
    public const string LineHeightEntry = "pango_attr_line_height_new_absolute";

    /// <summary>Pango units in one unit of the drawing.</summary>
    public const int Scale = 1024;

    public const int WrapWordChar = 2;
    public const int EllipsizeEnd = 3;
    public const int WeightNormal = 400;
    public const int WeightBold = 700;
    public const int AlignLeft = 0;
    public const int AlignCentre = 1;
    public const int AlignRight = 2;
    public const int DirectionRightToLeft = 1;

    [LibraryImport(CairoName, EntryPoint = "pango_cairo_font_map_new")]
    public static partial PangoObject NewFontMap();

    [LibraryImport(Name, EntryPoint = "pango_font_map_create_context")]
    public static partial PangoObject CreateContext(PangoObject fontMap);

    [LibraryImport(Name, EntryPoint = "pango_context_set_round_glyph_positions")]
    public static partial void SetRoundGlyphPositions(PangoObject context, [MarshalAs(UnmanagedType.Bool)] bool round);

    [LibraryImport(Name, EntryPoint = "pango_context_set_language")]
    public static partial void SetLanguage(PangoObject context, nint language);

    [LibraryImport(Name, EntryPoint = "pango_language_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Language(string tag);

    [LibraryImport(CairoName, EntryPoint = "pango_cairo_context_set_font_options")]
    public static partial void SetFontOptions(PangoObject context, CairoFontOptions options);

    [LibraryImport(CairoName, EntryPoint = "pango_cairo_update_context")]
    public static partial void UpdateContext(CairoContext cairo, PangoObject context);

    [LibraryImport(CairoName, EntryPoint = "pango_cairo_show_layout")]
    public static partial void ShowLayout(CairoContext cairo, PangoObject layout);

    [LibraryImport(Name, EntryPoint = "pango_layout_new")]
    public static partial PangoObject NewLayout(PangoObject context);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_text", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetText(PangoObject layout, string text, int length);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_font_description")]
    public static partial void SetFont(PangoObject layout, PangoFont font);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_width")]
    public static partial void SetWidth(PangoObject layout, int width);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_height")]
    public static partial void SetHeight(PangoObject layout, int height);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_wrap")]
    public static partial void SetWrap(PangoObject layout, int wrap);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_ellipsize")]
    public static partial void SetEllipsize(PangoObject layout, int ellipsize);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_alignment")]
    public static partial void SetAlignment(PangoObject layout, int alignment);

    [LibraryImport(Name, EntryPoint = "pango_attr_list_new")]
    public static partial PangoAttributes NewAttributes();

    [LibraryImport(Name, EntryPoint = "pango_attr_list_unref")]
    public static partial void UnreferenceAttributes(nint list);

    /// <summary>The list takes the attribute over.</summary>
    [LibraryImport(Name, EntryPoint = "pango_attr_list_insert")]
    public static partial void Insert(PangoAttributes list, nint attribute);

    [LibraryImport(Name, EntryPoint = LineHeightEntry)]
    public static partial nint LineHeight(int height);

    [LibraryImport(Name, EntryPoint = "pango_layout_set_attributes")]
    public static partial void SetAttributes(PangoObject layout, PangoAttributes list);

    [LibraryImport(Name, EntryPoint = "pango_layout_get_line_count")]
    public static partial int LineCount(PangoObject layout);

    [LibraryImport(Name, EntryPoint = "pango_layout_get_baseline")]
    public static partial int Baseline(PangoObject layout);

    [LibraryImport(Name, EntryPoint = "pango_layout_get_unknown_glyphs_count")]
    public static partial int UnknownGlyphs(PangoObject layout);

    [LibraryImport(Name, EntryPoint = "pango_layout_get_extents")]
    public static partial void Extents(PangoObject layout, out PangoRectangle ink, out PangoRectangle logical);

    [LibraryImport(Name, EntryPoint = "pango_find_base_dir", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindBaseDirection(string text, int length);

    [LibraryImport(Name, EntryPoint = "pango_font_description_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial PangoFont FontFrom(string description);

    [LibraryImport(Name, EntryPoint = "pango_font_description_set_weight")]
    public static partial void SetFontWeight(PangoFont font, int weight);

    [LibraryImport(Name, EntryPoint = "pango_font_description_set_absolute_size")]
    public static partial void SetFontSize(PangoFont font, double size);

    [LibraryImport(Name, EntryPoint = "pango_font_description_free")]
    public static partial void FreeFont(nint font);

    [LibraryImport(ObjectName, EntryPoint = "g_object_unref")]
    public static partial void Unreference(nint instance);
}

[StructLayout(LayoutKind.Sequential)]
internal struct PangoRectangle
{
    public int X;
    public int Y;
    public int Width;
    public int Height;
}

/// <summary>A counted reference to one of Pango's objects: font map, context or layout.</summary>
internal sealed class PangoObject() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        PangoLibrary.Unreference(handle);
        return true;
    }
}

internal sealed class PangoFont() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        PangoLibrary.FreeFont(handle);
        return true;
    }
}

internal sealed class PangoAttributes() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        PangoLibrary.UnreferenceAttributes(handle);
        return true;
    }
}
