namespace Storefront.Web.Hosting;

/// <summary>What the operator decides at start.</summary>
public sealed record StartOptions
{
    /// <summary>Where this node keeps its files: the catalogue copy and, when embedded, the database.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Whether an empty market is filled with the demo merchants and their listings.</summary>
    public bool DemoMarket { get; init; } = true;

    /// <summary>Memory that stored browse pages may take, in bytes.</summary>
    public long BrowseCacheBytes { get; init; } = 64 * 1024 * 1024;
}
