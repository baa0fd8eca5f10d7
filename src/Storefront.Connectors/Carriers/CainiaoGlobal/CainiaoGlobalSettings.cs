namespace Storefront.Connectors.Carriers.CainiaoGlobal;

/// <summary>The section <c>Carriers:CainiaoGlobal</c>.</summary>
internal sealed class CainiaoGlobalSettings
{
    /// <summary>Of applications that are registered with Taobao's open platform.</summary>
    public Uri Live { get; set; } = new("https://eco.taobao.com/router/rest");

    /// <inheritdoc cref="Live"/>
    public Uri Test { get; set; } = new("https://gw.api.tbsandbox.com/router/rest");

    /// <summary>How calls to Taobao's platform are signed: <c>hmac</c>, or <c>md5</c>.</summary>
    public string SignMethod { get; set; } = "hmac";

    /// <summary>Of applications that are registered with AliExpress's open platform.</summary>
    public Uri AliExpress { get; set; } = new("https://api-sg.aliexpress.com/sync");

    /// <summary>AliExpress publishes no test system: an account for tests is told no before the wire until the operator names one.</summary>
    public Uri? AliExpressTest { get; set; }
}
