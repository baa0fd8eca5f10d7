namespace Storefront.Connectors.Documents.Drawing;

/// <summary>One page of a document: its size and how to draw it. The same drawing serves every format.</summary>
internal sealed record Page(double WidthMm, double HeightMm, Action<Canvas> Draw);

/// <summary>A document ready to be drawn.</summary>
internal sealed record Sheet(string Title, DateOnly Dated, IReadOnlyList<Page> Pages);
