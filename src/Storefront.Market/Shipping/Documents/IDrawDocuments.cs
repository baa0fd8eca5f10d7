namespace Storefront.Shipping;

/// <summary>Draws what is printed. Every format of a document comes from the same drawing.</summary>
public interface IDrawDocuments
{
    /// <summary>Whether documents can be drawn here, and if not, a plain sentence that says what is missing.</summary>
    DocumentsAvailability Availability { get; }

    /// <summary>One paper; a label comes with its customs form as further pages where it has one.</summary>
    /// <param name="page">Which page a PNG shows, from 1; PDF and ZPL hold all pages.</param>
    /// <exception cref="DocumentsUnavailableException">A system part is missing; see <see cref="Availability"/>.</exception>
    DrawnDocument Draw(Paper paper, DocumentFormat format, int page = 1);

    /// <summary>Many papers as one PDF, carriers' own labels among them. The only way to print a <see cref="CarrierLabelFile"/>.</summary>
    /// <exception cref="DocumentsUnavailableException">A system part is missing; see <see cref="Availability"/>.</exception>
    DrawnDocument Draw(PrintRun run);
}

/// <param name="Pages">How many the whole document has.</param>
public sealed record DrawnDocument(DocumentFormat Format, int Pages, byte[] Bytes)
{
    /// <summary>Characters that no font of this machine has; above zero the document shows boxes in their place and a font should be installed.</summary>
    public int MissingGlyphs { get; init; }

    /// <summary>Names of carriers' labels that cannot be pages; the last page lists them.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <param name="Sentence">For operators and for the page that needs it: what is missing and how to get it; null when all is there.</param>
public sealed record DocumentsAvailability(bool IsAvailable, string? Sentence);

/// <summary>Documents were asked for on a machine that cannot draw them.</summary>
public sealed class DocumentsUnavailableException(string sentence) : Exception(sentence);
