namespace Storefront.Shipping;

/// <summary>Anything that is printed. What stands on it is data; how it looks is the drawing's business.</summary>
public abstract record Paper;

/// <summary>Papers in one file, in the order in which they come out of the printer; every one keeps its own page size.</summary>
public sealed record PrintRun(string Title, DateOnly Dated, IReadOnlyList<Paper> Papers);
