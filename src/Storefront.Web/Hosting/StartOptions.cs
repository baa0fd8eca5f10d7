namespace Storefront.Web.Hosting;

/// <summary>What the operator decides at start.</summary>
public sealed record StartOptions
{
    public string Urls { get; init; } = "http://localhost:8080";

    /// <summary>Where this node keeps its files: the catalogue copy and, when embedded, the database.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary><c>sqlite</c>, <c>postgres</c> or <c>sqlserver</c>.</summary>
    public string Database { get; init; } = "sqlite";

    public string? Connection { get; init; }

    /// <summary>Whether an empty market is filled with the demo merchants and their listings.</summary>
    public bool DemoMarket { get; init; } = true;

    public bool MigrateOnly { get; init; }

    public bool ShowHelp { get; init; }

    /// <summary>Memory that stored browse pages may take, in bytes.</summary>
    public long BrowseCacheBytes { get; init; } = 64 * 1024 * 1024;
}
