using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Storefront.Languages;

/// <summary>What is known of a country or territory.</summary>
/// <param name="Numeric">ISO 3166-1, three digits with leading zeros.</param>
/// <param name="Currency">The usual one; null where this market does not know it.</param>
/// <param name="DialCode">Digits after the plus, with the area where the number plan is shared; empty where there is none.</param>
/// <param name="MainLanguage">First part of the language tag that most people read, for example <c>de</c>.</param>
public sealed record CountryFacts(Country Country, string Alpha3, string Numeric, Currency? Currency, string DialCode, string MainLanguage)
{
    /// <summary>Short names by language tag.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    public string Name(Language language) => Names[language.Tag];

    /// <summary>The shop's language that most people there read, else English.</summary>
    public Language Language => Language.All.FirstOrDefault(l => l.Tag.Split('-')[0] == MainLanguage, Language.English);
}

/// <summary>The countries and territories of ISO 3166-1 and Kosovo. Source and date are in <c>Data/countries.csv</c>.</summary>
public static class Countries
{
    private static readonly FrozenDictionary<Country, CountryFacts> ByCode = Read().ToFrozenDictionary(c => c.Country);

    private static readonly FrozenDictionary<Language, IReadOnlyList<CountryFacts>> ByName = Language.All.ToFrozenDictionary(
        l => l,
        l => (IReadOnlyList<CountryFacts>)[.. ByCode.Values.OrderBy(c => c.Name(l), StringComparer.Create(l.Culture, CompareOptions.None))]);

    /// <summary>All, by code.</summary>
    public static IReadOnlyList<CountryFacts> All { get; } = [.. ByCode.Values.OrderBy(c => c.Country.Code, StringComparer.Ordinal)];

    /// <summary>All, in the order of their names in a language.</summary>
    public static IReadOnlyList<CountryFacts> SortedFor(Language language) => ByName[language];

    public static bool TryFind(Country country, [NotNullWhen(true)] out CountryFacts? facts) => ByCode.TryGetValue(country, out facts);

    /// <exception cref="KeyNotFoundException">No such country is known.</exception>
    public static CountryFacts Of(Country country) => ByCode[country];

    /// <summary>The short name; the code itself for a code that is not known.</summary>
    public static string Name(Country country, Language language) => ByCode.TryGetValue(country, out var facts) ? facts.Name(language) : country.Code;

    private static IEnumerable<CountryFacts> Read()
    {
        foreach (var row in EmbeddedFile.Rows("Languages.Data.countries.csv"))
        {
            yield return new CountryFacts(
                new Country(row["code"]),
                row["alpha3"],
                row["numeric"],
                Currency.TryParse(row["currency"], out var currency) ? currency : null,
                row["dial"],
                row["language"])
            {
                Names = Language.All.ToFrozenDictionary(l => l.Tag, l => row[l.Tag], StringComparer.Ordinal),
            };
        }
    }
}
