using System.Globalization;
using System.Text.RegularExpressions;
using Storefront.Pricing;

namespace Storefront.Web.Shop;

/// <summary>Reads the exchange rates that a quote wrote down, <c>CNY→EUR 0.1272 of 2026-04-13 (ECB) +1.5 %</c>, to be said in the reader's language.</summary>
public static partial class FrozenRates
{
    public static IReadOnlyList<RateUsed> Read(IEnumerable<string> texts) => [.. texts.Select(Read).OfType<RateUsed>()];

    private static RateUsed? Read(string text) =>
        Written().Match(text) is { Success: true } found
        && Currency.TryParse(found.Groups["from"].Value, out var from)
        && Currency.TryParse(found.Groups["to"].Value, out var to)
        && decimal.TryParse(found.Groups["rate"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
        && DateOnly.TryParseExact(found.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new RateUsed(from, to, rate, Margin(found.Groups["margin"]), day, found.Groups["source"].Value, Indicative: false)
            : null;

    /// <summary>None where none is written: so wrote orders before margins were told.</summary>
    private static PartsPerMillion Margin(Group written) =>
        written.Success && decimal.TryParse(written.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? PartsPerMillion.FromPercent(percent) : PartsPerMillion.Zero;

    [GeneratedRegex(@"^(?<from>[A-Z]{3})→(?<to>[A-Z]{3}) (?<rate>[0-9.]+) of (?<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) \((?<source>.*)\)( \+(?<margin>[0-9.]+) %)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
