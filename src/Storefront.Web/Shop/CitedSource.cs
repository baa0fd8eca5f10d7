using System.Text.RegularExpressions;

namespace Storefront.Web.Shop;

/// <summary>What a reader of any language is shown of a source that a table cites in English.</summary>
public static partial class CitedSource
{
    /// <summary>The sites that it names, one after the other; empty where it names none.</summary>
    public static string SitesOf(string source) => string.Join(", ", Site().Matches(source).Select(m => m.Value).Distinct());

    /// <summary>The key of the name of who states an exchange rate, or null where nobody known to us does.</summary>
    public static string? RateKey(string source) =>
        source.Contains("official parity", StringComparison.Ordinal) ? "product.landed.rate-source.parity"
        : source.Contains("European Central Bank", StringComparison.Ordinal) ? "product.landed.rate-source.ecb"
        : null;

    [GeneratedRegex(@"\b[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Site();
}
