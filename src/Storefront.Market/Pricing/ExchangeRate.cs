namespace Storefront.Pricing;

/// <summary>One row of the rate table: how many units of a currency one euro buys.</summary>
/// <param name="UnitsPerEuro">Major units of <paramref name="Currency"/> for one euro, the middle rate; more than zero.</param>
/// <param name="AsOf">The day for which the source states the rate.</param>
/// <param name="Indicative">True where no official quotation stands behind the figure.</param>
public sealed record ExchangeRate(Currency Currency, decimal UnitsPerEuro, DateOnly AsOf, string Source, bool Indicative = false);
