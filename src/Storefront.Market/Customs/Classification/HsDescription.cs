using System.Text.RegularExpressions;

namespace Storefront.Customs.Classification;

/// <summary>What a nomenclature's description says the goods are, and what it says they are not.</summary>
internal static partial class HsDescription
{
    /// <summary>The words that say what it is: "of textile materials (other than cotton)" is not about cotton.</summary>
    public static IEnumerable<string> Affirmed(string description) => FoldedWords.Telling(Denials().Replace(description, " "));

    /// <summary>The words of what is left out.</summary>
    public static IEnumerable<string> Denied(string description) => Denials().Matches(description).SelectMany(m => FoldedWords.Telling(m.Value)).Distinct();

    [GeneratedRegex(@"\b(other than|excluding|except|not of|not containing|excl\.)[^;)]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denials();
}
