using Storefront.Connectors.Documents.Joining;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>One page of a document: its size and how to draw it. The same drawing serves every format.</summary>
internal sealed record Page(double WidthMm, double HeightMm, Action<Canvas> Draw)
{
    /// <summary>A carrier's page in the place of ours: nothing is drawn.</summary>
    public CarrierPage? Whole { get; init; }

    /// <summary>Carriers' pages that stand on this one.</summary>
    public IReadOnlyList<PlacedPage> Placed { get; init; } = [];

    public static Page Of(CarrierPage carrier) => new(carrier.SizeMm.Width, carrier.SizeMm.Height, _ => { }) { Whole = carrier };
}

/// <summary>A document ready to be drawn.</summary>
internal sealed record Sheet(string Title, DateOnly Dated, IReadOnlyList<Page> Pages)
{
    /// <summary>Whether it holds a carrier's page; then it can be a PDF only.</summary>
    public bool IsJoined => Pages.Any(p => p.Whole is not null || p.Placed.Count > 0);
}
