namespace Storefront.Pricing;

/// <summary>Makes the rate table of a day: each currency's newest good rate, pegs after their anchors, what is too old marked.</summary>
public static class RateTable
{
    /// <param name="stored">The newest good rate of each currency that a source has published; the built-in rows stand where there is none, or an older one.</param>
    /// <param name="origin">Of the newest day among <paramref name="stored"/>; null where nothing was taken in yet.</param>
    public static ExchangeRates Compose(IEnumerable<ExchangeRate> stored, RateOrigin? origin, RatePolicy policy, DateOnly today)
    {
        var rows = ExchangeRates.BuiltInRows().ToDictionary(r => r.Currency);
        foreach (var row in stored)
        {
            if (!rows.TryGetValue(row.Currency, out var known) || row.AsOf >= known.AsOf) rows[row.Currency] = row;
        }

        foreach (var peg in Peg.BuiltIn)
        {
            if (!rows.TryGetValue(peg.Anchor, out var anchor) || (rows.TryGetValue(peg.Currency, out var known) && known.AsOf >= anchor.AsOf)) continue;
            rows[peg.Currency] = new ExchangeRate(peg.Currency, anchor.UnitsPerEuro * peg.UnitsPerAnchor, anchor.AsOf, peg.Source);
        }

        rows[Currency.Eur] = rows[Currency.Eur] with { AsOf = rows.Values.Max(r => r.AsOf) };
        var aged = rows.Values.Select(r => r.Currency == Currency.Eur || !policy.IsTooOld(r.AsOf, today) ? r : r with { Indicative = true, IsOffered = false });
        return new ExchangeRates(aged, policy.Spread, policy.OwnSpreads, origin);
    }
}
