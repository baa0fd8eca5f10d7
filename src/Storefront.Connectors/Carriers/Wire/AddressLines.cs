using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>A street on the few short lines that carriers print. Nothing is cut off: what does not fit is refused, since a parcel with half an address comes back.</summary>
internal static class AddressLines
{
    /// <summary>Street, second line and district, each begun on a line of its own and broken between words.</summary>
    /// <returns>Null when they do not fit.</returns>
    public static IReadOnlyList<string>? Of(PostalAddress address, int longest, int most)
    {
        var lines = new List<string>();
        foreach (var part in new[] { address.Street, address.Street2, address.District })
        {
            if (string.IsNullOrWhiteSpace(part)) continue;
            if (Break(part, longest) is not { } broken) return null;
            lines.AddRange(broken);
        }

        return lines.Count <= most ? lines : null;
    }

    /// <summary>What is said to the person when an address does not fit.</summary>
    public static Refusal? Fault(PostalAddress address, string carrier, int longest, int most) =>
        Of(address, longest, most) is null ? CarrierRefusals.AddressRefused($"{carrier} takes {most} lines of {longest} characters.") : null;

    /// <summary>Text in lines broken between words; null when a word is longer than a line.</summary>
    public static IReadOnlyList<string>? Break(string text, int longest)
    {
        var lines = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > longest) return null;
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= longest) lines[^1] += " " + word;
            else lines.Add(word);
        }

        return lines;
    }

    /// <summary>The first lines of a text, for descriptions, where the rest may be left out.</summary>
    public static IReadOnlyList<string> First(string text, int longest, int most) => [.. (Break(text, longest) ?? [text[..Math.Min(text.Length, longest)]]).Take(most)];
}
