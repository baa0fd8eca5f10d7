using Storefront.Connectors.Documents.Native;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The one family that documents are set in. Scripts that it lacks come from whatever font the system has for them; Han
/// characters are left to that choice, since it knows the national forms by language.</summary>
internal sealed class Typeface : IDisposable
{
    /// <summary>Height of a capital in parts of the size, of Noto Sans.</summary>
    public const double CapitalHeight = 0.714;

    private readonly PangoFont font = PangoLibrary.FontFrom("Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Thai, Noto Sans Devanagari, sans-serif");

    /// <param name="leading">Distance of lines in parts of the size.</param>
    public void Apply(PangoObject layout, double sizeDots, bool bold, double leading)
    {
        PangoLibrary.SetFontWeight(font, bold ? PangoLibrary.WeightBold : PangoLibrary.WeightNormal);
        PangoLibrary.SetFontSize(font, sizeDots * PangoLibrary.Scale);
        PangoLibrary.SetFont(layout, font);
        using var attributes = PangoLibrary.NewAttributes();
        PangoLibrary.Insert(attributes, PangoLibrary.LineHeight((int)Math.Round(sizeDots * leading * PangoLibrary.Scale)));
        PangoLibrary.SetAttributes(layout, attributes);
    }

    public void Dispose() => font.Dispose();
}
