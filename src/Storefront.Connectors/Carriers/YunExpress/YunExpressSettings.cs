namespace Storefront.Connectors.Carriers.YunExpress;

/// <summary>The section <c>Carriers:YunExpress</c>.</summary>
internal sealed class YunExpressSettings
{
    public Uri Live { get; set; } = new("https://openapi.yunexpress.cn/");

    public Uri Test { get; set; } = new("https://openapi-sbx.yunexpress.cn/");

    /// <summary>Where labels may be downloaded from; to be confirmed with the carrier.</summary>
    public List<string> LabelHosts { get; } = [".yunexpress.cn", ".yunexpress.com"];
}
