using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront.Data;

/// <summary>The name of a stored file: SHA-256 of its bytes in lower-case hexadecimal, a dot and an ending such as <c>webp</c>.</summary>
[JsonConverter(typeof(JsonText))]
public readonly record struct StoredFile
{
    public const int LongestName = 72;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> EndingLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly string? name;

    private StoredFile(string name) => this.name = name;

    public string Name => name ?? throw new InvalidOperationException("A stored file was never set.");

    public string Extension => Name[65..];

    /// <param name="sha256">32 bytes.</param>
    /// <param name="extension">One to seven lower-case letters or digits, without the dot.</param>
    public static StoredFile Of(ReadOnlySpan<byte> sha256, string extension) =>
        sha256.Length == 32 && TryParse($"{Convert.ToHexStringLower(sha256)}.{extension}", out var file)
            ? file
            : throw new ArgumentException($"'{extension}' is no file ending, or the hash is not SHA-256.", nameof(extension));

    /// <summary>Refuses anything that is not exactly such a name, so that no name from outside can point elsewhere.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StoredFile file)
    {
        file = default;
        if (text is null || text.Length is < 66 or > LongestName || text[64] != '.') return false;
        if (text.AsSpan(0, 64).ContainsAnyExcept(HexDigits) || text.AsSpan(65).ContainsAnyExcept(EndingLetters)) return false;
        file = new StoredFile(text);
        return true;
    }

    public override string ToString() => name ?? "";

    private sealed class JsonText : TextJsonConverter<StoredFile>
    {
        protected override StoredFile Parse(string text) => TryParse(text, out var file) ? file : throw new JsonException($"'{text}' is not a stored file.");
    }
}
