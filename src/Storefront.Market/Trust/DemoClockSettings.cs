namespace Storefront.Trust;

/// <param name="IsOn">Whether the market's time may be moved: true only where demo merchants and a sandbox carrier play the trade.</param>
public sealed record DemoClockSettings(bool IsOn);
