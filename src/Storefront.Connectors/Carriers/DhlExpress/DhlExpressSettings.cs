namespace Storefront.Connectors.Carriers.DhlExpress;

/// <summary>The section <c>Carriers:DhlExpress</c>.</summary>
internal sealed class DhlExpressSettings
{
    public Uri Live { get; set; } = new("https://express.api.dhl.com/mydhlapi/");

    public Uri Test { get; set; } = new("https://express.api.dhl.com/mydhlapi/test/");
}
