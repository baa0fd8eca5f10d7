namespace Storefront.Pricing;

/// <summary>One row of the rate table: how many units of a currency one euro buys.</summary>
/// <param name="UnitsPerEuro">Major units of <paramref name="Currency"/> for one euro, the middle rate; more than zero.</param>
/// <param name="AsOf">The day for which the source states the rate.</param>
/// <param name="Indicative">True where no official quotation stands behind the figure, or only one that is too old.</param>
/// <param name="IsOffered">False where the rate is too old to take money by: no price is made in the currency, but limits and estimates still are.</param>
public sealed record ExchangeRate(Currency Currency, decimal UnitsPerEuro, DateOnly AsOf, string Source, bool Indicative = false, bool IsOffered = true);
