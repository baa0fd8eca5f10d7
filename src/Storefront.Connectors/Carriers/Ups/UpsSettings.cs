namespace Storefront.Connectors.Carriers.Ups;

/// <summary>The section <c>Carriers:Ups</c>.</summary>
internal sealed class UpsSettings
{
    public Uri Live { get; set; } = new("https://onlinetools.ups.com/");

    /// <summary>Their customer integration environment: sample labels that nobody bills.</summary>
    public Uri Test { get; set; } = new("https://wwwcie.ups.com/");
}
