using Storefront.Pricing;

namespace Storefront.Data.Tests.Pricing;

/// <summary>Published days for tests, and what they do to a market. The test's clock begins on Sunday 22 November 2026.</summary>
internal static class RateDays
{
    public static readonly DateOnly Friday = new(2026, 11, 20);

    public static readonly IReadOnlySet<Currency> None = new HashSet<Currency>();

    /// <summary>A market with a source, so that rates age; nothing is ever read from it.</summary>
    public static readonly IReadOnlyDictionary<string, string?> WithSource = new Dictionary<string, string?> { ["Rates:Ecb:Source"] = "/nowhere/eurofxref.csv" };

    public static ReferenceRates Of(DateOnly day, params (string Currency, decimal Units)[] rates) =>
        new("bank", [new ReferenceDay(day, [.. rates.Select(r => new ReferenceRate(new Currency(r.Currency), r.Units))])], []);

    public static async Task<RateComparison> TakeInAsync(this TestMarket market, ReferenceRates read, params Currency[] accepted)
    {
        var admin = await market.AdminAsync();
        var taken = await market.DoAsync<ImportRates, Outcome<RateComparison>>(import => import.TakeInAsync(admin, read, accepted.ToHashSet(), default));
        Assert.True(taken.Succeeded, taken.Refusal?.Code);
        return taken.Value;
    }

    public static decimal Rate(this TestMarket market, string currency) => Current(market).Middle(Currency.Eur, new Currency(currency)).Rate;

    public static ExchangeRates Current(this TestMarket market) => ((CurrentRates)market.Services.GetService(typeof(CurrentRates))!).Now;
}
