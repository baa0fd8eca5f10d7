using System.Collections.Frozen;

namespace Storefront.Customs;

/// <summary>Duty rates by destination, HS prefix and origin: an immutable snapshot. A table may lie upon another: an ordinary rate of the upper one goes before all of the lower, whichever prefix is
/// longer; what comes on top is added up over both.</summary>
public sealed class DutyRates
{
    private static readonly Lazy<DutyRates> FromFile = new(() => new DutyRates(BuiltInRows()));

    private readonly FrozenDictionary<Country, FrozenDictionary<long, DutyRate[]>> tables;
    private readonly DutyRates? under;

    /// <param name="under">The table that it lies upon.</param>
    /// <exception cref="ArgumentException">A prefix is not 0, 2, 4, 6, 8 or 10 digits.</exception>
    public DutyRates(IEnumerable<DutyRate> rows, DutyRates? under = null)
    {
        this.under = under;
        tables = rows.GroupBy(r => r.Destination).ToFrozenDictionary(
            g => g.Key,
            g => g.GroupBy(r => HsPrefix.Key(r.HsPrefix)).ToFrozenDictionary(p => p.Key, p => p.OrderBy(r => r.Origin is null).ToArray()));
    }

    /// <summary>Rounded estimates by chapter, and the few rates that the law makes plain (Swiss industrial goods, free ports).</summary>
    public static DutyRates BuiltIn => FromFile.Value;

    /// <summary>All rows, those of the upper table first.</summary>
    public IEnumerable<DutyRate> Rows => tables.Values.SelectMany(t => t.Values).SelectMany(rows => rows).Concat(under?.Rows ?? []);

    /// <summary>The duty on goods of an origin on a day. Allocates nothing.</summary>
    public DutyFound Find(Country destination, HsCode code, Country origin, DateOnly day)
    {
        DutyRate? ordinary = null;
        var (additional, held) = (0, false);
        for (var table = this; table is not null; table = table.under) table.Look(destination, code.Digits, origin, day, ref ordinary, ref additional, ref held);
        return ordinary is null or { Kind: DutyRateKind.Unknown }
            ? new DutyFound { Row = ordinary, AdditionalHeld = held }
            : new DutyFound(new PartsPerMillion(ordinary.Rate.Value + additional), true, ordinary.Kind == DutyRateKind.Estimate) { Row = ordinary, Additional = new PartsPerMillion(additional), AdditionalHeld = held };
    }

    /// <summary>The rows that come on top of the ordinary duty, for whoever explains a quote.</summary>
    public IReadOnlyList<DutyRate> AdditionalFor(Country destination, HsCode code, Country origin, DateOnly day)
    {
        var found = new List<DutyRate>();
        for (var table = this; table is not null; table = table.under)
        {
            if (!table.tables.TryGetValue(destination, out var rates)) continue;
            foreach (var length in HsPrefix.Lengths.Where(l => l <= code.Digits.Length))
                if (rates.TryGetValue(HsPrefix.Key(code.Digits.AsSpan(0, length)), out var rows)) found.AddRange(rows.Where(r => r.Kind == DutyRateKind.Additional && r.HoldsFor(origin, day)));
        }

        return found;
    }

    private void Look(Country destination, ReadOnlySpan<char> digits, Country origin, DateOnly day, ref DutyRate? ordinary, ref int additional, ref bool held)
    {
        if (!tables.TryGetValue(destination, out var table)) return;
        foreach (var length in HsPrefix.Lengths)
        {
            if (length > digits.Length || !table.TryGetValue(HsPrefix.Key(digits[..length]), out var rows)) continue;
            foreach (var row in rows)
            {
                if (!row.HoldsFor(origin, day)) continue;
                if (row.Kind == DutyRateKind.Additional) (additional, held) = (additional + row.Rate.Value, true);
                else ordinary ??= row;
            }
        }
    }

    internal static IEnumerable<DutyRate> BuiltInRows() =>
        from row in DataRow.In("Customs.Data.duty-defaults.csv")
        let kind = row.Name<DutyRateKind>("kind")
        let rate = kind == DutyRateKind.Unknown ? PartsPerMillion.Zero : new PartsPerMillion(row.Whole("ppm"))
        from destination in row.List("destinations")
        from prefix in HsPrefix.In(row.List("hs"))
        select new DutyRate(
            new Country(destination), prefix, row.TextOrNull("origin") is { } origin ? new Country(origin) : null,
            kind, rate, row.DateOrNull("valid_from"), row.DateOrNull("valid_to"), row.Text("source"), row.Date("checked_on"));
}
