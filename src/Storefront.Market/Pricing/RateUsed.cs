using System.Globalization;

namespace Storefront.Pricing;

/// <summary>The rate of one conversion, as an order keeps it: <c>amount in From × Rate = amount in To</c>, major units.</summary>
/// <param name="Rate">Twelve significant digits, <paramref name="Spread"/> already in it, so that a stored rate gives the same amount again.</param>
/// <param name="AsOf">The older of the two currencies' days.</param>
/// <param name="Source">Who states the rate; both sources where they differ.</param>
/// <param name="Indicative">True where one of the two has no official quotation.</param>
public sealed record RateUsed(Currency From, Currency To, decimal Rate, PartsPerMillion Spread, DateOnly AsOf, string Source, bool Indicative)
{
    /// <summary>The amount in <see cref="To"/>, settled to its minor unit by <paramref name="rounding"/>.</summary>
    /// <exception cref="CurrencyMismatchException">The amount is not in <see cref="From"/>.</exception>
    public Money Apply(Money amount, Rounding rounding)
    {
        if (amount.Currency != From) throw new CurrencyMismatchException(amount.Currency, From);
        return From == To ? amount : Money.Of(amount.Major * Rate, To, rounding);
    }

    /// <summary>As a quote writes it down: <c>CNY→EUR 0.1272 of 2026-04-13 (ECB) +1.5 %</c>, the last where a margin is in the rate.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{From}→{To} {Rate} of {AsOf:yyyy-MM-dd} ({Source})") + (Spread.Value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" +{Spread.AsPercent:0.####} %"));
}
