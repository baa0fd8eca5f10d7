namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>The section <c>Carriers:Cainiao</c>.</summary>
internal sealed class CainiaoSettings
{
    /// <summary>Merchants of the European instance set <c>https://de-link.cainiao.com/gateway/link.do</c>.</summary>
    public Uri Live { get; set; } = new("https://link.cainiao.com/gateway/link.do");

    public Uri Test { get; set; } = new("https://link.cainiao.com/gateway/custom/open_integration_test_env");
}
