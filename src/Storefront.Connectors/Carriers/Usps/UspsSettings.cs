namespace Storefront.Connectors.Carriers.Usps;

/// <summary>The section <c>Carriers:Usps</c>.</summary>
internal sealed class UspsSettings
{
    public Uri Live { get; set; } = new("https://apis.usps.com/");

    public Uri Test { get; set; } = new("https://apis-tem.usps.com/");
}
