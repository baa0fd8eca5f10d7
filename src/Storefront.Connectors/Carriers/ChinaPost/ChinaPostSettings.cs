namespace Storefront.Connectors.Carriers.ChinaPost;

/// <summary>The section <c>Carriers:ChinaPost</c>.</summary>
internal sealed class ChinaPostSettings
{
    public Uri Live { get; set; } = new("https://shipping.ems.com.cn/");

    /// <summary>None is known: an account for tests is refused rather than sent to the real one.</summary>
    public Uri? Test { get; set; }

    /// <summary>Where labels may be downloaded from; to be confirmed with the carrier.</summary>
    public List<string> LabelHosts { get; } = [".ems.com.cn"];

    /// <summary>How long to wait after an empty answer about a parcel's way, which means that too much was asked.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);
}
