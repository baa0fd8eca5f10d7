using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Reads a list that is written as its only member where it has one alone.</summary>
internal sealed class OneOrMany<T> : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartArray ? JsonSerializer.Deserialize<List<T>>(ref reader, options) : JsonSerializer.Deserialize<T>(ref reader, options) is { } one ? [one] : null;

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToList(), options);
}
