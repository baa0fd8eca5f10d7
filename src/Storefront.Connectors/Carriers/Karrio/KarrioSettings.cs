namespace Storefront.Connectors.Carriers.Karrio;

/// <summary>The section <c>Carriers:Karrio</c>.</summary>
internal sealed class KarrioSettings
{
    /// <summary>Hosts that the operator vouches for, whole names: they may stand in a network of its own. All others must be on the public internet.</summary>
    public List<string> Hosts { get; } = [];

    /// <summary>Whether a server on this machine may be called, without encryption too; for tests.</summary>
    public bool AllowLoopback { get; set; }
}
