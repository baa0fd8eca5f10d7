using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefront.Shipping;

/// <summary>An address in the lines and the order that its country's post reads, without the country itself. The town is in capitals where the
/// script has them, as the Universal Postal Union asks of mail from abroad.</summary>
public static partial class AddressLines
{
    private const string Usual = "{name}|{company}|{street}|{district}|{postcode} {city}";

    private static readonly Dictionary<string, (string Latin, string Native)> Patterns = EmbeddedFile
        .Rows("Shipping.Documents.Data.address-lines.csv")
        .ToDictionary(r => r["country"], r => (r["latin"], r["native"]), StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(PostalAddress address)
    {
        var (latin, native) = Patterns.GetValueOrDefault(address.Country.Code, (Usual, ""));
        var pattern = native.Length > 0 && IsEastAsian(address) ? native : latin;
        if (!pattern.Contains("{postcode}", StringComparison.Ordinal)) pattern = pattern.Replace("{city}", "{city} {postcode}", StringComparison.Ordinal);
        var lines = new List<string>();
        foreach (var template in pattern.Split('|'))
        {
            if (template == "{street}") lines.AddRange(new[] { address.Street, address.Street2 }.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l!.Trim()));
            else if (Filled(template, address) is { Length: > 0 } line) lines.Add(line);
        }

        return lines;
    }

    private static string Filled(string template, PostalAddress address)
    {
        var filled = Token().Replace(template, m => (m.Value switch
        {
            "{name}" => address.Name,
            "{company}" => address.Company,
            "{street}" => string.Join(", ", new[] { address.Street, address.Street2 }.Where(l => !string.IsNullOrWhiteSpace(l))),
            "{district}" => address.District,
            // A country that has no towns, or a shopper who named only the emirate: it stands for the town.
            "{city}" => (string.IsNullOrWhiteSpace(address.City) ? address.Region : address.City)?.ToUpper(CultureInfo.InvariantCulture),
            "{region}" => string.IsNullOrWhiteSpace(address.City) && template.Contains("{city}", StringComparison.Ordinal) ? "" : address.Region,
            "{postcode}" => address.Postcode,
            _ => throw new InvalidOperationException($"The address pattern holds {m.Value}."),
        })?.Trim() ?? "");
        var text = Spaces().Replace(filled, " ").Replace(" ,", ",", StringComparison.Ordinal).Trim(' ', ',', '-');
        return text == "〒" ? "" : text;
    }

    /// <summary>Whether the address is written in Han, kana or hangul, which run from the large to the small.</summary>
    private static bool IsEastAsian(PostalAddress address) =>
        $"{address.Street}{address.City}{address.Region}".Any(c => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF'));

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
