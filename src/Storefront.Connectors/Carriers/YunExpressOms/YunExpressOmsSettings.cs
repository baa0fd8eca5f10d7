namespace Storefront.Connectors.Carriers.YunExpressOms;

/// <summary>The section <c>Carriers:YunExpressOms</c>.</summary>
internal sealed class YunExpressOmsSettings
{
    /// <summary>Published without encryption. The key would travel in the clear then, so it is asked over an encrypted connection unless the operator writes otherwise.</summary>
    public Uri Live { get; set; } = new("https://oms.api.yunexpress.com/api/");

    /// <inheritdoc cref="Live"/>
    public Uri Test { get; set; } = new("https://omsapi.uat.yunexpress.com/api/");

    /// <summary>Where labels may be downloaded from; to be confirmed with the carrier.</summary>
    public List<string> LabelHosts { get; } = [".yunexpress.com", ".yunexpress.cn"];
}
