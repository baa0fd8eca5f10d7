namespace Storefront.Shipping;

/// <summary>The member states of the European Union by their three digits in an IOSS number, which are those of ISO 3166-1.</summary>
/// <remarks>Source: Commission Implementing Regulation (EU) 2020/194, annex, "IMxxxyyyyyyz"; ISO 3166-1 numeric codes. Checked 2026-11-30.</remarks>
internal static class MemberStates
{
    private static readonly Dictionary<string, Country> Numbers =
        "040AT 056BE 100BG 191HR 196CY 203CZ 208DK 233EE 246FI 250FR 276DE 300GR 348HU 372IE 380IT 428LV 440LT 442LU 470MT 528NL 616PL 620PT 642RO 703SK 705SI 724ES 752SE"
            .Split(' ').ToDictionary(s => s[..3], s => new Country(s[3..]), StringComparer.Ordinal);

    private static readonly HashSet<Country> All = [.. Numbers.Values];

    public static IReadOnlyCollection<Country> Everyone => All;

    public static Country? ByNumber(string threeDigits) => Numbers.TryGetValue(threeDigits, out var country) ? country : null;

    public static bool Include(Country country) => All.Contains(country);
}
