using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>A Harmonized System code: six digits of the world customs nomenclature (HS 2022), or up to ten with national digits.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct HsCode
{
    private readonly string? digits;

    /// <exception cref="ArgumentException">Not 6 to 10 ASCII digits.</exception>
    public HsCode(string digits)
    {
        if (!IsWellFormed(digits)) throw new ArgumentException($"'{digits}' is not an HS code of 6 to 10 digits.", nameof(digits));
        this.digits = digits;
    }

    public string Digits => digits ?? throw new InvalidOperationException("An HS code was never set.");

    /// <summary>The first two digits, for example 61 for knitted clothing.</summary>
    public string Chapter => Digits[..2];

    /// <summary>The first four digits; the EU's flat duty counts these.</summary>
    public string Heading => Digits[..4];

    public string Subheading => Digits[..6];

    /// <summary>The six digits that all countries share.</summary>
    public HsCode ToInternational() => Digits.Length == 6 ? this : new HsCode(Subheading);

    /// <summary>Reads a code as people write it, with dots or spaces.</summary>
    public static bool TryParse(string? text, out HsCode code)
    {
        var plain = text is null ? null : string.Concat(text.Where(c => c is not ('.' or ' ')));
        if (IsWellFormed(plain))
        {
            code = new HsCode(plain);
            return true;
        }

        code = default;
        return false;
    }

    public override string ToString() => digits ?? "";

    private static bool IsWellFormed([NotNullWhen(true)] string? text) => text is { Length: >= 6 and <= 10 } && text.All(char.IsAsciiDigit);

    private sealed class JsonText : TextJsonConverter<HsCode>
    {
        protected override HsCode Parse(string text) => TryParse(text, out var hs) ? hs : throw new JsonException($"'{text}' is not an HS code.");
    }
}
