using System.Globalization;
using System.Text;

namespace Storefront.Shipping;

/// <summary>What holds for the whole of a rate card, as rows of its file: <c>#,fuel_percent,12.5</c>. Amounts are in the card's currency, with its own decimal places.</summary>
internal static class CardSettings
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static (CardTerms Terms, IReadOnlyList<CardFault> Faults) Read(IReadOnlyList<(int Line, string[] Cells)> rows, CardTerms usual)
    {
        var faults = new List<CardFault>();
        var terms = usual;
        static string Cell(string[] cells, int at) => at < cells.Length ? cells[at].Trim() : "";
        foreach (var (line, cells) in rows.OrderBy(r => Cell(r.Cells, 1) == "currency" ? 0 : 1))
        {
            var (name, value) = (Cell(cells, 1), Cell(cells, 2));
            var taken = Take(terms, name, value);
            if (taken is null) faults.Add(new CardFault(line, name, new Refusal("shipping.card-setting-wrong").With("setting", name).With("value", value)));
            else terms = taken;
        }

        return (terms, faults);
    }

    public static string Write(CardTerms terms)
    {
        string Amount(long minor) => new Money(minor, terms.Currency).Major.ToString("F" + terms.Currency.MinorDigits, Invariant);
        var text = new StringBuilder();
        foreach (var (name, value) in new[]
        {
            ("currency", terms.Currency.Code), ("divisor", terms.VolumetricDivisor?.ToString(Invariant) ?? ""), ("fuel_percent", terms.Fuel.AsPercent.ToString("0.####", Invariant)), ("handling", Amount(terms.Handling)),
            ("handling_days", terms.HandlingDays.ToString(Invariant)), ("remote_least", Amount(terms.RemoteLeast)), ("remote_per_kg", Amount(terms.RemotePerKilogram)), ("remote", string.Join("; ", terms.Remote)),
        })
            text.Append(Csv.Line("#", name, value)).Append('\n');
        return text.ToString();
    }

    /// <summary>Null where the row says nothing that can be.</summary>
    private static CardTerms? Take(CardTerms terms, string name, string value)
    {
        long? Amount() => Money.TryParse(value, terms.Currency, out var amount) && !amount.IsNegative ? amount.Minor : null;
        int? Whole(int least, int most) => int.TryParse(value, NumberStyles.None, Invariant, out var number) && number >= least && number <= most ? number : null;
        return name switch
        {
            "currency" => Currency.TryParse(value, out var currency) ? terms with { Currency = currency } : null,
            "divisor" when value.Length == 0 => terms with { VolumetricDivisor = null },
            "divisor" => Whole(KeepRateCard.LeastDivisor, KeepRateCard.MostDivisor) is { } divisor ? terms with { VolumetricDivisor = divisor } : null,
            "fuel_percent" => decimal.TryParse(value, Plain, Invariant, out var percent) && percent <= 100 && percent * 10_000 == decimal.Truncate(percent * 10_000) ? terms with { Fuel = PartsPerMillion.FromPercent(percent) } : null,
            "handling" => Amount() is { } fee ? terms with { Handling = fee } : null,
            "handling_days" => Whole(0, KeepRateCard.MostHandlingDays) is { } days ? terms with { HandlingDays = days } : null,
            "remote_least" => Amount() is { } least ? terms with { RemoteLeast = least } : null,
            "remote_per_kg" => Amount() is { } each ? terms with { RemotePerKilogram = each } : null,
            "remote" => Places(value) is { } places ? terms with { Remote = places } : null,
            _ => null,
        };
    }

    private static List<CardPlace>? Places(string value)
    {
        var places = new List<CardPlace>();
        foreach (var text in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!CardPlace.TryParse(text, out var place)) return null;
            places.Add(place);
        }

        return places;
    }
}
