using System.Collections.Frozen;
using Storefront.Shipping.Areas;

namespace Storefront.Customs;

/// <summary>A tax that differs from the country's own by postcode: Canadian provinces, Madeira, the Azores.</summary>
/// <param name="PostcodePrefix">Normalised, not empty.</param>
public sealed record RegionalTax(Country Country, string PostcodePrefix, string Region, string TaxName, PartsPerMillion Tax, string Source, DateOnly CheckedOn);

/// <summary>Taxes by region: an immutable snapshot.</summary>
public sealed class RegionalTaxes
{
    private static readonly Lazy<RegionalTaxes> FromFile = new(() => new RegionalTaxes(BuiltInRows()));

    private readonly FrozenDictionary<Country, RegionalTax[]> byCountry;

    public RegionalTaxes(IEnumerable<RegionalTax> rows) =>
        byCountry = rows.GroupBy(r => r.Country).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.PostcodePrefix.Length).ToArray());

    public static RegionalTaxes BuiltIn => FromFile.Value;

    public IEnumerable<RegionalTax> Rows => byCountry.Values.SelectMany(rows => rows);

    /// <summary>The region's tax, or null where the country's own holds.</summary>
    public RegionalTax? Find(Country country, string? postcode)
    {
        if (string.IsNullOrEmpty(postcode) || !byCountry.TryGetValue(country, out var rows)) return null;
        var code = Postcode.Normalise(country, postcode);
        foreach (var row in rows)
            if (code.StartsWith(row.PostcodePrefix, StringComparison.Ordinal)) return row;
        return null;
    }

    internal static IEnumerable<RegionalTax> BuiltInRows() =>
        from row in DataRow.In("Customs.Data.regional-taxes.csv")
        from prefix in row.List("postcodes")
        select new RegionalTax(
            row.Country("country"), prefix, row.Text("region"), row.Text("tax_name"), new PartsPerMillion(row.Whole("tax_ppm")), row.Text("source"), row.Date("checked_on"));
}
