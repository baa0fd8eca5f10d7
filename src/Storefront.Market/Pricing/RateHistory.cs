namespace Storefront.Pricing;

/// <summary>The rates that stand in the market while others are compared with them: built-in rows, published days, and what is judged good on the way.</summary>
public sealed class RateHistory
{
    private readonly Dictionary<Currency, SortedList<DateOnly, decimal>> good = [];
    private readonly Dictionary<DateOnly, Edition> days = [];

    /// <param name="rows">Good rates without a stored day, such as the built-in ones.</param>
    public RateHistory(IEnumerable<ExchangeRate> rows)
    {
        foreach (var row in rows) Add(row.Currency, row.AsOf, row.UnitsPerEuro);
    }

    /// <summary>Takes one stored rate; those of a day come by rising edition.</summary>
    public void Add(DateOnly day, int edition, Currency currency, decimal unitsPerEuro, RateVerdict verdict)
    {
        if (!days.TryGetValue(day, out var standing) || standing.Number < edition) days[day] = standing = new Edition(edition, []);
        standing.Rates[currency] = (unitsPerEuro, verdict);
        if (verdict != RateVerdict.Jumped) Add(currency, day, unitsPerEuro);
    }

    internal void Add(Currency currency, DateOnly day, decimal unitsPerEuro)
    {
        if (!good.TryGetValue(currency, out var own)) good[currency] = own = [];
        own[day] = unitsPerEuro;
    }

    internal int Editions(DateOnly day) => days.TryGetValue(day, out var standing) ? standing.Number : 0;

    /// <summary>Whether the day stands as it is in the file, with nothing left to accept.</summary>
    internal bool Knows(ReferenceDay day, IReadOnlySet<Currency> accepted) =>
        days.TryGetValue(day.PublishedOn, out var standing) && standing.Rates.Count == day.Rates.Count
        && day.Rates.All(r => standing.Rates.TryGetValue(r.Currency, out var known) && known.UnitsPerEuro == r.UnitsPerEuro && !(known.Verdict == RateVerdict.Jumped && accepted.Contains(r.Currency)));

    /// <summary>Whether an admin has accepted this very rate of the day before.</summary>
    internal bool IsAccepted(Currency currency, DateOnly day, decimal unitsPerEuro) =>
        days.TryGetValue(day, out var standing) && standing.Rates.TryGetValue(currency, out var known) && known == (unitsPerEuro, RateVerdict.Accepted);

    /// <summary>The newest good rate up to and with the day; null where the currency has none so early.</summary>
    internal (DateOnly On, decimal UnitsPerEuro)? LastGood(Currency currency, DateOnly upTo)
    {
        if (!good.TryGetValue(currency, out var own)) return null;
        for (var i = own.Count - 1; i >= 0; i--)
        {
            if (own.GetKeyAtIndex(i) <= upTo) return (own.GetKeyAtIndex(i), own.GetValueAtIndex(i));
        }

        return null;
    }

    private sealed record Edition(int Number, Dictionary<Currency, (decimal UnitsPerEuro, RateVerdict Verdict)> Rates);
}
