using System.Globalization;
using Storefront.Pricing;

namespace Storefront.Connectors.Rates.Ecb;

/// <summary>Collects the days of one file and refuses what cannot be: the first fault found is the file's.</summary>
internal sealed class EcbDays
{
    /// <summary>Digits after the point that are kept; the bank writes at most six.</summary>
    private const int MostDecimals = 10;

    private const decimal MostUnits = 1_000_000_000m;

    private readonly Dictionary<DateOnly, List<ReferenceRate>> days = [];
    private readonly SortedSet<string> passedOver = new(StringComparer.Ordinal);
    private readonly HashSet<string> onDay = new(StringComparer.Ordinal);
    private DateOnly day;

    public Refusal? Begin(string text, params ReadOnlySpan<string> formats)
    {
        var found = false;
        foreach (var format in formats) found = found || DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
        if (!found || day.Year < 1999) return PricingRefusals.NotADay(text);
        if (!days.TryAdd(day, [])) return PricingRefusals.DayTwice(day);
        onDay.Clear();
        return null;
    }

    public Refusal? Add(string code, string rate)
    {
        if (code.Length != 3 || !code.All(char.IsAsciiLetterUpper)) return PricingRefusals.RateNotPositive(code, day, rate);
        if (!onDay.Add(code)) return PricingRefusals.CurrencyTwice(code, day);
        if (!decimal.TryParse(rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) || units <= 0 || units >= MostUnits || units.Scale > MostDecimals)
            return PricingRefusals.RateNotPositive(code, day, rate);
        if (code == Currency.Eur.Code || !Currency.TryParse(code, out var currency)) passedOver.Add(code);
        else days[day].Add(new ReferenceRate(currency, units));
        return null;
    }

    public Outcome<ReferenceRates> Finish() => days.Count == 0 || days.Values.All(d => d.Count == 0)
        ? PricingRefusals.NotRates
        : new ReferenceRates(EcbFile.Bank, [.. days.Where(d => d.Value.Count > 0).OrderBy(d => d.Key).Select(d => new ReferenceDay(d.Key, d.Value))], [.. passedOver]);
}
