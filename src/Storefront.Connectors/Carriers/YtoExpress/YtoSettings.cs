namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>The section <c>Carriers:YtoExpress</c>.</summary>
internal sealed class YtoSettings
{
    public Uri Live { get; set; } = new("https://openapi.yto.net.cn/");

    public Uri Test { get; set; } = new("https://openuat.yto56test.com:6443/");

    /// <summary>Of the generation before.</summary>
    public Uri OlderLive { get; set; } = new("https://openapi.yto.net.cn/");

    /// <inheritdoc cref="OlderLive"/>
    public Uri OlderTest { get; set; } = new("http://opentestapi.yto.net.cn/");
}
