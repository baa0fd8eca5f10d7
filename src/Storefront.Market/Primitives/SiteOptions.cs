namespace Storefront;

/// <summary>How the outside reaches this site.</summary>
public sealed class SiteOptions
{
    /// <summary>The site's own address, without a trailing slash, from configuration and never from a request header.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";
}
