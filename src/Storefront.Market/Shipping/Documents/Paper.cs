namespace Storefront.Shipping;

/// <summary>Anything that is printed. What stands on it is data; how it looks is the drawing's business.</summary>
public abstract record Paper;

/// <summary>What is stuck on a parcel: our own label or the carrier's.</summary>
public abstract record LabelPaper : Paper
{
    /// <summary>The day of posting, printed as 2026-11-22.</summary>
    public required DateOnly PostedOn { get; init; }
}

/// <summary>Papers in one file, in the order in which they come out of the printer; every one keeps its own page size.</summary>
/// <param name="Words">Of <see cref="Keys"/>: what the last page says of labels that cannot be pages.</param>
public sealed record PrintRun(string Title, DateOnly Dated, IReadOnlyList<Paper> Papers, PaperWords Words)
{
    /// <summary>The keys of <see cref="Words"/>.</summary>
    public static readonly IReadOnlyList<string> Keys = ["left-out-title", "left-out-text", "left-out-file", "left-out-zpl", "left-out-unreadable", "page"];
}
