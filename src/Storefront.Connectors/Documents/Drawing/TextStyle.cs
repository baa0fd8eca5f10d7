namespace Storefront.Connectors.Documents.Drawing;

/// <summary>How a text is set.</summary>
/// <param name="SizePt">Wished size in points.</param>
/// <param name="Bold">Regular or bold; labels need no more.</param>
internal sealed record TextStyle(double SizePt, bool Bold = false)
{
    /// <summary>A text that does not fit is set smaller down to this, then cut with an ellipsis.</summary>
    public double SmallestPt { get; init; } = SizePt;

    public int MaxLines { get; init; } = 1;

    public Align Align { get; init; } = Align.Start;

    public Ink Ink { get; init; } = Ink.Black;

    /// <summary>BCP 47 tag that picks the national forms of Han characters; null leaves the choice to the text.</summary>
    public string? Language { get; init; }

    /// <summary>Distance of lines in parts of the size, the same for every script, so that a tall one does not push the others apart.</summary>
    public double Leading { get; init; } = 1.36;
}

internal enum Align
{
    Start,
    Centre,
    End,
}

internal enum Ink
{
    Black,
    White,

    /// <summary>Of marks for dangerous goods; black where a printer has no colours.</summary>
    Red,
}
