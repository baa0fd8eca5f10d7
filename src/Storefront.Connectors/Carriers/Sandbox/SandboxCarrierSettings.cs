namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>Section <c>Carriers:Sandbox</c>.</summary>
public sealed class SandboxCarrierSettings
{
    /// <summary>Off where only real carriers may be offered.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long an offer may be accepted.</summary>
    public TimeSpan OfferHolds { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a call waits for an answer before its outcome counts as unknown.</summary>
    public TimeSpan CallTimeLimit { get; set; } = TimeSpan.FromSeconds(15);
}
