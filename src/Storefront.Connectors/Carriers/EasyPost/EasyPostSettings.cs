namespace Storefront.Connectors.Carriers.EasyPost;

/// <summary>The section <c>Carriers:EasyPost</c>. Test and live are one host: the key decides.</summary>
internal sealed class EasyPostSettings
{
    public Uri Host { get; set; } = new("https://api.easypost.com/v2/");

    /// <summary>Where labels and forms may be downloaded from: the two spellings of their file store that are seen in answers.</summary>
    public List<string> LabelHosts { get; } = ["easypost-files.s3.us-west-2.amazonaws.com", "easypost-files.s3-us-west-2.amazonaws.com"];
}
