namespace Storefront.Shipping;

/// <summary>One element of a GS1-128 bar code: an application identifier such as <c>00</c> (SSCC) or <c>420</c> (postcode), and its value.</summary>
/// <remarks>Source: GS1 General Specifications, element strings with predefined length, checked 2026-11-22.</remarks>
public sealed record Gs1Element
{
    /// <summary>Identifiers whose first two digits stand here have a length that readers know; all others end with FNC1.</summary>
    private static readonly HashSet<string> FixedLengthStarts =
        ["00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33", "34", "35", "36", "41"];

    public Gs1Element(string identifier, string value)
    {
        if (identifier is not { Length: >= 2 and <= 4 } || !identifier.All(char.IsAsciiDigit)) throw new ArgumentException($"'{identifier}' is not an application identifier.", nameof(identifier));
        if (value.Length == 0 || value.Any(c => c is < '!' or > 'z')) throw new ArgumentException($"'{value}' cannot stand in a GS1 bar code.", nameof(value));
        (Identifier, Value) = (identifier, value);
    }

    public string Identifier { get; }

    public string Value { get; }

    public bool HasFixedLength => FixedLengthStarts.Contains(Identifier[..2]);

    public static Gs1Element Parcel(Sscc sscc) => new("00", sscc.Digits);

    /// <summary>Identifier 420, the postcode within the carrier's own country.</summary>
    public static Gs1Element Postcode(string postcode) => new("420", postcode);

    /// <summary>As people read it: the identifier in brackets.</summary>
    public override string ToString() => $"({Identifier}){Value}";
}
