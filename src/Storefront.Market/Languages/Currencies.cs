using System.Collections.Frozen;

namespace Storefront.Languages;

/// <summary>Names and symbols of currencies by language. Source and date are in <c>Data/currencies.csv</c>.</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<(Currency, string), (string Name, string Symbol)> Texts = Read();

    private static readonly FrozenSet<Currency> HiddenZeros =
        EmbeddedFile.Rows("Languages.Data.currencies.csv").Where(row => row["zeros"] == "hidden").Select(row => new Currency(row["code"])).ToFrozenSet();

    /// <summary>The name in the plural or collective form that choices show: <c>US dollar</c>.</summary>
    public static string Name(Currency currency, Language language) => Texts[(currency, language.Tag)].Name;

    /// <summary>The symbol that means this currency alone in the language, else the ISO code.</summary>
    public static string Symbol(Currency currency, Language language) => Texts[(currency, language.Tag)].Symbol;

    /// <summary>Whether digits after the mark are left out where all of them are zero. Nothing else is: what is charged can always be read.</summary>
    public static bool HidesZeros(Currency currency) => HiddenZeros.Contains(currency);

    private static FrozenDictionary<(Currency, string), (string, string)> Read()
    {
        var texts = new Dictionary<(Currency, string), (string, string)>();
        foreach (var row in EmbeddedFile.Rows("Languages.Data.currencies.csv"))
        {
            var currency = new Currency(row["code"]);
            foreach (var language in Language.All)
            {
                var symbol = row["symbol " + language.Tag];
                texts.Add((currency, language.Tag), (row[language.Tag], symbol.Length > 0 ? symbol : currency.Code));
            }
        }

        return texts.ToFrozenDictionary();
    }
}
