namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>The section <c>Carriers:YtoExpress</c>.</summary>
internal sealed class YtoSettings
{
    public Uri Live { get; set; } = new("https://openapi.yto.net.cn/");

    public Uri Test { get; set; } = new("https://openuat.yto56test.com:6443/");
}
