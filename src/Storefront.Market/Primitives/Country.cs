using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>An ISO 3166-1 alpha-2 country or territory code. Names come from the languages.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct Country
{
    private readonly string? code;

    /// <exception cref="ArgumentException">The code is not two capital letters.</exception>
    public Country(string code)
    {
        if (!IsWellFormed(code)) throw new ArgumentException($"'{code}' is not an ISO 3166-1 alpha-2 code.", nameof(code));
        this.code = code;
    }

    public string Code => code ?? throw new InvalidOperationException("A country was never set.");

    public static bool TryParse(string? text, out Country country)
    {
        var candidate = text?.Trim().ToUpperInvariant();
        if (IsWellFormed(candidate))
        {
            country = new Country(candidate);
            return true;
        }

        country = default;
        return false;
    }

    public override string ToString() => code ?? "";

    private static bool IsWellFormed([NotNullWhen(true)] string? text) =>
        text is { Length: 2 } && text[0] is >= 'A' and <= 'Z' && text[1] is >= 'A' and <= 'Z';

    private sealed class JsonText : TextJsonConverter<Country>
    {
        protected override Country Parse(string text) => TryParse(text, out var country) ? country : throw new JsonException($"'{text}' is not a country code.");
    }
}
