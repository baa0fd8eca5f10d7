using System.Collections.Frozen;

namespace Storefront.Customs;

/// <summary>Duty rates by destination, HS prefix and origin: an immutable snapshot that an importer or the office can replace.</summary>
public sealed class DutyRates
{
    private static readonly Lazy<DutyRates> FromFile = new(() => new DutyRates(BuiltInRows()));

    private readonly FrozenDictionary<Country, FrozenDictionary<int, DutyRate[]>> tables;

    /// <exception cref="ArgumentException">A prefix is not 0, 2, 4 or 6 digits.</exception>
    public DutyRates(IEnumerable<DutyRate> rows) =>
        tables = rows.GroupBy(r => r.Destination).ToFrozenDictionary(
            g => g.Key,
            g => g.GroupBy(r => HsPrefix.Key(r.HsPrefix)).ToFrozenDictionary(p => p.Key, p => p.OrderBy(r => r.Origin is null).ToArray()));

    /// <summary>Rounded estimates by chapter, and the few rates that the law makes plain (Swiss industrial goods, free ports).</summary>
    public static DutyRates BuiltIn => FromFile.Value;

    public IEnumerable<DutyRate> Rows => tables.Values.SelectMany(t => t.Values).SelectMany(rows => rows);

    public DutyFound Find(Country destination, HsCode code, Country origin, DateOnly day)
    {
        if (!tables.TryGetValue(destination, out var table)) return default;
        DutyRate? ordinary = null;
        var additional = 0;
        foreach (var length in HsPrefix.Lengths)
        {
            if (!table.TryGetValue(HsPrefix.Key(code.Digits.AsSpan(0, length)), out var rows)) continue;
            foreach (var row in rows)
            {
                if (!row.HoldsFor(origin, day)) continue;
                if (row.Kind == DutyRateKind.Additional) additional += row.Rate.Value;
                else ordinary ??= row;
            }
        }

        return ordinary is null or { Kind: DutyRateKind.Unknown }
            ? default
            : new DutyFound(new PartsPerMillion(ordinary.Rate.Value + additional), true, ordinary.Kind == DutyRateKind.Estimate);
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
