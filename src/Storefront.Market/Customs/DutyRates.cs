using System.Collections.Frozen;
using System.Globalization;

namespace Storefront.Customs;

/// <summary>Duty rates by destination, HS prefix and origin: an immutable snapshot that an importer or the office can replace.</summary>
public sealed class DutyRates
{
    private static readonly int[] PrefixLengths = [6, 4, 2, 0];

    private static readonly Lazy<DutyRates> FromFile = new(() => new DutyRates(BuiltInRows()));

    private readonly FrozenDictionary<Country, FrozenDictionary<int, DutyRate[]>> tables;

    /// <exception cref="ArgumentException">A prefix is not 0, 2, 4 or 6 digits.</exception>
    public DutyRates(IEnumerable<DutyRate> rows) =>
        tables = rows.GroupBy(r => r.Destination).ToFrozenDictionary(
            g => g.Key,
            g => g.GroupBy(r => Key(r.HsPrefix)).ToFrozenDictionary(p => p.Key, p => p.OrderBy(r => r.Origin is null).ToArray()));

    /// <summary>Rounded estimates by chapter, and the few rates that the law makes plain (Swiss industrial goods, free ports).</summary>
    public static DutyRates BuiltIn => FromFile.Value;

    public IEnumerable<DutyRate> Rows => tables.Values.SelectMany(t => t.Values).SelectMany(rows => rows);

    public DutyFound Find(Country destination, HsCode code, Country origin, DateOnly day)
    {
        if (!tables.TryGetValue(destination, out var table)) return default;
        DutyRate? ordinary = null;
        var additional = 0;
        foreach (var length in PrefixLengths)
        {
            if (!table.TryGetValue(Key(code.Digits.AsSpan(0, length)), out var rows)) continue;
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
        from prefix in row.TextOrNull("hs") is null ? [""] : row.List("hs").SelectMany(Chapters)
        select new DutyRate(
            new Country(destination), prefix, row.TextOrNull("origin") is { } origin ? new Country(origin) : null,
            kind, rate, row.DateOrNull("valid_from"), row.DateOrNull("valid_to"), row.Text("source"), row.Date("checked_on"));

    // "25-97" stands for those chapters; a single prefix for itself.
    private static IEnumerable<string> Chapters(string text) =>
        text.Split('-') is [var first, var last]
            ? Enumerable.Range(Number(first), Number(last) - Number(first) + 1).Select(n => n.ToString("00", CultureInfo.InvariantCulture))
            : [text];

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    // Length and digits in one number, so that a look-up allocates nothing.
    private static int Key(ReadOnlySpan<char> prefix)
    {
        if (prefix.Length is not (0 or 2 or 4 or 6)) throw new ArgumentException($"'{prefix}' is not an HS prefix of 0, 2, 4 or 6 digits.");
        var key = prefix.Length;
        foreach (var digit in prefix) key = (key * 10) + (digit - '0');
        return key;
    }
}
