namespace Storefront.Connectors.Carriers.FourPx;

/// <summary>The section <c>Carriers:FourPx</c>.</summary>
internal sealed class FourPxSettings
{
    public Uri Live { get; set; } = new("https://open.4px.com/router/api/service");

    public Uri Test { get; set; } = new("https://open-test.4px.com/router/api/service");

    /// <summary>Where labels may be downloaded from.</summary>
    public List<string> LabelHosts { get; } = [".4px.com"];
}
