using System.Collections.Frozen;

namespace Storefront.Pricing;

/// <summary>The rate table at one moment: an immutable snapshot against the euro. Cross rates are made once, when it is built.</summary>
public sealed class ExchangeRates
{
    private const int SignificantDigits = 12;

    private static readonly Lazy<ExchangeRates> FromFile = new(() => new ExchangeRates(BuiltInRows()));

    private readonly FrozenDictionary<Currency, int> places;
    private readonly FrozenDictionary<Currency, PartsPerMillion> ownSpreads;
    private readonly RateUsed[] middle;
    private readonly RateUsed[] charged;

    /// <param name="rows">One per currency; the euro itself is known without a row.</param>
    /// <param name="spread">Added by <see cref="Charged"/>; <see cref="PlatformSpread.Default"/> when not given.</param>
    /// <param name="ownSpreads">Currencies that carry another spread.</param>
    /// <param name="origin">That of the newest row when not given.</param>
    /// <exception cref="ArgumentException">A currency comes twice, or a rate is not positive.</exception>
    public ExchangeRates(IEnumerable<ExchangeRate> rows, PartsPerMillion? spread = null, IReadOnlyDictionary<Currency, PartsPerMillion>? ownSpreads = null, RateOrigin? origin = null)
    {
        var table = rows.ToList();
        if (table.TrueForAll(r => r.Currency != Currency.Eur) && table.Count > 0)
            table.Insert(0, new ExchangeRate(Currency.Eur, 1m, table.Max(r => r.AsOf), "the euro itself"));
        if (table.Find(r => r.UnitsPerEuro <= 0) is { } bad) throw new ArgumentException($"The rate of {bad.Currency} is not positive.", nameof(rows));
        places = table.Select((row, place) => (row, place)).ToFrozenDictionary(x => x.row.Currency, x => x.place);
        Rows = table;
        Offered = table.Where(r => r.IsOffered).Select(r => r.Currency).ToFrozenSet();
        Spread = spread ?? PlatformSpread.Default;
        this.ownSpreads = (ownSpreads ?? new Dictionary<Currency, PartsPerMillion>()).ToFrozenDictionary();
        Origin = origin ?? new RateOrigin(table.Count == 0 ? "" : table.MaxBy(r => r.AsOf)!.Source, table.Count == 0 ? default : table.Max(r => r.AsOf), null);
        middle = Cross(table, static (_, _) => PartsPerMillion.Zero);
        charged = Cross(table, SpreadBetween);
    }

    /// <summary>European Central Bank reference rates of 2026-04-13, dollar pegs of the Gulf, and a few indicative figures; see the file.</summary>
    public static ExchangeRates BuiltIn => FromFile.Value;

    public IReadOnlyList<ExchangeRate> Rows { get; }

    /// <summary>Currencies in which prices are made and money is taken.</summary>
    public IReadOnlySet<Currency> Offered { get; }

    public RateOrigin Origin { get; }

    /// <summary>The spread of every currency that has none of its own.</summary>
    public PartsPerMillion Spread { get; }

    /// <summary>What a conversion between the euro and this currency carries in <see cref="Charged"/>.</summary>
    public PartsPerMillion SpreadOf(Currency currency) => ownSpreads.GetValueOrDefault(currency, Spread);

    /// <summary>Whether prices may be made in the currency: its rate is known and young enough.</summary>
    public bool Offers(Currency currency) => Offered.Contains(currency);

    /// <summary>Whether there is any rate, be it too old for prices: enough for limits, estimates and the books.</summary>
    public bool Knows(Currency currency) => places.ContainsKey(currency);

    /// <summary>The middle rate, without spread: for duty, tax and limits.</summary>
    /// <exception cref="ArgumentException">A currency without a rate; ask <see cref="Knows"/> first.</exception>
    public RateUsed Middle(Currency from, Currency to) => middle[Place(from, to)];

    /// <summary>The rate at which a merchant's price or a carrier's tariff becomes the shopper's price: middle rate plus the greater
    /// spread of the two currencies, the euro counting as none. Between a currency and itself it is 1.</summary>
    /// <exception cref="ArgumentException">A currency without a rate; ask <see cref="Knows"/> first.</exception>
    public RateUsed Charged(Currency from, Currency to) => charged[Place(from, to)];

    /// <summary>The amount at the middle rate, settled to the target's minor unit.</summary>
    /// <exception cref="ArgumentException">A currency without a rate.</exception>
    public Money Convert(Money amount, Currency to, Rounding rounding) => Middle(amount.Currency, to).Apply(amount, rounding);

    /// <summary>The amount that a shopper is asked for a price in another currency: spread included, half a minor unit goes up.</summary>
    /// <exception cref="ArgumentException">A currency without a rate.</exception>
    public Money Quote(Money price, Currency to) => Charged(price.Currency, to).Apply(price, Rounding.HalfUp);

    internal static IEnumerable<ExchangeRate> BuiltInRows() =>
        DataRow.In("Pricing.Data.exchange-rates.csv").Select(row => new ExchangeRate(
            row.Currency("currency"), row.Decimal("per_eur"), row.Date("as_of"), row.Text("source"), row.Yes("indicative")));

    private PartsPerMillion SpreadBetween(Currency from, Currency to) =>
        from == Currency.Eur ? SpreadOf(to) : to == Currency.Eur || SpreadOf(from).Value > SpreadOf(to).Value ? SpreadOf(from) : SpreadOf(to);

    private static RateUsed[] Cross(List<ExchangeRate> rows, Func<Currency, Currency, PartsPerMillion> spread)
    {
        var all = new RateUsed[rows.Count * rows.Count];
        for (var f = 0; f < rows.Count; f++)
        for (var t = 0; t < rows.Count; t++)
            all[(f * rows.Count) + t] = Cross(rows[f], rows[t], spread(rows[f].Currency, rows[t].Currency));
        return all;
    }

    private static RateUsed Cross(ExchangeRate from, ExchangeRate to, PartsPerMillion spread)
    {
        if (from.Currency == to.Currency) return new RateUsed(from.Currency, to.Currency, 1m, PartsPerMillion.Zero, from.AsOf, from.Source, false);
        var rate = Significant(to.UnitsPerEuro / from.UnitsPerEuro * (1m + spread.AsFactor));
        var source = from.Currency == Currency.Eur || from.Source == to.Source ? to.Source : to.Currency == Currency.Eur ? from.Source : $"{from.Source}; {to.Source}";
        return new RateUsed(from.Currency, to.Currency, rate, spread, from.AsOf < to.AsOf ? from.AsOf : to.AsOf, source, from.Indicative || to.Indicative);
    }

    private static decimal Significant(decimal value)
    {
        var whole = (int)Math.Floor(Math.Log10((double)value)) + 1;
        return Math.Round(value, Math.Clamp(SignificantDigits - whole, 0, 28), MidpointRounding.AwayFromZero);
    }

    private int Place(Currency from, Currency to) =>
        places.TryGetValue(from, out var f) && places.TryGetValue(to, out var t)
            ? (f * places.Count) + t
            : throw new ArgumentException($"There is no rate between {from} and {to}.");
}
