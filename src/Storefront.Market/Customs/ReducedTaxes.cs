using System.Collections.Frozen;

namespace Storefront.Customs;

/// <summary>A tax below the standard rate for some goods.</summary>
/// <param name="HsPrefix">2, 4, 6, 8 or 10 digits; the longest that fits decides.</param>
/// <param name="Tax">The rate, or null where the law has a lower rate for some of these goods but which is not held: then the standard rate is taken
/// and the quote says so.</param>
public sealed record ReducedTax(Country Country, string HsPrefix, PartsPerMillion? Tax, string Source, DateOnly CheckedOn);

/// <summary>Reduced rates by destination and HS prefix: an immutable snapshot.</summary>
public sealed class ReducedTaxes
{
    private static readonly Lazy<ReducedTaxes> FromFile = new(() => new ReducedTaxes(BuiltInRows()));

    private readonly FrozenDictionary<Country, FrozenDictionary<long, ReducedTax>> tables;

    /// <exception cref="ArgumentException">A prefix comes twice for one country, or is not 0, 2, 4, 6, 8 or 10 digits.</exception>
    public ReducedTaxes(IEnumerable<ReducedTax> rows) =>
        tables = rows.GroupBy(r => r.Country).ToFrozenDictionary(g => g.Key, g => g.ToFrozenDictionary(r => HsPrefix.Key(r.HsPrefix)));

    public static ReducedTaxes BuiltIn => FromFile.Value;

    public IEnumerable<ReducedTax> Rows => tables.Values.SelectMany(t => t.Values);

    /// <summary>The row for these goods, or null where the standard rate holds.</summary>
    public ReducedTax? Find(Country country, HsCode code)
    {
        if (!tables.TryGetValue(country, out var table)) return null;
        var digits = code.Digits.AsSpan();
        foreach (var length in HsPrefix.Lengths)
            if (length <= digits.Length && table.TryGetValue(HsPrefix.Key(digits[..length]), out var row)) return row;
        return null;
    }

    internal static IEnumerable<ReducedTax> BuiltInRows() =>
        from row in DataRow.In("Customs.Data.reduced-taxes.csv")
        from country in row.List("countries")
        from prefix in HsPrefix.In(row.List("hs"))
        select new ReducedTax(
            new Country(country), prefix, row.WholeOrNull("tax_ppm") is { } ppm ? new PartsPerMillion(ppm) : null, row.Text("source"), row.Date("checked_on"));
}
