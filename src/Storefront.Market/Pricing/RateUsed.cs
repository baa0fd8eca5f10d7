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
}
