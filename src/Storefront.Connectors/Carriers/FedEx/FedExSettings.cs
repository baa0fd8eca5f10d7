namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>The section <c>Carriers:FedEx</c>.</summary>
internal sealed class FedExSettings
{
    public Uri Live { get; set; } = new("https://apis.fedex.com/");

    /// <summary>Answers fixed things to some questions; its labels are marked.</summary>
    public Uri Test { get; set; } = new("https://apis-sandbox.fedex.com/");
}
