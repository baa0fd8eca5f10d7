namespace Storefront.Pricing;

/// <summary>What the platform adds to the middle rate when it takes a merchant's price in another currency.</summary>
/// <remarks>It pays for the risk between order and payout. Goods and delivery carry it; duty and tax never do: they are passed on at
/// the middle rate.</remarks>
public static class PlatformSpread
{
    public static readonly PartsPerMillion Default = PartsPerMillion.FromPercent(1.5m);
}
