namespace Storefront.Pricing;

/// <summary>The section <c>Rates</c>: what the market does with the rates that it reads. Where they are read from is the connector's setting.</summary>
public sealed class RateSettings
{
    /// <summary>Whole days from the day for which a rate was stated. An older one makes no price any more. 0: no limit.</summary>
    /// <remarks>The longest pause of the European Central Bank is Easter, five days. Without a source nothing can be renewed, and nothing ages.</remarks>
    public int MostAgeDays { get; set; } = 10;

    /// <summary>Parts per million of the last good rate by which a new one may differ, up or down: 200,000 is a fifth. Beyond it the last good
    /// one stays until an admin accepts the new one.</summary>
    public int MostJumpPartsPerMillion { get; set; } = 200_000;

    /// <summary>Parts per million that a shopper's price carries on top of the middle rate.</summary>
    public int SpreadPartsPerMillion { get; set; } = PlatformSpread.Default.Value;

    /// <summary>The same for single currencies, by code: <c>Rates:SpreadPartsPerMillionOf:TRY=30000</c>.</summary>
    public Dictionary<string, int> SpreadPartsPerMillionOf { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Days back for which a longer file is taken in; older ones are left out.</summary>
    public int HistoryDays { get; set; } = 400;
}
