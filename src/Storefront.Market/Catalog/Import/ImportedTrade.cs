using System.Text.RegularExpressions;
using Storefront.Languages;

namespace Storefront.Catalog;

/// <summary>What a product file says for customs and safety beyond code and origin. As everywhere: a column that is not there leaves the listing as it is, an empty cell clears.</summary>
internal static partial class ImportedTrade
{
    /// <summary>Pairs of country and code, <c>US:6911100010;BR:69111010</c>.</summary>
    public static IReadOnlyList<NationalCode> NationalCodesOf(ProductRow row, Listing? known, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.NationalCodes)) return known?.NationalCodes ?? [];
        var codes = new List<NationalCode>();
        foreach (var pair in Members(row.Text(ProductColumns.NationalCodes)))
        {
            if (pair.Split(':', StringSplitOptions.TrimEntries) is [var place, var digits] && Country.TryParse(place, out var country) && Countries.TryFind(country, out _) && HsCode.TryParse(digits, out var code)) codes.Add(new NationalCode(country, code));
            else remarks.Problem(row.Line, ProductColumns.NationalCodes, ImportRefusals.NationalCodeWrong(pair));
        }

        if (codes.DistinctBy(c => c.Country).Count() < codes.Count) remarks.Problem(row.Line, ProductColumns.NationalCodes, CatalogRefusals.CountryTwice);
        return codes;
    }

    public static EconomicOperator? MakerOf(ProductRow row, Listing? known, ImportRemarks remarks) =>
        PersonOf(row, known?.Maker, ProductColumns.MakerName, ProductColumns.MakerAddress, ProductColumns.MakerCountry, ProductColumns.MakerContact, remarks);

    public static EconomicOperator? ResponsiblePersonOf(ProductRow row, Listing? known, ImportRemarks remarks) =>
        PersonOf(row, known?.ResponsiblePerson, ProductColumns.ResponsibleName, ProductColumns.ResponsibleAddress, ProductColumns.ResponsibleCountry, ProductColumns.ResponsibleContact, remarks);

    public static IReadOnlyList<SensitiveGoods> SensitiveOf(ProductRow row, Listing? known, ImportRemarks remarks)
    {
        if (!row.Header.Has(ProductColumns.Sensitive)) return known?.Sensitive ?? [];
        var found = new SortedSet<SensitiveGoods>();
        foreach (var name in Members(row.Text(ProductColumns.Sensitive)))
        {
            if (NameOf<SensitiveGoods>(name) is { } kind) found.Add(kind);
            else remarks.Problem(row.Line, ProductColumns.Sensitive, ImportRefusals.SensitiveUnknown(name, Enum.GetValues<SensitiveGoods>().Select(Written)));
        }

        return [.. found];
    }

    /// <summary>No, yes, or which: <c>ion-in-equipment</c>. A plain yes does not forget what was known more exactly.</summary>
    public static (bool Has, BatteryContent Which) BatteryOf(ProductRow row, Variant? before, ImportRemarks remarks)
    {
        var known = before?.Battery ?? BatteryContent.None;
        if (!row.Header.Has(ProductColumns.Battery)) return (before is { HasBattery: true }, known);
        var text = row.Text(ProductColumns.Battery);
        if (text.Length > 3 && NameOf<BatteryContent>(text) is { } which) return (which != BatteryContent.None, which);
        return row.YesOrNo(ProductColumns.Battery, remarks) is true ? (true, known) : (false, BatteryContent.None);
    }

    public static string Written(IReadOnlyList<NationalCode> codes) => string.Join(';', codes.Select(c => $"{c.Country}:{c.Code}"));

    public static string Written(IReadOnlyList<SensitiveGoods> sensitive) => string.Join(';', sensitive.Select(Written));

    public static string Written(Variant variant) => !variant.HasBattery ? "no" : variant.Battery == BatteryContent.None ? "yes" : Written(variant.Battery);

    private static string Written<T>(T member)
        where T : struct, Enum => Humps().Replace(member.ToString(), "-$1").ToLowerInvariant();

    private static EconomicOperator? PersonOf(ProductRow row, EconomicOperator? before, string name, string address, string country, string contact, ImportRemarks remarks)
    {
        if (!row.Header.Has(name)) return before;
        if (row.Text(name).Length == 0) return null;
        if (Country.TryParse(row.Text(country), out var place) && Countries.TryFind(place, out _)) return new EconomicOperator(row.Text(name), row.Text(address), place, row.Text(contact));
        remarks.Problem(row.Line, country, ImportRefusals.CountryUnknown);
        return null;
    }

    private static T? NameOf<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var member) && !char.IsAsciiDigit(text[0]) ? member : null;

    private static string[] Members(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("(?<!^)([A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}
