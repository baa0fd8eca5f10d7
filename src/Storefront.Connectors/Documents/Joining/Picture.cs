namespace Storefront.Connectors.Documents.Joining;

/// <summary>A picture in the form in which a PDF page holds one: rows of samples, deflated.</summary>
/// <param name="ColourSpace">As PDF writes it.</param>
/// <param name="Samples">To the dot.</param>
/// <param name="HasFilters">Each row begins with its PNG filter.</param>
/// <param name="DotsPerMetre">Where the file says it.</param>
internal sealed record Picture(int Width, int Height, int BitsPerSample, int Samples, string ColourSpace, bool HasFilters, byte[] Deflated, int? DotsPerMetre)
{
    /// <summary>The shorter side of a carrier's label, four inches, where its file does not say how large it is: the GIF of UPS and most PNG.</summary>
    public const double UsualWidthMm = 101.6;

    /// <summary>More dots to a side are no label.</summary>
    public const int MostDots = 10_000;

    private const double LeastMm = 50;
    private const double MostMm = 420;

    /// <summary>As the file says; where it says nothing, or what no label is, four inches wide.</summary>
    public (double Width, double Height) SizeMm
    {
        get
        {
            if (DotsPerMetre is > 0 and var dots && Math.Min(Width, Height) * 1000.0 / dots >= LeastMm && Math.Max(Width, Height) * 1000.0 / dots <= MostMm) return (Width * 1000.0 / dots, Height * 1000.0 / dots);
            var dot = UsualWidthMm / Math.Min(Width, Height);
            return (Width * dot, Height * dot);
        }
    }
}
