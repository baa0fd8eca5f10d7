using System.Runtime.InteropServices;
using Storefront.Connectors.Documents.Native;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents;

/// <summary>The system libraries that documents are drawn with. Where one is missing the app runs on and says so.</summary>
public sealed class DocumentLibraries
{
    private const string Cure = "On Debian 12 or newer, install libpangocairo-1.0-0, fonts-noto-core and fonts-noto-cjk.";

    private readonly Lazy<DocumentsAvailability> availability;

    public DocumentLibraries()
        : this([CairoLibrary.Name, PangoLibrary.Name, PangoLibrary.CairoName, PangoLibrary.ObjectName])
    {
    }

    /// <param name="names">File names as the loader takes them; tests name one that no system has.</param>
    public DocumentLibraries(IReadOnlyList<string> names) => availability = new Lazy<DocumentsAvailability>(() => Check(names));

    /// <summary>Looked at once, at first use.</summary>
    public DocumentsAvailability Availability => availability.Value;

    private static DocumentsAvailability Check(IReadOnlyList<string> names)
    {
        var missing = names.Where(n => !NativeLibrary.TryLoad(n, out _)).ToArray();
        if (missing.Length > 0) return new DocumentsAvailability(false, $"Labels and documents cannot be drawn: {string.Join(", ", missing)} is missing. {Cure}");
        if (!NativeLibrary.TryGetExport(NativeLibrary.Load(PangoLibrary.Name), PangoLibrary.LineHeightEntry, out _)) return new DocumentsAvailability(false, $"Labels and documents cannot be drawn: Pango is older than 1.50. {Cure}");
        return new DocumentsAvailability(true, null);
    }
}
